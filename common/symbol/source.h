/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * Where the names of one DSO come from: one symbolizer of the chain, loaded. For this folder's
 * use. A new kind is one more source_*.c and one more line in symbolizer.c.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/base/cleanup.h"
#include "common/model/dso.h"
#include "common/object/elf_layout.h"
#include "common/symbol/symbolizer.h"

struct elf_file;
struct kernel_symbols;
struct symtab;

/* Immutable once it is made. */
struct source {
	const struct symtab *symtab; /* NULL: there are no symbols */
	struct symtab *own_symtab;   /* the same, if it is ours to free */

	/* From a DSO's address to one of the table. */
	bool by_layout;           /* by the ELF file's segments, else minus `shift` */
	struct elf_layout layout; /* of the file with the code */
	uint64_t shift;

	char *path;   /* what the symbols are from, or what was looked for; NULL */
	char *reason; /* why there are none, one sentence; NULL */
	char *mend;   /* what the user can do about it; NULL */
	bool build_id_mismatch, kernel_restricted, map_file_missing;
	uint64_t map_bytes; /* of a perf map: its length when it was read */

	struct source *older; /* replaced by this one; its symbols are still in use */
};

void source_free(struct source *s); /* with the older ones */
DEFINE_AUTO(struct source *, source_free);

/* Say why a source has no symbols. Takes both strings, mend may be NULL. */
void source_set_reason(struct source *s, char *reason, char *mend);

/*
 * Use the symbols (and PLT entries) of these files: runtime has the code, symbols has .symtab;
 * each may be NULL, both may be one.
 */
void source_add_elf(struct source *s, struct elf_file *runtime, struct elf_file *symbols,
                    bool demangle);

/*
 * Make the source of one DSO. Never NULL: where there are no symbols it says why. opts are those
 * of the symbolizer, completed: none of sysroot and symfs is NULL, symfs has the sysroot before it.
 */
struct source *source_of_file(const struct symbolizer_opts *opts, const struct dso *dso);
struct source *source_of_vdso(const struct symbolizer_opts *opts, const struct dso *dso);
struct source *source_of_jit(const struct symbolizer_opts *opts, const struct dso *dso);
struct source *source_of_bpf(const struct dso *dso);
struct source *source_of_kernel(const struct symbolizer_opts *opts, struct kernel_symbols *kernel,
                                const struct dso *dso);
struct source *source_of_module(const struct symbolizer_opts *opts, struct kernel_symbols *kernel,
                                const struct dso *dso);

/* Has the map of a JIT compiler grown since the source was made? Asks the file system. */
bool source_has_grown(const struct source *s);

/* The kallsyms that kernel and modules share. One thread at a time. */
struct kernel_symbols *kernel_symbols_new(void);
void kernel_symbols_free(struct kernel_symbols *k);

/* Read the cached kallsyms of the kernel with that build-id, if it is there. */
void kernel_symbols_preload(struct kernel_symbols *k, const struct symbolizer_opts *opts,
                            const struct build_id *id);
