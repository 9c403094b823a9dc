/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * The name that somebody who mistyped probably meant.
 */
#include "common/base/str.h"

struct nearest {
	struct str wanted;
	const char *name;  /* the best so far; NULL: nothing is near */
	unsigned distance; /* of `name`, in edits */
};

struct nearest nearest_to(struct str wanted);

/* Compare one existing name, which must outlive `n`; it may become n->name. */
void nearest_add(struct nearest *n, const char *name);

/* Letters to insert, remove, replace or swap with their neighbour to make `b` of `a`. */
unsigned edit_distance(struct str a, struct str b);
