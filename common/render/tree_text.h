/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * Call trees as text: the drawing with | and -- that `perf report --stdio` puts below a line.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct call_node;
struct outbuf;

/* What stands at a node. */
enum tree_value { TREE_PERCENT, TREE_PERIOD, TREE_COUNT };

struct tree_text {
	enum tree_value value;
	uint64_t total;     /* what 100 % is */
	uint64_t parent;    /* weight of the line that the tree belongs to */
	bool relative;      /* percentages of the parent node, and "[...]" for what is left out */
	unsigned margin;    /* blanks before everything */
	size_t print_limit; /* nodes a level; 0: all */
	/* Append what a place is called. */
	void (*name)(void *ctx, uint32_t place, struct outbuf *out);
	void *ctx;
};

/* Append the tree and an empty line behind it; nothing where it has no nodes. */
void tree_text_print(const struct tree_text *t, const struct call_node *root, struct outbuf *out);

/*
 * The chains of the tree one by one, those of most own weight first: each as a block of lines, or
 * as one line with `separator` between its places.
 *
 * min_hits: of a chain's own weight. The tree must have been made without a limit.
 */
void tree_text_print_flat(const struct tree_text *t, const struct call_node *root,
                          uint64_t min_hits, struct outbuf *out);
void tree_text_print_folded(const struct tree_text *t, const struct call_node *root,
                            uint64_t min_hits, const char *separator, struct outbuf *out);
