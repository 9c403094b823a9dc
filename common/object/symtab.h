/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * A table of symbols, sorted by address: of an ELF file, of kallsyms, of a perf map.
 *
 * Built once, then any number of threads may look things up, without locks. It is compact (17
 * bytes a symbol and the text of the names); what a look-up hands out - a struct symbol with the
 * demangled name - is made when its symbol is met for the first time.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/base/cleanup.h"

/* [start, end) in the address space of the table: svmas of an ELF file, avmas of the others. */
struct symbol {
	uint64_t start, end;
	const char *name; /* demangled where the table was asked to; lives as long as it */
	uint8_t binding;  /* STB_LOCAL, STB_GLOBAL, STB_WEAK ... */
	uint8_t type;     /* STT_FUNC, STT_OBJECT, STT_GNU_IFUNC ... */
};

struct symtab;

/* Collect symbols in any order, then build: sorted, without doubles, ends made right. */
struct symtab_builder;
struct symtab_builder *symtab_builder_new(void);
void symtab_builder_free(struct symtab_builder *b);
DEFINE_AUTO(struct symtab_builder *, symtab_builder_free);

/* Names are shown demangled (see demangle.h); it is done for the symbols that are met. */
void symtab_builder_set_demangle(struct symtab_builder *b, bool demangle);

/* Make room for `nr` more symbols. */
void symtab_builder_reserve(struct symtab_builder *b, size_t nr);

/* The name is copied. end <= start: the size is not known, it reaches to the next symbol. */
void symtab_builder_add(struct symtab_builder *b, uint64_t start, uint64_t end, const char *name,
                        uint8_t binding, uint8_t type);

/*
 * Hand over a block of text with many names: text[0..len) from malloc, with text[len] == 0.
 * Returns the number that its first byte has for symtab_builder_add_named(); false: it is full
 * (4 GB of names), the text was freed.
 */
bool symtab_builder_add_text(struct symtab_builder *b, char *text, size_t len, uint32_t *ret_base);

/*
 * The same for a text of lines, len > 0, whose names end with a tab or a newline. The last line
 * has its newline. It is from malloc, or (is_mapped) a mapping, which is then undone.
 */
bool symtab_builder_add_lines(struct symtab_builder *b, char *text, size_t len, bool is_mapped,
                              uint32_t *ret_base);

/* A symbol as the ELF file has it: name is a place in handed over text, info is st_info. */
void symtab_builder_add_named(struct symtab_builder *b, uint64_t start, uint64_t size,
                              uint32_t name, uint8_t info);

/* What is added from now on is of another region: no symbol reaches from one into another. */
void symtab_builder_set_region(struct symtab_builder *b, uint8_t region);

/* Of symbols with one address the last added is kept: a JIT compiler's newest. */
void symtab_builder_set_last_wins(struct symtab_builder *b);

size_t symtab_builder_len(const struct symtab_builder *b);

/*
 * The table, from all that was added; the builder is left empty.
 *
 * A symbol of unknown size reaches to the next one, the last to the end of the page after its
 * own. Of several symbols with one address the one is kept that perf 6.1 shows: with a size
 * before without; weak last; global before local; fewer leading underscores; the longer name;
 * the first added.
 */
struct symtab *symtab_build(struct symtab_builder *b);

/* The symbol that covers `addr`, the innermost if they are nested, or NULL. */
const struct symbol *symtab_find(const struct symtab *t, uint64_t addr);

/* By name, as the table has it before demangling: the first in address order, or NULL. */
const struct symbol *symtab_find_name(const struct symtab *t, const char *name);

size_t symtab_size(const struct symtab *t);
const struct symbol *symtab_at(const struct symtab *t, size_t i);

/* Bytes of memory that the table holds. */
size_t symtab_memory_bytes(const struct symtab *t);

void symtab_free(struct symtab *t);
DEFINE_AUTO(struct symtab *, symtab_free);
