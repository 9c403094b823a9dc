/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "common/tally/lines.h"

#include <linux/perf_event.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/arena.h"
#include "common/base/hmap.h"
#include "common/base/mem.h"
#include "common/base/str.h"
#include "common/tally/chains.h"
#include "common/tally/place_table.h"

/* A line on its way in: found by its values. */
struct slot {
	struct line line;
	struct slot *next; /* of the same hash */
};

struct builder {
	struct lines *lines;
	struct hmap by_hash;
	bool hidden; /* of lines that are made now */
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
	slot->line.hidden = b->hidden;
	slot->line.values = arena_memdup(l->arena, values, keys->nr * sizeof(*values));
	slot->line.weights = arena_array(l->arena, struct weights, l->nr_events);
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

/* A row on its way in. */
struct entry {
	const struct profile_row *row;
	uint32_t nr;   /* of the row */
	size_t member; /* of the group */
	struct chain chain;
};

/* A line is shown as the first event of the group met it, if that one did. */
static void prefer_leader(struct line *line, const struct entry *e, struct key_line id)
{
	if (line->of_leader || e->member)
		return;
	line->of_leader = true;
	line->id = id;
}

static void add_callers(struct builder *b, const struct entry *e)
{
	const struct place_table *places = b->lines->opts.ctx->places;
	/* An address that nothing is mapped at has the level of the frame before it. */
	char level = place_table_at(places, e->chain.self)->level;

	for (uint32_t at = 0; at < e->chain.nr; at++) {
		const struct place *place = place_table_at(places, e->chain.places[at]);
		struct line *line;

		if (place->dso)
			level = place->level;
		line = find_or_add(b, (struct key_line){ e->row, e->chain.places[at], level });
		prefer_leader(line, e, (struct key_line){ e->row, e->chain.places[at], level });
		if (line->last_row == e->nr + 1)
			continue; /* this sample was counted there already: recursion */
		line->last_row = e->nr + 1;
		line->weights[e->member].children += e->row->period;
		if (!e->member)
			add_use(b->lines, line, e->nr, at, e->chain.nr - at);
	}
}

static void add_cpumode(struct weights *w, uint16_t cpumode, uint64_t period)
{
	switch (cpumode) {
	case PERF_RECORD_MISC_KERNEL:
		w->sys += period;
		break;
	case PERF_RECORD_MISC_USER:
		w->user += period;
		break;
	case PERF_RECORD_MISC_GUEST_KERNEL:
		w->guest_sys += period;
		break;
	case PERF_RECORD_MISC_GUEST_USER:
		w->guest_user += period;
		break;
	default:
		break;
	}
}

static void add_self(struct builder *b, const struct entry *e, const struct place *self)
{
	struct lines *l = b->lines;
	struct line *line = find_or_add(b, (struct key_line){ e->row, e->chain.self, self->level });
	struct weights *w = &line->weights[e->member];
	const struct stack *stack = stack_table_at(profile_stacks(l->profile), e->row->stack);

	prefer_leader(line, e, (struct key_line){ e->row, e->chain.self, self->level });
	w->self += e->row->period;
	w->samples += e->row->nr_samples;
	w->children += e->row->period;
	add_cpumode(w, stack->cpumode, e->row->period);
	line->last_row = e->nr + 1;
	if (!e->member)
		add_use(l, line, e->nr, 0, e->chain.nr);
	if (line->hidden)
		return;
	l->totals[e->member].shown_period += e->row->period;
	l->totals[e->member].nr_shown_samples += e->row->nr_samples;
}

static void add_row(struct builder *b, const struct entry *e)
{
	struct lines *l = b->lines;
	const struct place *self = place_table_at(l->opts.ctx->places, e->chain.self);
	struct lines_total *total = &l->totals[e->member];

	if (l->opts.resolved_only && !self->symbol)
		return;
	total->period += e->row->period;
	total->nr_samples += e->row->nr_samples;
	b->hidden = e->row->hidden || (l->opts.shown && !l->opts.shown(l->opts.filter_ctx, self));
	add_self(b, e, self);
	if (l->opts.children)
		add_callers(b, e);
}

static size_t member_of(const struct lines *l, const struct session_event *event)
{
	size_t i = 0;

	while (i < l->nr_events && l->events[i] != event)
		i++;
	return i;
}

struct lines *lines_new(const struct profile *profile, const struct chains *chains,
                        const struct session_event *const *events, size_t nr_events,
                        const struct lines_opts *opts)
{
	struct lines *l = xzalloc(sizeof(*l));
	struct builder b = { .lines = l };

	l->opts = *opts;
	l->events = events;
	l->nr_events = nr_events;
	l->profile = profile;
	l->chains = chains;
	l->arena = arena_new();
	l->totals = arena_array(l->arena, struct lines_total, nr_events);
	for (size_t i = 0; i < profile_nr_rows(profile); i++) {
		const struct profile_row *row = profile_row(profile, i);
		struct entry e = { row, (uint32_t)i, member_of(l, row->event),
			           chains_at(chains, row->stack) };

		if (e.member < nr_events)
			add_row(&b, &e);
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
