/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * event_attrs [-r SYSROOT] [-s] EVENT...: what the parser makes of -e, for scripts.
 *
 * Prints for each EVENT its events, one a line: leader's index, name, the attr's block on one
 * line; or the error. -s: as `stat` parses it. TRACEFS, below SYSROOT, may be in the environment.
 */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "common/abi/attr.h"
#include "common/base/err.h"
#include "common/base/outbuf.h"
#include "common/base/sysroot.h"
#include "common/event/event.h"

/* "name value" lines as "name value;name value;". */
static void print_block(const struct perf_event_attr *attr)
{
	AUTO(outbuf_done) struct outbuf block = { 0 };
	bool blank = true;

	attr_print_block(attr, &block);
	for (size_t i = 0; i < block.len; i++) {
		char c = block.data[i];

		if (c == '\n')
			putchar(';');
		else if (c != ' ' || !blank)
			putchar(c);
		blank = c == ' ' || c == '\n';
	}
	putchar('\n');
}

static int print_events(const char *text, const struct event_env *env)
{
	AUTO(event_list_done) struct event_list list;
	struct err err = { 0 };

	event_list_init(&list);
	printf("== %s\n", text);
	if (event_list_parse(&list, text, env, &err) < 0) {
		printf("%s\n%s\n", err.msg, err.hint);
		return EXIT_FAILURE;
	}
	for (size_t i = 0; i < list.events.len; i++) {
		printf("%zu %s ", list.events.data[i].leader, list.events.data[i].name);
		print_block(&list.events.data[i].attr);
	}
	return EXIT_SUCCESS;
}

int main(int argc, char **argv)
{
	struct sysroot sysroot = { .root = "", .tracefs = getenv("TRACEFS") };
	struct event_env env = { .sysroot = &sysroot };
	int status = EXIT_SUCCESS;
	int opt;

	while ((opt = getopt(argc, argv, "r:s")) > 0) {
		if (opt == 'r')
			sysroot.root = optarg;
		else if (opt == 's')
			env.for_stat = true;
		else
			return 129;
	}
	for (; optind < argc; optind++)
		if (print_events(argv[optind], &env))
			status = EXIT_FAILURE;
	return status;
}
