/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * Sorting by putting one element after the other into a red-black tree.
 *
 * For comparisons that are not transitive, as perf's of lines with equal Children is: what comes
 * out depends on the way that each element took through the tree, so it must be the same way.
 */
#include <stddef.h>

/* < 0: `a` comes first. Equal elements keep their order. */
typedef int tree_compare_fn(const void *a, const void *b, void *ctx);

/* Put the pointers items[0..nr) in order, in place. */
void tree_sort(void **items, size_t nr, tree_compare_fn *compare, void *ctx);
