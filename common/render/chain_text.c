/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdlib.h>

#include "common/base/outbuf.h"
#include "common/base/vec.h"
#include "common/render/tree_text.h"
#include "common/tally/call_tree.h"

/* Columns in front of a chain's weight, and of its places. */
#define WEIGHT_MARGIN 11
#define PLACE_MARGIN  16

/* A chain: the nodes from a root to the one where it ends. */
struct way {
	const struct call_node *end;
	const struct way *up;
	size_t nr; /* its turn when all are walked, for equal weights */
};

struct ways {
	VEC(struct way *) all;
	uint64_t min_hits;
	VEC(struct way *) chosen;
};

/* perf walks children before their parent, from high addresses to low ones. */
static void walk(struct ways *w, const struct call_node *node, const struct way *up)
{
	struct way *way = xzalloc(sizeof(*way));

	*way = (struct way){ node, up, 0 };
	vec_push(&w->all, way);
	for (size_t i = 0; i < node->nr_children; i++)
		walk(w, node->children[i], way);
	if (node->own_hits && node->own_hits >= w->min_hits) {
		way->nr = w->chosen.len;
		vec_push(&w->chosen, way);
	}
}

static int compare_ways(const void *a, const void *b)
{
	const struct way *x = *(struct way *const *)a, *y = *(struct way *const *)b;

	if (x->end->own_hits != y->end->own_hits)
		return x->end->own_hits > y->end->own_hits ? -1 : 1;
	return (x->nr > y->nr) - (x->nr < y->nr);
}

static void ways_init(struct ways *w, const struct call_node *root, uint64_t min_hits)
{
	*w = (struct ways){ .min_hits = min_hits };
	for (size_t i = 0; i < root->nr_children; i++)
		walk(w, root->children[i], NULL);
	vec_sort(&w->chosen, compare_ways);
}

static void ways_done(struct ways *w)
{
	vec_for_each(way, &w->all)
		free(*way);
	vec_done(&w->all);
	vec_done(&w->chosen);
}

static void put_value(const struct tree_text *t, uint64_t hits, uint64_t samples,
                      struct outbuf *out)
{
	if (t->value == TREE_PERCENT) {
		outbuf_fixed2(out, t->total ? 100.0 * (double)hits / (double)t->total : 0, 0);
		outbuf_char(out, '%');
	} else {
		outbuf_u64(out, t->value == TREE_COUNT ? samples : hits, 0);
	}
}

static void put_block(const struct tree_text *t, const struct way *way, struct outbuf *out)
{
	if (way->up)
		put_block(t, way->up, out);
	for (uint32_t i = 0; i < way->end->nr; i++) {
		outbuf_fill(out, ' ', PLACE_MARGIN);
		t->name(t->ctx, way->end->places[i], out);
		outbuf_char(out, '\n');
	}
}

static void put_row(const struct tree_text *t, const struct way *way, const char *separator,
                    struct outbuf *out)
{
	if (way->up) {
		put_row(t, way->up, separator, out);
		outbuf_str(out, separator);
	}
	for (uint32_t i = 0; i < way->end->nr; i++) {
		if (i)
			outbuf_str(out, separator);
		t->name(t->ctx, way->end->places[i], out);
	}
}

static size_t nr_printed(const struct tree_text *t, const struct ways *w)
{
	return t->print_limit && t->print_limit < w->chosen.len ? t->print_limit : w->chosen.len;
}

void tree_text_print_flat(const struct tree_text *t, const struct call_node *root,
                          uint64_t min_hits, struct outbuf *out)
{
	struct ways ways;

	ways_init(&ways, root, min_hits);
	for (size_t i = 0; i < nr_printed(t, &ways); i++) {
		const struct way *way = ways.chosen.data[i];

		outbuf_fill(out, ' ', WEIGHT_MARGIN);
		put_value(t, way->end->hits, way->end->samples, out);
		outbuf_char(out, '\n');
		put_block(t, way, out);
		outbuf_char(out, '\n');
	}
	ways_done(&ways);
}

void tree_text_print_folded(const struct tree_text *t, const struct call_node *root,
                            uint64_t min_hits, const char *separator, struct outbuf *out)
{
	struct ways ways;

	ways_init(&ways, root, min_hits);
	for (size_t i = 0; i < nr_printed(t, &ways); i++) {
		const struct way *way = ways.chosen.data[i];

		put_value(t, way->end->own_hits, way->end->own_samples, out);
		outbuf_char(out, ' ');
		put_row(t, way, separator, out);
		outbuf_char(out, '\n');
	}
	ways_done(&ways);
}
