/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * Call trees: chains that begin alike share their beginning.
 *
 * A node is a run of places without a fork and without an end within, as people read it.
 */
#include <stddef.h>
#include <stdint.h>

#include "common/base/cleanup.h"

struct call_tree;
struct place_table;

struct call_node {
	uint64_t hits; /* of all chains that go through it */
	uint32_t nr;   /* places of the run */
	const uint32_t *places;
	struct call_node **children; /* the heaviest first */
	size_t nr_children;
};

struct call_tree *call_tree_new(void);
void call_tree_free(struct call_tree *t);
DEFINE_AUTO(struct call_tree *, call_tree_free);

/* A chain that was seen with this weight; the places are copied. */
void call_tree_add(struct call_tree *t, const uint32_t *places, size_t nr, uint64_t hits);

/*
 * The finished tree: a node without places that holds the roots. Children lighter than min_hits
 * are left out; relative_percent above 0: lighter than that share of their parent.
 * Lives as long as the tree, to which no more chains may be added.
 */
const struct call_node *call_tree_finish(struct call_tree *t, const struct place_table *places,
                                         uint64_t min_hits, double relative_percent);
