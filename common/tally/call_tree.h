/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * Call trees: chains that begin alike share their beginning.
 *
 * A node is a run of places without a fork and without an end within, as people read it.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/base/cleanup.h"

struct call_tree;
struct place_table;

struct call_node {
	uint64_t hits, samples;         /* of all chains that go through it */
	uint64_t own_hits, own_samples; /* of those that end there */
	uint32_t nr;                    /* places of the run */
	const uint32_t *places;
	struct call_node **children; /* the heaviest first */
	size_t nr_children;
};

struct call_tree *call_tree_new(void);
void call_tree_free(struct call_tree *t);
DEFINE_AUTO(struct call_tree *, call_tree_free);

/* What a chain stands for. */
struct call_weight {
	uint64_t hits, samples;
};

/* A chain that was seen with this weight; the places are copied. */
void call_tree_add(struct call_tree *t, const uint32_t *places, size_t nr,
                   struct call_weight weight);

/* Which children a node shows, and how. */
struct call_tree_opts {
	const struct place_table *places;
	uint64_t min_hits;       /* lighter ones are left out */
	double relative_percent; /* above 0: those lighter than that share of their parent are */
	bool by_address;         /* the highest address first, not the heaviest */
};

/*
 * The finished tree: a node without places that holds the roots. Lives as long as the tree, to
 * which no more chains may be added.
 */
const struct call_node *call_tree_finish(struct call_tree *t, const struct call_tree_opts *opts);
