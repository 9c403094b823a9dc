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

struct tree_text {
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
