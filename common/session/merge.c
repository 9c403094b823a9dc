/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "common/session/merge.h"

#include <stdbool.h>
#include <string.h>

#include "common/base/mem.h"
#include "common/base/vec.h"

/* First index in items[from..to) whose key is above `key` (or not below, for `or_equal`). */
static size_t first_above(const struct merge_item *items, size_t from, size_t to, uint64_t key,
                          bool or_equal)
{
	while (from < to) {
		size_t mid = from + (to - from) / 2;
		bool above = or_equal ? items[mid].key_ns >= key : items[mid].key_ns > key;

		if (above)
			to = mid;
		else
			from = mid + 1;
	}
	return from;
}

/* Merge the neighbours [low, mid) and [mid, high); scratch has room for the left one. */
static void merge(struct merge_item *items, size_t low, size_t mid, size_t high,
                  struct merge_item *scratch)
{
	size_t left = 0, nr_left, right = mid, out;

	/* What the right run cannot come before, and what the left run does not reach, stays. */
	low = first_above(items, low, mid, items[mid].key_ns, false);
	if (low == mid)
		return;
	high = first_above(items, mid, high, items[mid - 1].key_ns, true);

	nr_left = mid - low;
	memcpy(scratch, items + low, nr_left * sizeof(*items));
	for (out = low; left < nr_left && right < high; out++) {
		if (items[right].key_ns < scratch[left].key_ns)
			items[out] = items[right++];
		else
			items[out] = scratch[left++];
	}
	memcpy(items + out, scratch + left, (nr_left - left) * sizeof(*items));
}

void merge_sort_runs(struct merge_item *items, size_t nr, struct merge_item **scratch,
                     size_t *scratch_len)
{
	VEC(size_t) starts = { 0 };

	for (size_t i = 0; i < nr; i++)
		if (i == 0 || items[i].key_ns < items[i - 1].key_ns)
			vec_push(&starts, i);
	if (starts.len > 1 && *scratch_len < nr) {
		*scratch = xreallocarray(*scratch, nr, sizeof(**scratch));
		*scratch_len = nr;
	}

	while (starts.len > 1) {
		size_t kept = 0;

		for (size_t i = 0; i < starts.len; i += 2) {
			size_t high = i + 2 < starts.len ? starts.data[i + 2] : nr;

			if (i + 1 < starts.len)
				merge(items, starts.data[i], starts.data[i + 1], high, *scratch);
			starts.data[kept++] = starts.data[i];
		}
		starts.len = kept;
	}
	vec_done(&starts);
}
