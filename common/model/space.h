/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * One state of an address space: the mappings of a process at some moment.
 *
 * A space never changes: a new mapping makes a new space that shares nearly all of the old one
 * (a persistent treap, about 2 log2(n) new nodes). So a fork costs nothing, every state that
 * ever was can still be asked, and two equal pointers are the same state: callers may use the
 * pointer as a key of their caches. NULL is the empty space.
 */
#include <stdint.h>

#include "common/model/mapping.h"

struct arena;
struct space;

/* What is mapped at `addr`, or NULL. */
const struct mapping *space_find(const struct space *space, uint64_t addr);

/*
 * The space with `mapping` (start < end) added; what it overlaps is cut or gone, as by mmap(2)
 * with MAP_FIXED. priority: a random number, which keeps the tree balanced for any input.
 */
const struct space *space_add(const struct space *space, const struct mapping *mapping,
                              uint32_t priority, struct arena *arena);

/* The space without what is in [start, end). */
const struct space *space_remove(const struct space *space, uint64_t start, uint64_t end,
                                 struct arena *arena);

/* Call fn for each mapping, in address order. */
void space_each(const struct space *space, void (*fn)(void *ctx, const struct mapping *mapping),
                void *ctx);
