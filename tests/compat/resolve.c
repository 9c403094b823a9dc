/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Names for addresses, without a recording: prof_resolve KIND NAME [OPTION=VALUE...] < addresses
 *
 * KIND is file, kernel, module, vdso or jit; addresses are hexadecimal, one a line (file offsets
 * of files). Prints "ADDRESS NAME+0xOFFSET" or "ADDRESS [unknown]", and what the status says.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/num.h"
#include "common/base/str.h"
#include "common/object/symtab.h"
#include "common/symbol/symbolizer.h"

static const char *const kinds[] = {
	[DSO_FILE] = "file", [DSO_KERNEL] = "kernel", [DSO_MODULE] = "module",
	[DSO_VDSO] = "vdso", [DSO_JIT] = "jit",
};

struct request {
	struct symbolizer_opts opts;
	struct dso dso;
};

static bool set_option(struct request *r, const char *arg)
{
	const char *value = strchr(arg, '=');

	if (!value)
		return false;
	value++;
	if (strstarts(arg, "kallsyms="))
		r->opts.kallsyms = value;
	else if (strstarts(arg, "vmlinux="))
		r->opts.vmlinux = value;
	else if (strstarts(arg, "symfs="))
		r->opts.symfs = value;
	else if (strstarts(arg, "buildid-dir="))
		r->opts.buildid_dir = value;
	else if (strstarts(arg, "demangle="))
		r->opts.no_demangle = value[0] == '0';
	else if (strstarts(arg, "build-id="))
		return build_id_parse(value, &r->dso.build_id);
	else if (strstarts(arg, "pid="))
		return num_u32(str_of(value), &r->dso.pid) &&
		       num_u32(str_of(value), &r->dso.seen_pid);
	else if (strstarts(arg, "base="))
		return num_hex(str_of(value), &r->dso.base);
	else if (strstarts(arg, "base-symbol="))
		r->dso.base_symbol = value;
	else
		return false;
	return true;
}

static bool read_request(int argc, char **argv, struct request *r)
{
	size_t kind = 0;

	if (argc < 3)
		return false;
	while (kind < sizeof(kinds) / sizeof(kinds[0]) &&
	       !(kinds[kind] && streq(argv[1], kinds[kind])))
		kind++;
	if (kind == sizeof(kinds) / sizeof(kinds[0]))
		return false;
	r->dso.kind = (enum dso_kind)kind;
	r->dso.name = argv[2];
	for (int i = 3; i < argc; i++)
		if (!set_option(r, argv[i]))
			return false;
	return true;
}

static void print_status(const struct symbolizer_status *st)
{
	if (st->reason)
		fprintf(stderr, "%s%s%s\n", st->reason, st->mend ? "; " : "",
		        st->mend ? st->mend : "");
}

int main(int argc, char **argv)
{
	struct request r = { 0 };
	AUTO(symbolizer_freep) struct symbolizer *s = NULL;
	struct symbolizer_status status;
	char line[64];

	if (!read_request(argc, argv, &r)) {
		fprintf(stderr, "usage: prof_resolve KIND NAME [OPTION=VALUE...] < addresses\n");
		return 129;
	}

	s = symbolizer_new(&r.opts);
	while (fgets(line, sizeof(line), stdin)) {
		const struct symbol *symbol;
		uint64_t addr, offset;

		line[strcspn(line, "\n")] = '\0';
		if (!num_hex(str_of(line), &addr))
			continue;
		symbol = symbolizer_find(s, &r.dso, addr, &offset);
		if (symbol)
			printf("%s %s+0x%" PRIx64 "\n", line, symbol->name, offset);
		else
			printf("%s [unknown]\n", line);
	}
	status = symbolizer_status(s, &r.dso);
	print_status(&status);
	return 0;
}
