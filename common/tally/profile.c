/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "common/tally/profile.h"

#include <stdlib.h>
#include <string.h>

#include "common/base/arena.h"
#include "common/base/hmap.h"
#include "common/base/mem.h"
#include "common/base/str.h"
#include "common/base/threads.h"
#include "common/base/vec.h"
#include "common/session/session.h"

/* Rows and stacks of one worker, and in the end of all of them. */
struct profile_part {
	struct stack_table *stacks;
	struct arena *dims; /* of the rows */
	VEC(struct profile_row) rows;
	VEC(uint32_t) next_of_hash; /* beside rows: the next row of the same hash, plus 1 */
	struct hmap by_hash;        /* -> index of the newest row, plus 1 */
	struct profile_stats stats;
};

struct profile {
	struct profile_opts opts;
	unsigned nr_parts;
	struct profile_part *parts; /* one a worker; part 0 has it all after profile_finish() */
};

struct profile *profile_new(const struct profile_opts *opts)
{
	struct profile *p = xzalloc(sizeof(*p));

	p->opts = *opts;
	return p;
}

static void part_init(struct profile_part *part)
{
	part->stacks = stack_table_new();
	part->dims = arena_new();
}

static void part_done(struct profile_part *part)
{
	stack_table_free(part->stacks);
	part->stacks = NULL;
	arena_free(part->dims);
	part->dims = NULL;
	vec_done(&part->rows);
	vec_done(&part->next_of_hash);
	hmap_done(&part->by_hash);
}

void profile_free(struct profile *p)
{
	if (!p)
		return;
	for (unsigned i = 0; i < p->nr_parts; i++)
		part_done(&p->parts[i]);
	free(p->parts);
	free(p);
}

static uint64_t row_hash(const struct profile *p, const struct profile_row *row)
{
	uint64_t hash = hash_u64((uintptr_t)row->event ^ (uint64_t)row->stack << 32);

	hash = hash_u64(hash ^ (p->opts.by_thread ? (uintptr_t)row->thread : 0));
	hash = hash_u64(hash ^ (uintptr_t)row->comm ^ row->hidden);
	for (unsigned i = 0; i < p->opts.nr_dims; i++)
		hash = hash_u64(hash ^ row->dims[i]);
	return hash;
}

static bool same_row(const struct profile *p, const struct profile_row *a,
                     const struct profile_row *b)
{
	return a->event == b->event && a->stack == b->stack && a->comm == b->comm &&
	       a->hidden == b->hidden && (!p->opts.by_thread || a->thread == b->thread) &&
	       memcmp(a->dims, b->dims, p->opts.nr_dims * sizeof(*a->dims)) == 0;
}

/* Add the sums of `row` to the row it belongs to. */
static void count_row(const struct profile *p, struct profile_part *part,
                      const struct profile_row *row)
{
	uint64_t *newest = hmap_add(&part->by_hash, row_hash(p, row), NULL);

	for (uint64_t i = *newest; i; i = part->next_of_hash.data[i - 1]) {
		struct profile_row *there = &part->rows.data[i - 1];

		if (!same_row(p, there, row))
			continue;
		there->nr_samples += row->nr_samples;
		there->period += row->period;
		if (row->first_seq < there->first_seq) {
			there->first_seq = row->first_seq;
			there->thread = row->thread;
		}
		return;
	}
	vec_push(&part->rows, *row);
	vec_last(&part->rows)->dims =
		arena_memdup(part->dims, row->dims, p->opts.nr_dims * sizeof(*row->dims));
	vec_push(&part->next_of_hash, (uint32_t)*newest);
	*newest = part->rows.len;
}

static uint32_t add_stack(const struct profile *p, struct profile_part *part,
                          const struct model *model, const struct profile_sample *s)
{
	struct stack stack = {
		.user = s->thread ? thread_space(s->thread, s->seq) : NULL,
		.kernel = model_kernel_space(model, s->seq),
		.ip = s->sample.ip,
		.cpumode = s->sample.misc & PERF_RECORD_MISC_CPUMODE_MASK,
	};

	if (p->opts.by_stack) {
		stack.ips = s->sample.callchain;
		stack.nr = (uint32_t)s->sample.nr_callchain;
	}
	return stack_table_add(part->stacks, &stack);
}

static void count_sample(const struct profile *p, struct profile_part *part,
                         const struct model *model, const struct profile_sample *s)
{
	uint64_t dims[PROFILE_DIMS_MAX];
	struct profile_row row = {
		.dims = dims,
		.event = s->event,
		.thread = s->thread,
		.comm = s->comm,
		.first_seq = s->seq,
		.nr_samples = 1,
		.period = s->sample.period,
	};

	row.hidden = p->opts.shown && !p->opts.shown(p->opts.filter_ctx, s);
	for (unsigned i = 0; i < p->opts.nr_dims; i++)
		dims[i] = p->opts.dims[i](s);
	row.stack = add_stack(p, part, model, s);
	count_row(p, part, &row);
}

static void look_at(const struct profile *p, struct profile_part *part, const struct model *model,
                    const struct batch_record *br, uint64_t seq)
{
	struct profile_sample s = {
		.record = br, .event = br->event, .seq = seq, .dim_ctx = p->opts.dim_ctx
	};

	if (batch_record_decode(br, &s.sample, NULL) < 0) {
		part->stats.nr_bad++;
		return;
	}
	if (s.sample.format->tid_offset)
		s.thread = model_thread(model, s.sample.tid, seq);
	if (s.thread)
		s.comm = thread_comm(s.thread, seq);
	if (p->opts.filter && !p->opts.filter(p->opts.filter_ctx, &s)) {
		part->stats.nr_filtered++;
		return;
	}
	part->stats.nr_samples++;
	count_sample(p, part, model, &s);
}

struct slice_job {
	struct profile *profile;
	const struct model *model;
	const struct batch *batch;
};

/* A worker's share of the batch: an equal part, so that each has a part of its own to fill. */
static void count_share(void *ctx, size_t worker)
{
	struct slice_job *job = ctx;
	struct profile *p = job->profile;
	size_t first = job->batch->nr * worker / p->nr_parts;
	size_t end = job->batch->nr * (worker + 1) / p->nr_parts;

	for (size_t i = first; i < end; i++) {
		const struct batch_record *br = &job->batch->records[i];

		if (br->rec.header->type == PERF_RECORD_SAMPLE && br->event)
			look_at(p, &p->parts[worker], job->model, br, job->batch->first_seq + i);
	}
}

void profile_add_batch(struct profile *p, struct session *session, const struct batch *batch)
{
	struct slice_job job = { p, session_model(session), batch };

	if (!p->parts) {
		p->nr_parts = session_nr_workers(session);
		p->parts = xcalloc(p->nr_parts, sizeof(*p->parts));
		for (unsigned i = 0; i < p->nr_parts; i++)
			part_init(&p->parts[i]);
	}
	threads_run(p->nr_parts, p->nr_parts, count_share, &job);
}

/* Move the rows of `from` into `to`, with the ids that its stacks have there. */
static void merge_part(struct profile *p, struct profile_part *to, struct profile_part *from)
{
	AUTO(freep) uint32_t *ids = xcalloc(stack_table_len(from->stacks), sizeof(*ids));

	for (uint32_t i = 0; i < stack_table_len(from->stacks); i++)
		ids[i] = stack_table_add(to->stacks, stack_table_at(from->stacks, i));
	vec_for_each(row, &from->rows) {
		row->stack = ids[row->stack];
		count_row(p, to, row);
	}
	to->stats.nr_samples += from->stats.nr_samples;
	to->stats.nr_filtered += from->stats.nr_filtered;
	to->stats.nr_bad += from->stats.nr_bad;
	part_done(from);
}

static int compare_first_seq(const void *a, const void *b)
{
	const struct profile_row *x = a, *y = b;

	return (x->first_seq > y->first_seq) - (x->first_seq < y->first_seq);
}

void profile_finish(struct profile *p)
{
	for (unsigned i = 1; i < p->nr_parts; i++)
		merge_part(p, &p->parts[0], &p->parts[i]);
	if (!p->nr_parts)
		return;
	p->nr_parts = 1;
	/* The table of hashes holds indices, which the sort makes stale: no more is counted. */
	hmap_done(&p->parts[0].by_hash);
	vec_done(&p->parts[0].next_of_hash);
	vec_sort(&p->parts[0].rows, compare_first_seq);
}

int profile_run(struct profile *p, struct session *session, struct err *err)
{
	struct batch batch;
	int r;

	while ((r = session_next_batch(session, &batch, err)) > 0)
		profile_add_batch(p, session, &batch);
	if (!p->opts.unmerged)
		profile_finish(p);
	return r;
}

unsigned profile_nr_parts(const struct profile *p)
{
	return p->nr_parts;
}

struct profile_part_view profile_part(const struct profile *p, unsigned i)
{
	const struct profile_part *part = &p->parts[i];

	return (struct profile_part_view){ part->stacks, part->rows.data, part->rows.len };
}

size_t profile_nr_rows(const struct profile *p)
{
	return p->nr_parts ? p->parts[0].rows.len : 0;
}

const struct profile_row *profile_row(const struct profile *p, size_t i)
{
	return &p->parts[0].rows.data[i];
}

const struct stack_table *profile_stacks(const struct profile *p)
{
	return p->nr_parts ? p->parts[0].stacks : NULL;
}

struct profile_stats profile_stats(const struct profile *p)
{
	struct profile_stats sum = { 0 };

	for (unsigned i = 0; i < p->nr_parts; i++) {
		sum.nr_samples += p->parts[i].stats.nr_samples;
		sum.nr_filtered += p->parts[i].stats.nr_filtered;
		sum.nr_bad += p->parts[i].stats.nr_bad;
	}
	return sum;
}
