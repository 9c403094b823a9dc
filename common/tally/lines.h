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
#include "common/tally/sort_key.h"

struct chains;
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
	uint64_t self, children; /* periods */
	uint64_t self_samples;
	uint32_t max_depth; /* of its chains */
	uint32_t last_use;  /* newest first, plus 1 */
	uint32_t last_row;  /* plus 1: the row that counted it last */
};

struct lines_opts {
	const struct sort_keys *keys;
	const struct key_context *ctx;
	bool children; /* callers get lines of their own */
	bool uses;     /* remember the chains, for call trees */
};

/* The lines of one event. */
struct lines {
	struct lines_opts opts;
	const struct session_event *event;
	const struct profile *profile;
	const struct chains *chains;
	struct arena *arena;
	VEC(struct line *) all;
	VEC(struct line_use) uses;
	uint64_t period, nr_samples; /* of all samples of the event */
};

/* Make the lines of one event of a finished profile. All stays the caller's and must live on. */
struct lines *lines_new(const struct profile *profile, const struct chains *chains,
                        const struct session_event *event, const struct lines_opts *opts);
void lines_free(struct lines *l);
DEFINE_AUTO(struct lines *, lines_free);

/* In the order of the report: the heaviest first, then by the keys. */
void lines_sort(struct lines *l, bool callers_first);
