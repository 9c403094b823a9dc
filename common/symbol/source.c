/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "common/symbol/source.h"

#include <elf.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "common/base/err.h"
#include "common/base/mem.h"
#include "common/object/elf_file.h"
#include "common/object/symtab.h"
#include "common/symbol/perf_map.h"

void source_free(struct source *s)
{
	while (s) {
		struct source *older = s->older;

		symtab_free(s->own_symtab);
		elf_layout_done(&s->layout);
		free(s->path);
		free(s->reason);
		free(s->mend);
		free(s);
		s = older;
	}
}

void source_set_reason(struct source *s, char *reason, char *mend)
{
	free(s->reason);
	free(s->mend);
	s->reason = reason;
	s->mend = mend;
}

void source_add_elf(struct source *s, struct elf_file *runtime, struct elf_file *symbols,
                    bool demangle)
{
	AUTO(symtab_builder_freep) struct symtab_builder *b = symtab_builder_new();
	struct elf_file *code = runtime ? runtime : symbols;
	struct elf_file *named = symbols ? symbols : runtime;

	symtab_builder_set_demangle(b, demangle);
	(void)elf_file_add_symbols(named, b, NULL); /* none: the builder stays empty */
	if (!symbols)
		(void)elf_file_add_minidebug(code, b, NULL);
	elf_file_add_plt(code, b);

	s->by_layout = true;
	s->layout = elf_layout_copy(elf_file_layout(code));
	s->path = xstrdup(elf_file_name(named));
	if (!symtab_builder_len(b)) {
		source_set_reason(s, xasprintf("%s has no symbols", s->path),
		                  xstrdup("install its debug symbols, or build it without "
		                          "stripping"));
		return;
	}
	s->own_symtab = symtab_build(b);
	s->symtab = s->own_symtab;
}

struct source *source_of_jit(const struct symbolizer_opts *opts, const struct dso *dso)
{
	struct source *s = xzalloc(sizeof(*s));
	struct err err = { 0 };
	int r = perf_map_read(opts->sysroot, dso->pid, opts->offline, &s->own_symtab, &s->path,
	                      &s->map_bytes, &err);

	if (r == 0) {
		s->symtab = s->own_symtab;
	} else {
		s->map_file_missing = r == -ENOENT;
		source_set_reason(s, xstrdup(err.msg),
		                  r == -ENOENT ? xstrdup("let the JIT compiler write it (java: a "
		                                         "perf-map agent, node: --perf-basic-prof)")
		                               : NULL);
	}
	return s;
}

bool source_has_grown(const struct source *s)
{
	struct stat st;

	return s->path && stat(s->path, &st) == 0 && (uint64_t)st.st_size > s->map_bytes;
}

struct source *source_of_bpf(const struct dso *dso)
{
	AUTO(symtab_builder_freep) struct symtab_builder *b = symtab_builder_new();
	struct source *s = xzalloc(sizeof(*s));

	/* A KSYMBOL record: the DSO is the program, and the program is one symbol. */
	symtab_builder_add(b, 0, UINT64_MAX, dso->name, STB_GLOBAL, STT_FUNC);
	s->own_symtab = symtab_build(b);
	s->symtab = s->own_symtab;
	return s;
}
