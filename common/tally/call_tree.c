/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "common/tally/call_tree.h"

#include <stdbool.h>
#include <stdlib.h>

#include "common/base/arena.h"
#include "common/base/hmap.h"
#include "common/base/mem.h"
#include "common/base/str.h"
#include "common/base/vec.h"
#include "common/model/dso.h"
#include "common/tally/place_table.h"

/* One place on the way; index 0 is the root, which is no place. */
struct step {
	uint32_t place;
	uint32_t first_child, next; /* indices; 0: none */
	uint32_t nr_children;
	struct call_weight through, end; /* of chains that pass or end here, that end here */
};

struct call_tree {
	VEC(struct step) steps;
	struct hmap children; /* parent << 32 | place -> index */
	struct arena *arena;  /* of the finished nodes */
	struct call_tree_opts opts;
};

struct call_tree *call_tree_new(void)
{
	struct call_tree *t = xzalloc(sizeof(*t));

	vec_push(&t->steps, (struct step){ 0 });
	t->arena = arena_new();
	return t;
}

void call_tree_free(struct call_tree *t)
{
	if (!t)
		return;
	vec_done(&t->steps);
	hmap_done(&t->children);
	arena_free(t->arena);
	free(t);
}

static uint32_t child_of(struct call_tree *t, uint32_t parent, uint32_t place)
{
	uint64_t *slot = hmap_add(&t->children, (uint64_t)parent << 32 | place, NULL);

	if (!*slot) {
		struct step *from;

		vec_push(&t->steps, (struct step){ .place = place,
		                                   .next = t->steps.data[parent].first_child });
		from = &t->steps.data[parent];
		*slot = t->steps.len - 1;
		from->first_child = (uint32_t)*slot;
		from->nr_children++;
	}
	return (uint32_t)*slot;
}

static void add_weight(struct call_weight *to, struct call_weight weight)
{
	to->hits += weight.hits;
	to->samples += weight.samples;
}

void call_tree_add(struct call_tree *t, const uint32_t *places, size_t nr,
                   struct call_weight weight)
{
	uint32_t at = 0;

	for (size_t i = 0; i < nr; i++) {
		at = child_of(t, at, places[i]);
		add_weight(&t->steps.data[at].through, weight);
	}
	add_weight(&t->steps.data[at].end, weight);
}

static int compare_places(const struct place *a, const struct place *b)
{
	uint32_t x = a->dso ? a->dso->id + 1 : 0, y = b->dso ? b->dso->id + 1 : 0;

	if (x != y)
		return x < y ? -1 : 1;
	return (a->start > b->start) - (a->start < b->start);
}

static int compare_nodes(const void *a, const void *b, void *ctx)
{
	const struct call_tree *t = ctx;
	const struct call_node *x = *(struct call_node *const *)a;
	const struct call_node *y = *(struct call_node *const *)b;

	if (x->hits != y->hits && !t->opts.by_address)
		return x->hits > y->hits ? -1 : 1;
	/* perf walks its children from high addresses to low ones. */
	return -compare_places(place_table_at(t->opts.places, x->places[0]),
	                       place_table_at(t->opts.places, y->places[0]));
}

static struct call_node *make_node(struct call_tree *t, uint32_t at);

static void make_children(struct call_tree *t, struct call_node *node, uint32_t at,
                          uint64_t parent_hits)
{
	uint64_t min_hits = t->opts.min_hits;

	if (t->opts.relative_percent > 0)
		min_hits = (uint64_t)__builtin_ceil((double)parent_hits *
		                                    (t->opts.relative_percent / 100));
	node->children = arena_array(t->arena, struct call_node *, t->steps.data[at].nr_children);
	for (uint32_t i = t->steps.data[at].first_child; i; i = t->steps.data[i].next)
		if (t->steps.data[i].through.hits && t->steps.data[i].through.hits >= min_hits)
			node->children[node->nr_children++] = make_node(t, i);
	if (node->nr_children)
		qsort_r(node->children, node->nr_children, sizeof(*node->children), compare_nodes,
		        t);
}

/* The run that begins at step `at`. */
static struct call_node *make_node(struct call_tree *t, uint32_t at)
{
	struct call_node *node = arena_zalloc(t->arena, sizeof(*node));
	uint32_t last = at;
	uint32_t *places;

	node->hits = t->steps.data[at].through.hits;
	node->samples = t->steps.data[at].through.samples;
	node->nr = 1;
	while (t->steps.data[last].nr_children == 1 && !t->steps.data[last].end.samples) {
		last = t->steps.data[last].first_child;
		node->nr++;
	}
	places = arena_array(t->arena, uint32_t, node->nr);
	for (uint32_t i = 0, step = at; i < node->nr; i++, step = t->steps.data[step].first_child)
		places[i] = t->steps.data[step].place;
	node->places = places;
	node->own_hits = t->steps.data[last].end.hits;
	node->own_samples = t->steps.data[last].end.samples;
	make_children(t, node, last, node->hits - node->own_hits);
	return node;
}

const struct call_node *call_tree_finish(struct call_tree *t, const struct call_tree_opts *opts)
{
	struct call_node *root = arena_zalloc(t->arena, sizeof(*root));

	t->opts = *opts;
	for (uint32_t i = t->steps.data[0].first_child; i; i = t->steps.data[i].next) {
		root->hits += t->steps.data[i].through.hits;
		root->samples += t->steps.data[i].through.samples;
	}
	make_children(t, root, 0, root->hits);
	return root;
}
