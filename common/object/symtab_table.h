/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * What symtab_build.c makes and symtab.c reads: the inside of a struct symtab.
 */
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/base/str.h"
#include "common/base/vec.h"
#include "common/object/symtab.h"

#define SYMTAB_PAGE_BYTES 4096
#define SYMTAB_NO_PARENT  UINT32_MAX
#define SYMTAB_SIZE_MAX   UINT32_MAX /* this or more: the symbol reaches to the next */

/*
 * Names, one NUL-terminated behind the other; or lines of a file, in which names end with a tab
 * or a newline. Numbered through all blocks.
 */
struct text_block {
	char *text;
	size_t len;
	uint32_t base; /* number of text[0] */
	bool lines;
	bool is_mapped; /* text is a mapping, not from malloc */
};

struct text_blocks {
	VEC(struct text_block) blocks;
	uint64_t used; /* numbers given out */
};

/* The name with that number; a view. */
struct str text_blocks_name(const struct text_blocks *t, uint32_t name);
void text_blocks_done(struct text_blocks *t);

/* A symbol whose start another one has too, equal in all but the name. */
struct symtab_tie {
	uint32_t index; /* of the one in the table */
	uint32_t size, name;
	uint8_t info;
};

struct symtab {
	size_t nr;
	uint64_t *start;  /* sorted, each once */
	uint32_t *size;   /* bytes */
	uint32_t *name;   /* in `text` */
	uint8_t *info;    /* st_info: binding << 4 | type */
	uint32_t *parent; /* the nearest one before that ends later; NULL: nothing is nested */

	/* Where in `start` to look: the first index whose start is in this bucket or above. */
	uint32_t *bucket;
	size_t nr_buckets;
	unsigned bucket_shift;

	VEC(struct symtab_tie) ties; /* sorted by index */
	struct text_blocks text;
	bool demangle;

	_Atomic(struct symbol *) *made; /* what was met so far */
};

/* Where symbol i ends if it has this size. */
static inline uint64_t symtab_end(const struct symtab *t, size_t i, uint32_t size)
{
	uint64_t end = t->start[i] + size;

	if (size == SYMTAB_SIZE_MAX || end < t->start[i])
		return i + 1 < t->nr ? t->start[i + 1] : UINT64_MAX;
	return end;
}
