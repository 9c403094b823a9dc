/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * A table of symbols, sorted by address: of an ELF file, of kallsyms, of a perf map.
 *
 * Immutable once built: any number of threads may look things up.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/base/cleanup.h"

/* [start, end) in the address space of the table: see symtab_kind. */
struct symbol {
	uint64_t start, end;
	const char *name; /* demangled where the table was asked to; lives as long as it */
	uint8_t binding;  /* STB_LOCAL, STB_GLOBAL, STB_WEAK ... */
	uint8_t type;	  /* STT_FUNC, STT_OBJECT, STT_GNU_IFUNC ... */
};

struct symtab;

/* Collect symbols in any order, then build: sorted, without doubles, ends made right. */
struct symtab_builder;
struct symtab_builder *symtab_builder_new(void);
void symtab_builder_free(struct symtab_builder *b);
DEFINE_AUTO(struct symtab_builder *, symtab_builder_free);
/* The name is copied. end <= start: the size is not known, it reaches to the next symbol. */
void symtab_builder_add(struct symtab_builder *b, uint64_t start, uint64_t end, const char *name,
			uint8_t binding, uint8_t type);

/*
 * Of several symbols with one address the one that perf would show is kept (with a size before
 * without, global before weak before local, fewer leading underscores ...).
 * last_end: where the last symbol ends if its size is not known; 0: one page after its start.
 */
struct symtab *symtab_build(struct symtab_builder *b, uint64_t last_end);

/* The symbol that covers `addr`, or NULL. */
const struct symbol *symtab_find(const struct symtab *t, uint64_t addr);

/* By name: the first in address order, or NULL. */
const struct symbol *symtab_find_name(const struct symtab *t, const char *name);

size_t symtab_size(const struct symtab *t);
const struct symbol *symtab_at(const struct symtab *t, size_t i);

void symtab_free(struct symtab *t);
DEFINE_AUTO(struct symtab *, symtab_free);
