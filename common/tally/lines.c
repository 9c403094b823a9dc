/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "common/tally/lines.h"

#include <stdlib.h>
#include <string.h>

#include "common/base/arena.h"
#include "common/base/hmap.h"
#include "common/base/mem.h"
#include "common/base/str.h"
#include "common/tally/chains.h"
#include "common/tally/place_table.h"
#include "common/tally/tree_sort.h"

/* A line on its way in: found by its values. */
struct slot {
	struct line line;
	struct slot *next; /* of the same hash */
};

struct builder {
	struct lines *lines;
	struct hmap by_hash;
};

static struct line *find_or_add(struct builder *b, struct key_line id)
{
	struct lines *l = b->lines;
	const struct sort_keys *keys = l->opts.keys;
	uint64_t values[SORT_KEYS_MAX];
	uint64_t *first;
	struct slot *slot;

	for (size_t i = 0; i < keys->nr; i++)
		values[i] = keys->keys[i]->value(l->opts.ctx, id);
	first = hmap_add(&b->by_hash, hash_bytes(values, keys->nr * sizeof(*values)), NULL);
	for (slot = (struct slot *)(uintptr_t)*first; slot; slot = slot->next)
		if (memcmp(slot->line.values, values, keys->nr * sizeof(*values)) == 0)
			return &slot->line;

	slot = arena_zalloc(l->arena, sizeof(*slot));
	slot->line.id = id;
	slot->line.values = arena_memdup(l->arena, values, keys->nr * sizeof(*values));
	slot->next = (struct slot *)(uintptr_t)*first;
	*first = (uintptr_t)slot;
	vec_push(&l->all, &slot->line);
	return &slot->line;
}

static void add_use(struct lines *l, struct line *line, uint32_t row, uint32_t from, uint32_t nr)
{
	if (!nr)
		return;
	if (nr > line->max_depth)
		line->max_depth = nr;
	if (!l->opts.uses)
		return;
	vec_push(&l->uses, (struct line_use){ row, from, line->last_use });
	line->last_use = (uint32_t)l->uses.len;
}

static void add_callers(struct builder *b, const struct profile_row *row, uint32_t i,
                        const struct chain *chain)
{
	const struct place_table *places = b->lines->opts.ctx->places;
	/* An address that nothing is mapped at has the level of the frame before it. */
	char level = place_table_at(places, chain->self)->level;

	for (uint32_t at = 0; at < chain->nr; at++) {
		const struct place *place = place_table_at(places, chain->places[at]);
		struct line *line;

		if (place->dso)
			level = place->level;
		line = find_or_add(b, (struct key_line){ row, chain->places[at], level });
		if (line->last_row == i + 1)
			continue; /* this sample was counted there already: recursion */
		line->last_row = i + 1;
		line->children += row->period;
		add_use(b->lines, line, i, at, chain->nr - at);
	}
}

static void add_row(struct builder *b, const struct profile_row *row, uint32_t i)
{
	struct chain chain = chains_at(b->lines->chains, row->stack);
	const struct place *self = place_table_at(b->lines->opts.ctx->places, chain.self);
	struct line *line = find_or_add(b, (struct key_line){ row, chain.self, self->level });

	line->self += row->period;
	line->self_samples += row->nr_samples;
	line->children += row->period;
	line->last_row = i + 1;
	add_use(b->lines, line, i, 0, chain.nr);
	b->lines->period += row->period;
	b->lines->nr_samples += row->nr_samples;
	if (b->lines->opts.children)
		add_callers(b, row, i, &chain);
}

struct lines *lines_new(const struct profile *profile, const struct chains *chains,
                        const struct session_event *event, const struct lines_opts *opts)
{
	struct lines *l = xzalloc(sizeof(*l));
	struct builder b = { .lines = l };

	l->opts = *opts;
	l->event = event;
	l->profile = profile;
	l->chains = chains;
	l->arena = arena_new();
	for (size_t i = 0; i < profile_nr_rows(profile); i++) {
		const struct profile_row *row = profile_row(profile, i);

		if (row->event == event)
			add_row(&b, row, (uint32_t)i);
	}
	hmap_done(&b.by_hash);
	return l;
}

void lines_free(struct lines *l)
{
	if (!l)
		return;
	arena_free(l->arena);
	vec_done(&l->all);
	vec_done(&l->uses);
	free(l);
}

struct order {
	const struct lines *lines;
	bool callers_first;
};

/* < 0: x stands above y. Not transitive, as perf's comparison is not: see tree_sort.h. */
static int compare_lines(const void *a, const void *b, void *ctx)
{
	const struct order *order = ctx;
	const struct lines *l = order->lines;
	const struct line *x = a, *y = b;

	if (l->opts.children && x->children != y->children)
		return x->children > y->children ? -1 : 1;
	if (l->opts.children && l->opts.uses && x->max_depth != y->max_depth &&
	    x->id.row->thread == y->id.row->thread)
		return (x->max_depth > y->max_depth) == order->callers_first ? -1 : 1;
	if (x->self != y->self)
		return x->self > y->self ? -1 : 1;
	for (size_t i = 0; i < l->opts.keys->nr; i++) {
		int r = l->opts.keys->keys[i]->compare(l->opts.ctx, x->id, y->id);

		if (r)
			return r;
	}
	return 0;
}

/* The order in which perf finds its lines when it begins to sort them: by the keys. */
static int compare_identity(const void *a, const void *b, void *ctx)
{
	const struct lines *l = ((const struct order *)ctx)->lines;
	const struct line *x = a, *y = b;

	for (size_t i = 0; i < l->opts.keys->nr; i++) {
		const struct sort_key *key = l->opts.keys->keys[i];
		int r = (key->identify ? key->identify : key->compare)(l->opts.ctx, x->id, y->id);

		if (r)
			return r;
	}
	return 0;
}

void lines_sort(struct lines *l, bool callers_first)
{
	struct order order = { l, callers_first };

	tree_sort((void **)l->all.data, l->all.len, compare_identity, &order);
	tree_sort((void **)l->all.data, l->all.len, compare_lines, &order);
}
