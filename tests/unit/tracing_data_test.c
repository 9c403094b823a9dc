/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <traceevent/event-parse.h>
#include <unistd.h>

#include "common/base/err.h"
#include "common/base/mem.h"
#include "common/base/outbuf.h"
#include "common/base/sysroot.h"
#include "common/perfdata/tracing_data.h"

#define NR(table) (sizeof(table) / sizeof((table)[0]))

static const char format[] = "name: %s\nID: %u\nformat:\n"
			     "\tfield:unsigned short common_type;\toffset:0;\tsize:2;\tsigned:0;\n"
			     "\n"
			     "\tfield:int n;\toffset:8;\tsize:4;\tsigned:1;\n\n"
			     "print fmt: \"n=%%d\", REC->n\n";

/* A tracefs with two systems, a folder of its own. */
struct fake {
	char root[32];
	struct sysroot sysroot;
};

static void write_file(const struct fake *f, const char *path, const char *text)
{
	AUTO(freep) char *full = xasprintf("%s/t/%s", f->root, path);
	AUTO(freep) char *command = xasprintf("mkdir -p \"$(dirname %s)\"", full);
	FILE *file;

	ck_assert_int_eq(system(command), 0);
	file = fopen(full, "w");
	ck_assert_ptr_nonnull(file);
	fputs(text, file);
	fclose(file);
}

static void write_format(const struct fake *f, const char *system_, const char *name, unsigned id)
{
	AUTO(freep) char *path = xasprintf("events/%s/%s/format", system_, name);
	AUTO(freep) char *text = xasprintf(format, name, id);

	write_file(f, path, text);
}

static void fake_init(struct fake *f)
{
	snprintf(f->root, sizeof(f->root), "/tmp/prof-unit.XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(f->root));
	f->sysroot = (struct sysroot){ .root = f->root, .tracefs = "/t" };
	write_file(f, "events/header_page",
	           "\tfield: u64 timestamp;\toffset:0;\tsize:8;\tsigned:0;\n");
	write_file(f, "events/header_event", "# compressed entry header\n");
	write_file(f, "printk_formats", "0xffffffff81000000 : \"hello\"\n0x1 : \"\n : \n");
	write_format(f, "sched", "b", 20);
	write_format(f, "sched", "a", 10);
	write_format(f, "irq", "c", 30);
}

static void fake_done(struct fake *f)
{
	AUTO(freep) char *command = xasprintf("rm -r %s", f->root);

	ck_assert_int_eq(system(command), 0);
}

static const struct tracepoint_name names[] = {
	{ "sched", "b" }, { "irq", "c" }, { "sched", "a" }, { "sched", "b" }
};

START_TEST(what_tracefs_says_is_found_in_the_handle)
{
	AUTO(fake_done) struct fake f;
	AUTO(outbuf_done) struct outbuf block = { 0 };
	struct tep_handle *tep = NULL;
	struct err err = { 0 };

	fake_init(&f);
	ck_assert_msg(tracing_data_make(&f.sysroot, names, NR(names), &block, &err) == 0, "%s",
	              err.msg);
	ck_assert_int_eq(tracing_data_load(block.data, block.len, &tep, &err), 0);
	ck_assert_int_eq(tep_get_events_count(tep), 3);
	ck_assert_str_eq(tep_find_event(tep, 30)->system, "irq");
	ck_assert_str_eq(tep_find_event(tep, 20)->format.fields->name, "n");
	tep_free(tep);
}
END_TEST

START_TEST(a_block_cut_anywhere_is_refused_or_has_no_comms)
{
	AUTO(fake_done) struct fake f;
	AUTO(outbuf_done) struct outbuf block = { 0 };
	struct err err = { 0 };

	fake_init(&f);
	ck_assert_int_eq(tracing_data_make(&f.sysroot, names, NR(names), &block, &err), 0);
	for (size_t len = 0; len < block.len; len++) {
		AUTO(freep) char *exact = xmemdup(block.data, len);
		struct tep_handle *tep = NULL;
		int r = tracing_data_load(exact, len, &tep, &err);

		/* The 8 bytes of saved_cmdlines at the end are not looked at. */
		ck_assert_int_eq(r, len < block.len - 8 ? -EBADMSG : 0);
		tep_free(tep);
	}
}
END_TEST

START_TEST(a_tracepoint_that_is_not_there_is_named)
{
	AUTO(fake_done) struct fake f;
	AUTO(outbuf_done) struct outbuf block = { 0 };
	const struct tracepoint_name missing = { "sched", "nothing" };
	struct err err = { 0 };

	fake_init(&f);
	ck_assert_int_eq(tracing_data_make(&f.sysroot, &missing, 1, &block, &err), -ENOENT);
	ck_assert_ptr_nonnull(strstr(err.msg, "tracepoint sched:nothing: "));
	ck_assert_uint_eq(block.len, 0);
}
END_TEST

TCase *tracing_data_tests(void)
{
	TCase *tc = tcase_create("tracing_data");

	tcase_add_test(tc, what_tracefs_says_is_found_in_the_handle);
	tcase_add_test(tc, a_block_cut_anywhere_is_refused_or_has_no_comms);
	tcase_add_test(tc, a_tracepoint_that_is_not_there_is_named);
	return tc;
}
