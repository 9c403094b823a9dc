/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "common/base/nearest.h"

#include <limits.h>

#define NAME_BYTES_MAX 48 /* longer names are never suggested */

static unsigned min2(unsigned a, unsigned b)
{
	return a < b ? a : b;
}

unsigned edit_distance(struct str a, struct str b)
{
	/* Optimal string alignment; only the last three rows of the table are kept. */
	unsigned rows[3][NAME_BYTES_MAX + 1];
	unsigned *before = rows[0], *last = rows[1], *now = rows[2];

	if (a.len > NAME_BYTES_MAX || b.len > NAME_BYTES_MAX)
		return UINT_MAX;

	for (unsigned j = 0; j <= b.len; j++)
		last[j] = j;
	for (unsigned i = 1; i <= a.len; i++) {
		unsigned *spare = before;

		now[0] = i;
		for (unsigned j = 1; j <= b.len; j++) {
			bool same = a.s[i - 1] == b.s[j - 1];

			now[j] = min2(min2(last[j], now[j - 1]) + 1, last[j - 1] + !same);
			if (i > 1 && j > 1 && a.s[i - 1] == b.s[j - 2] && a.s[i - 2] == b.s[j - 1])
				now[j] = min2(now[j], before[j - 2] + 1);
		}
		before = last;
		last = now;
		now = spare;
	}
	return last[b.len];
}

struct nearest nearest_to(struct str wanted)
{
	/* A third of the letters may be wrong, at least one. */
	return (struct nearest){ .wanted = wanted, .distance = (unsigned)wanted.len / 3 + 2 };
}

void nearest_add(struct nearest *n, const char *name)
{
	unsigned distance = edit_distance(n->wanted, str_of(name));

	if (n->wanted.len > 1 && str_starts(str_of(name), n->wanted))
		distance = 1; /* cut short */
	if (distance < n->distance) {
		n->distance = distance;
		n->name = name;
	}
}
