/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdlib.h>

#include "common/base/hmap.h"
#include "common/base/mem.h"
#include "common/base/str.h"
#include "common/tally/lines.h"
#include "common/tally/tree_sort.h"

/* Keys of few values that are compared by rank; those behind are asked each time. */
#define RANKS_MAX 4
/* Weights that are at hand. */
#define WEIGHTS_MAX 2

/* What decides between two lines, close together. */
struct sorted {
	struct line *line;
	const struct thread *thread;
	uint64_t weight[WEIGHTS_MAX]; /* of the first columns, as far as they are weights */
	uint32_t max_depth;
	uint32_t rank[RANKS_MAX];
};

struct order {
	const struct lines *lines;
	bool callers_first;
	size_t nr_weights;             /* first columns that `weight` of a line decides */
	uint8_t ranked[SORT_KEYS_MAX]; /* index in rank, plus 1, of the key of that number */
};

/* One value of a key, by the first line that has it. */
struct value {
	const struct line *line;
	size_t nr;
};

struct values {
	const struct lines *lines;
	const struct sort_key *key;
	VEC(struct value) all;
};

static int compare_values(const void *a, const void *b, void *ctx)
{
	const struct values *v = ctx;

	return v->key->compare(v->lines->opts.ctx, ((const struct value *)a)->line->id,
	                       ((const struct value *)b)->line->id);
}

/* Where each line's value of the k-th key stands among all: equal ones have equal ranks. */
static void rank_lines(const struct lines *l, size_t k, struct sorted *sorted, unsigned rank)
{
	struct values values = { .lines = l, .key = l->opts.keys->keys[k] };
	struct hmap nr_of = { 0 };
	AUTO(freep) uint32_t *ranks = NULL;

	for (size_t i = 0; i < l->all.len; i++) {
		uint64_t *nr = hmap_add(&nr_of, l->all.data[i]->values[k], NULL);

		if (!*nr) {
			*nr = values.all.len + 1;
			vec_push(&values.all, (struct value){ l->all.data[i], *nr - 1 });
		}
		sorted[i].rank[rank] = (uint32_t)*nr - 1;
	}
	ranks = xcalloc(values.all.len + 1, sizeof(*ranks));
	if (values.all.len)
		qsort_r(values.all.data, values.all.len, sizeof(*values.all.data), compare_values,
		        &values);
	for (size_t i = 0; i < values.all.len; i++) {
		const struct value *v = &values.all.data[i];
		bool same = i && !compare_values(v - 1, v, &values);

		ranks[v->nr] = same ? ranks[(v - 1)->nr] : (uint32_t)i;
	}
	for (size_t i = 0; i < l->all.len; i++)
		sorted[i].rank[rank] = ranks[sorted[i].rank[rank]];
	hmap_done(&nr_of);
	vec_done(&values.all);
}

static int compare_key(const struct order *o, size_t k, const struct sorted *x,
                       const struct sorted *y, bool identify)
{
	const struct sort_key *key = o->lines->opts.keys->keys[k];

	if (o->ranked[k]) {
		uint32_t a = x->rank[o->ranked[k] - 1], b = y->rank[o->ranked[k] - 1];

		return (a > b) - (a < b);
	}
	return (identify && key->identify ? key->identify : key->compare)(o->lines->opts.ctx,
	                                                                  x->line->id, y->line->id);
}

/* The order in which perf finds its lines when it begins to sort them: by the keys. */
static int compare_identity(const void *a, const void *b, void *ctx)
{
	const struct order *o = ctx;
	int r = 0;

	for (size_t k = 0; k < o->lines->opts.keys->nr && !r; k++)
		r = compare_key(o, k, a, b, true);
	return r;
}

/* Of two lines with equal Children of one thread, that of the longer chains is the caller. */
static int compare_depths(const struct order *o, const struct sorted *x, const struct sorted *y)
{
	if (!o->lines->opts.uses || x->max_depth == y->max_depth || x->thread != y->thread)
		return 0;
	return (x->max_depth > y->max_depth) == o->callers_first ? -1 : 1;
}

static int compare_weights(const struct order *o, const struct weight_key *key,
                           const struct sorted *x, const struct sorted *y)
{
	for (size_t i = 0; i < o->lines->nr_events; i++) {
		uint64_t a = key->value(&x->line->weights[i]), b = key->value(&y->line->weights[i]);

		if (a != b)
			return a > b ? -1 : 1;
		/* Of the others of a group perf does not look at Children. */
		if (key->is_children)
			break;
	}
	return key->is_children ? compare_depths(o, x, y) : 0;
}

/* < 0: x stands above y. Not transitive, as perf's comparison is not: see tree_sort.h. */
static int compare_lines(const void *a, const void *b, void *ctx)
{
	const struct order *o = ctx;
	const struct columns *order = o->lines->opts.order;
	const struct sorted *x = a, *y = b;
	size_t k = 0;
	int r = 0;

	for (size_t i = 0; i < o->nr_weights; i++) {
		if (x->weight[i] != y->weight[i])
			return x->weight[i] > y->weight[i] ? -1 : 1;
		r = order->v[i].weight->is_children ? compare_depths(o, x, y) : 0;
		if (r)
			return r;
	}
	for (size_t i = o->nr_weights; i < order->nr && !r; i++) {
		if (order->v[i].weight)
			r = compare_weights(o, order->v[i].weight, x, y);
		else
			r = compare_key(o, k++, x, y, false);
	}
	return r;
}

void lines_sort(struct lines *l, bool callers_first)
{
	struct order order = { .lines = l, .callers_first = callers_first };
	AUTO(freep) struct sorted *sorted = xcalloc(l->all.len + 1, sizeof(*sorted));
	AUTO(freep) void **items = xcalloc(l->all.len + 1, sizeof(*items));
	const struct columns *columns = l->opts.order;
	unsigned nr_ranks = 0;

	/* The members of a group have more than one. */
	while (l->nr_events == 1 && order.nr_weights < WEIGHTS_MAX &&
	       order.nr_weights < columns->nr && columns->v[order.nr_weights].weight)
		order.nr_weights++;
	for (size_t i = 0; i < l->all.len; i++) {
		struct line *line = l->all.data[i];

		sorted[i] = (struct sorted){ .line = line,
			                     .thread = line->id.row->thread,
			                     .max_depth = line->max_depth };
		for (size_t w = 0; w < order.nr_weights; w++)
			sorted[i].weight[w] = columns->v[w].weight->value(&line->weights[0]);
		items[i] = &sorted[i];
	}
	for (size_t k = 0; k < l->opts.keys->nr && nr_ranks < RANKS_MAX; k++) {
		if (l->opts.keys->keys[k]->identify)
			continue;
		rank_lines(l, k, sorted, nr_ranks);
		order.ranked[k] = (uint8_t)++nr_ranks;
	}
	tree_sort(items, l->all.len, compare_identity, &order);
	tree_sort(items, l->all.len, compare_lines, &order);
	for (size_t i = 0; i < l->all.len; i++)
		l->all.data[i] = ((struct sorted *)items[i])->line;
}
