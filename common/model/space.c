/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "common/model/space.h"

#include <stddef.h>

#include "common/base/arena.h"

/* A treap node: ordered by the mapping's start, a parent's priority is not below its children's. */
struct space {
	const struct mapping *mapping;
	const struct space *left, *right;
	uint32_t priority;
};

const struct mapping *space_find(const struct space *space, uint64_t addr)
{
	const struct mapping *found = NULL;

	while (space) {
		if (addr < space->mapping->start) {
			space = space->left;
		} else {
			found = space->mapping;
			space = space->right;
		}
	}
	return found && addr < found->end ? found : NULL;
}

static const struct space *node(const struct space *like, const struct space *left,
                                const struct space *right, struct arena *arena)
{
	struct space *n = arena_alloc(arena, sizeof(*n));

	*n = *like;
	n->left = left;
	n->right = right;
	return n;
}

/* Cut into the mappings that start before `addr` and the others. */
static void split(const struct space *space, uint64_t addr, const struct space **before,
                  const struct space **after, struct arena *arena)
{
	const struct space *part;

	if (!space) {
		*before = *after = NULL;
	} else if (space->mapping->start < addr) {
		split(space->right, addr, &part, after, arena);
		*before = node(space, space->left, part, arena);
	} else {
		split(space->left, addr, before, &part, arena);
		*after = node(space, part, space->right, arena);
	}
}

/* All of `low` lies before all of `high`. */
static const struct space *join(const struct space *low, const struct space *high,
                                struct arena *arena)
{
	if (!low || !high)
		return low ? low : high;
	if (low->priority >= high->priority)
		return node(low, low->left, join(low->right, high, arena), arena);
	return node(high, join(low, high->left, arena), high->right, arena);
}

static const struct space *last(const struct space *space)
{
	while (space && space->right)
		space = space->right;
	return space;
}

/* A space of one: the piece of `whole` that is in [start, end). */
static const struct space *piece(const struct space *whole, uint64_t start, uint64_t end,
                                 struct arena *arena)
{
	struct mapping *m = arena_alloc(arena, sizeof(*m));

	*m = *whole->mapping;
	m->pgoff += start - m->start;
	m->start = start;
	m->end = end;
	return node(&(struct space){ .mapping = m, .priority = whole->priority }, NULL, NULL,
	            arena);
}

/* *low: what is before start; *high: what is from end on. What lies between is left out. */
static void cut_out(const struct space *space, uint64_t start, uint64_t end,
                    const struct space **low, const struct space **high, struct arena *arena)
{
	const struct space *from_start, *inside, *edge;

	split(space, start, low, &from_start, arena);
	split(from_start, end, &inside, high, arena);

	edge = last(inside);
	if (edge && edge->mapping->end > end)
		*high = join(piece(edge, end, edge->mapping->end, arena), *high, arena);

	edge = last(*low);
	if (edge && edge->mapping->end > start) {
		const struct space *rest;

		if (edge->mapping->end > end)
			*high = join(piece(edge, end, edge->mapping->end, arena), *high, arena);
		split(*low, edge->mapping->start, low, &rest, arena);
		*low = join(*low, piece(edge, edge->mapping->start, start, arena), arena);
	}
}

const struct space *space_add(const struct space *space, const struct mapping *mapping,
                              uint32_t priority, struct arena *arena)
{
	struct space one = { .mapping = mapping, .priority = priority };
	const struct space *low, *high;

	cut_out(space, mapping->start, mapping->end, &low, &high, arena);
	return join(join(low, node(&one, NULL, NULL, arena), arena), high, arena);
}

const struct space *space_remove(const struct space *space, uint64_t start, uint64_t end,
                                 struct arena *arena)
{
	const struct space *low, *high;

	cut_out(space, start, end, &low, &high, arena);
	return join(low, high, arena);
}

void space_each(const struct space *space, void (*fn)(void *ctx, const struct mapping *mapping),
                void *ctx)
{
	for (; space; space = space->right) {
		space_each(space->left, fn, ctx);
		fn(ctx, space->mapping);
	}
}
