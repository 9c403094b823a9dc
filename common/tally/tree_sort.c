/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "common/tally/tree_sort.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/cleanup.h"
#include "common/base/mem.h"

/* Nodes are numbers: item i is node i + 1, and 0 is what hangs below leaves (black). */
struct node {
	uint32_t child[2]; /* left, right */
	uint32_t parent;
	bool red;
};

struct tree {
	struct node *nodes;
	uint32_t root;
};

static uint32_t side_of(const struct tree *t, uint32_t at)
{
	return t->nodes[t->nodes[at].parent].child[1] == at;
}

/* `at` goes down to that side, its other child takes its place. */
static void rotate(struct tree *t, uint32_t at, uint32_t side)
{
	struct node *n = t->nodes;
	uint32_t up = n[at].child[!side], parent = n[at].parent;

	if (!parent)
		t->root = up;
	else
		n[parent].child[side_of(t, at)] = up;
	n[up].parent = parent;
	n[at].child[!side] = n[up].child[side];
	if (n[up].child[side])
		n[n[up].child[side]].parent = at;
	n[up].child[side] = at;
	n[at].parent = up;
}

/* Red nodes have black children, and all ways down have as many black ones. */
static void rebalance(struct tree *t, uint32_t at)
{
	struct node *n = t->nodes;

	while (n[n[at].parent].red) {
		uint32_t parent = n[at].parent, grandparent = n[parent].parent;
		uint32_t side = side_of(t, parent);
		uint32_t uncle = n[grandparent].child[!side];

		if (n[uncle].red) {
			n[parent].red = n[uncle].red = false;
			n[grandparent].red = true;
			at = grandparent;
			continue;
		}
		if (side_of(t, at) != side) {
			rotate(t, parent, side);
			parent = at;
		}
		n[parent].red = false;
		n[grandparent].red = true;
		rotate(t, grandparent, !side);
		break;
	}
	n[t->root].red = false;
}

static void insert(struct tree *t, uint32_t at, void **items, tree_compare_fn *compare, void *ctx)
{
	uint32_t *link = &t->root, parent = 0;

	while (*link) {
		parent = *link;
		link = &t->nodes[parent].child[compare(items[at - 1], items[parent - 1], ctx) >= 0];
	}
	*link = at;
	t->nodes[at].parent = parent;
	t->nodes[at].red = true;
	rebalance(t, at);
}

static uint32_t next_of(const struct tree *t, uint32_t at)
{
	uint32_t below = t->nodes[at].child[1];

	if (below) {
		while (t->nodes[below].child[0])
			below = t->nodes[below].child[0];
		return below;
	}
	while (t->nodes[at].parent && side_of(t, at) == 1)
		at = t->nodes[at].parent;
	return t->nodes[at].parent;
}

void tree_sort(void **items, size_t nr, tree_compare_fn *compare, void *ctx)
{
	AUTO(freep) struct node *nodes = xcalloc(nr + 1, sizeof(*nodes));
	AUTO(freep) void **sorted = xcalloc(nr + 1, sizeof(*sorted));
	struct tree tree = { .nodes = nodes };
	uint32_t at;

	for (uint32_t i = 0; i < nr; i++)
		insert(&tree, i + 1, items, compare, ctx);
	at = tree.root;
	while (at && nodes[at].child[0])
		at = nodes[at].child[0];
	for (size_t i = 0; at; at = next_of(&tree, at))
		sorted[i++] = items[at - 1];
	if (nr)
		memcpy(items, sorted, nr * sizeof(*items));
}
