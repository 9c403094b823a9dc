/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * Putting records in time order. For this folder's use.
 *
 * A recorder drains ring after ring, round after round: what it writes is a row of runs that are
 * sorted already and overlap only with their neighbours. So runs are merged, and of two runs
 * only the part in which they overlap is moved.
 */
#include <stddef.h>
#include <stdint.h>

#include "common/session/session.h"

/* A record and its place: equal keys stay in the order in which they were read. */
struct merge_item {
	uint64_t key_ns;
	struct batch_record br;
};

/* Sort by key_ns, stable. scratch: reused between calls, grown here, the caller's to free. */
void merge_sort_runs(struct merge_item *items, size_t nr, struct merge_item **scratch,
                     size_t *scratch_len);
