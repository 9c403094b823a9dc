/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * Places: what an address is called. All addresses of a function are one place, and so is each
 * address that no symbol covers.
 *
 * An address is looked up once in each address space; symbols are named once. Not for use by two
 * threads at a time.
 */
#include <stddef.h>
#include <stdint.h>

#include "common/base/cleanup.h"
#include "common/base/vec.h"

struct dso;
struct space;
struct stack;
struct symbol;
struct symbolizer;

struct place {
	const struct dso *dso;       /* NULL: nothing is known to be mapped there */
	const struct symbol *symbol; /* NULL: no symbol covers it */
	uint64_t start;              /* of the symbol in the DSO; else the address itself */
	char level;                  /* perf's letter: 'k', '.', 'g', 'u', 'H' */
};

struct place_table;

/* The symbolizer stays the caller's. */
struct place_table *place_table_new(struct symbolizer *symbolizer);
void place_table_free(struct place_table *t);
DEFINE_AUTO(struct place_table *, place_table_free);

/*
 * The id (0, 1, ...) of the place of `ip`; cpumode: PERF_RECORD_MISC_* that it ran in.
 *
 * An address that no symbol covers is known by where it is in its DSO if it is a sample's own,
 * but by its absolute value if it is a caller's: so perf shows them.
 */
enum place_role { PLACE_SELF, PLACE_CALLER };
uint32_t place_table_add(struct place_table *t, const struct space *space, uint16_t cpumode,
                         uint64_t ip, enum place_role role);

/* Lives as long as the table. */
const struct place *place_table_at(const struct place_table *t, uint32_t id);
size_t place_table_len(const struct place_table *t);

/* One frame of a stack. */
struct frame {
	uint32_t place;
	uint64_t ip;
};
struct frames {
	VEC(struct frame) v;
};

/*
 * The call chain of a stack as frames, leaf first, its context markers taken out; at most
 * max_frames of them (0: all). Replaces what *ret holds. Returns how many chain entries were no
 * address: a marker that is not known ends the chain, as in perf.
 */
size_t place_table_resolve(struct place_table *t, const struct stack *stack, size_t max_frames,
                           struct frames *ret);
