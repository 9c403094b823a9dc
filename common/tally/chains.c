/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "common/tally/chains.h"

#include <linux/perf_event.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/mem.h"
#include "common/base/vec.h"
#include "common/tally/place_table.h"
#include "common/tally/stack_table.h"

struct chains {
	struct {
		uint32_t self, nr;
		size_t first; /* in places */
	} * all;
	VEC(uint32_t) places;
	size_t nr_broken;
};

static void drop_unresolved(const struct place_table *places, struct frames *frames)
{
	size_t kept = 0;

	vec_for_each(f, &frames->v) {
		if (place_table_at(places, f->place)->symbol)
			frames->v.data[kept++] = *f;
	}
	frames->v.len = kept;
}

/* At most `max` frames: those that perf meets first, from the root or from the leaf. */
static void cut(struct frames *frames, size_t max, bool root_first)
{
	size_t nr = frames->v.len;

	if (!max || nr <= max)
		return;
	if (root_first)
		memmove(frames->v.data, frames->v.data + (nr - max), max * sizeof(*frames->v.data));
	frames->v.len = max;
}

static void append(struct chains *c, const struct frames *frames, bool root_first)
{
	size_t nr = frames->v.len;

	vec_reserve(&c->places, nr);
	for (size_t i = 0; i < nr; i++)
		c->places.data[c->places.len++] = frames->v.data[root_first ? nr - 1 - i : i].place;
}

struct chains *chains_new(const struct stack_table *stacks, struct place_table *places,
                          const struct chains_opts *opts)
{
	struct chains *c = xzalloc(sizeof(*c));
	struct frames frames = { 0 };

	c->all = xcalloc(stack_table_len(stacks), sizeof(*c->all));
	for (uint32_t i = 0; i < stack_table_len(stacks); i++) {
		const struct stack *stack = stack_table_at(stacks, i);
		bool user = stack->cpumode == PERF_RECORD_MISC_USER;

		c->all[i].self = place_table_add(places, user ? stack->user : stack->kernel,
		                                 stack->cpumode, stack->ip, PLACE_SELF);
		if (place_table_resolve(places, stack, 0, &frames))
			c->nr_broken++;
		cut(&frames, opts->max_frames, opts->root_first);
		if (opts->resolved_only)
			drop_unresolved(places, &frames);
		c->all[i].first = c->places.len;
		c->all[i].nr = (uint32_t)frames.v.len;
		append(c, &frames, opts->root_first);
	}
	vec_done(&frames.v);
	return c;
}

void chains_free(struct chains *c)
{
	if (!c)
		return;
	free(c->all);
	vec_done(&c->places);
	free(c);
}

struct chain chains_at(const struct chains *c, uint32_t stack)
{
	return (struct chain){ c->all[stack].self, c->all[stack].nr,
		               c->places.data + c->all[stack].first };
}

size_t chains_nr_broken(const struct chains *c)
{
	return c->nr_broken;
}
