/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * The lines of a report: one for each distinct combination of sort key values, with its weight.
 *
 * Self: of the samples that fell there. Children: of those and of the samples whose call chain
 * goes through it, each sample once, however often the chain goes there (recursion).
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/base/cleanup.h"
#include "common/base/vec.h"
#include "common/tally/columns.h"
#include "common/tally/sort_key.h"

struct chains;
struct place;
struct session_event;

/* Where a line stands in a chain: the call tree below it is made of these. */
struct line_use {
	uint32_t row;  /* of the profile */
	uint32_t from; /* index in the chain */
	uint32_t next; /* use of the same line, plus 1 */
};

struct line {
	struct key_line id;
	const uint64_t *values;  /* one a key */
	struct weights *weights; /* one an event of the group */
	bool of_leader;          /* id is of a row of the first event */
	bool hidden;             /* the sample that made it is not shown, and so it is not */
	uint32_t max_depth;      /* of its chains */
	uint32_t last_use;       /* newest first, plus 1 */
	uint32_t last_row;       /* plus 1: the row that counted it last */
};

/*
 * Are samples that fell there shown? Those that are not count nevertheless, in the sums and in
 * lines that were made by another sample: so perf does it.
 */
typedef bool line_filter_fn(void *ctx, const struct place *place);

struct lines_opts {
	const struct sort_keys *keys; /* what tells lines apart */
	const struct columns *order;  /* by what they are sorted */
	const struct key_context *ctx;
	bool children;         /* callers get lines of their own */
	bool uses;             /* remember the chains, for call trees */
	bool resolved_only;    /* no lines, and no samples, without a symbol */
	line_filter_fn *shown; /* by the place of a sample itself; NULL: all are */
	void *filter_ctx;
};

/* Of all samples of an event, and of those that are shown. */
struct lines_total {
	uint64_t period, nr_samples;
	uint64_t shown_period, nr_shown_samples;
};

/* The lines of one event, or of the events of a group side by side. */
struct lines {
	struct lines_opts opts;
	const struct session_event *const *events; /* the leader first */
	size_t nr_events;
	const struct profile *profile;
	const struct chains *chains;
	struct arena *arena;
	VEC(struct line *) all;
	VEC(struct line_use) uses;
	struct lines_total *totals; /* one an event */
};

/*
 * Make the lines of events of a finished profile. All stays the caller's and must live on.
 * Call trees and the order are those of the first event.
 */
struct lines *lines_new(const struct profile *profile, const struct chains *chains,
                        const struct session_event *const *events, size_t nr_events,
                        const struct lines_opts *opts);
void lines_free(struct lines *l);
DEFINE_AUTO(struct lines *, lines_free);

/* In the order of the report: the heaviest first, then by the keys. */
void lines_sort(struct lines *l, bool callers_first);
