/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * What the samples of a session come to: rows of distinct (event, thread, stack, ...) with their
 * sums. Everything that is shown - tables, call trees, flame graphs - is made of these rows, so
 * its cost follows from what is distinct, not from the number of samples.
 *
 * Workers fill a profile each, from slices of a batch; then they are merged. The rows of the
 * merged profile stand in the order of their first sample, whatever worker saw it.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/abi/sample.h"
#include "common/base/cleanup.h"
#include "common/tally/stack_table.h"

struct batch;
struct batch_record;
struct comm;
struct err;
struct session;
struct session_event;
struct thread;

#define PROFILE_DIMS_MAX 8

/* A sample with what is known about it; only valid while it is looked at. */
struct profile_sample {
	const struct batch_record *record;
	const struct session_event *event;
	const struct thread *thread; /* NULL: its event has no thread ids */
	const struct comm *comm;     /* NULL as thread */
	struct sample sample;
	uint64_t seq;
	void *dim_ctx; /* profile_opts.dim_ctx */
};

/* A value of the sample that divides rows beyond thread and stack (cpu, weight, time slice). */
typedef uint64_t profile_dim_fn(const struct profile_sample *s);

/* false: the sample is not counted. May be called by several threads at once. */
typedef bool profile_filter_fn(void *ctx, const struct profile_sample *s);

/* What tells rows apart. What a report does not show is left out: fewer rows. */
struct profile_opts {
	bool by_thread; /* each thread on its own; else threads of one name are one */
	bool by_stack;  /* the whole call chain; else only the sample's own address */
	unsigned nr_dims;
	profile_dim_fn *dims[PROFILE_DIMS_MAX]; /* may be called by several threads at once */
	void *dim_ctx;
	profile_filter_fn *filter; /* NULL: all samples count */
	profile_filter_fn *shown; /* false: counts, but in a row that is not shown; NULL: all are */
	void *filter_ctx;         /* of both */
	bool unmerged;            /* the parts of the workers are looked at: see profile_part() */
};

struct profile_row {
	const struct session_event *event;
	const struct thread *thread; /* the first seen, unless by_thread */
	const struct comm *comm;
	uint32_t stack;
	const uint64_t *dims; /* opts.nr_dims of them */
	uint64_t first_seq;   /* of its first sample */
	uint64_t nr_samples, period;
	bool hidden; /* opts.shown said so */
};

/* What was counted, per profile. */
struct profile_stats {
	uint64_t nr_samples, nr_filtered, nr_bad; /* bad: could not be decoded */
};

struct profile;

struct profile *profile_new(const struct profile_opts *opts);
void profile_free(struct profile *p);
DEFINE_AUTO(struct profile *, profile_free);

/* Count all samples of the session, by its workers. */
int profile_run(struct profile *p, struct session *session, struct err *err);

/* The same for one batch (of a live display). */
void profile_add_batch(struct profile *p, struct session *session, const struct batch *batch);

/* Make the rows final: in the order of first_seq. */
void profile_finish(struct profile *p);

/*
 * What one worker counted, for who adds up in another way, or has workers of its own: equal rows
 * may stand in several parts. Rows are in no order.
 */
struct profile_part_view {
	const struct stack_table *stacks;
	const struct profile_row *rows;
	size_t nr_rows;
};
unsigned profile_nr_parts(const struct profile *p);
struct profile_part_view profile_part(const struct profile *p, unsigned i);

/* All of it, merged. */
size_t profile_nr_rows(const struct profile *p);
const struct profile_row *profile_row(const struct profile *p, size_t i);
const struct stack_table *profile_stacks(const struct profile *p);
struct profile_stats profile_stats(const struct profile *p);
