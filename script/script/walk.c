/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "script/script/walk.h"

#include <pthread.h>
#include <stdlib.h>

#include "common/base/err.h"
#include "common/base/mem.h"
#include "common/base/threads.h"

/* Small enough that a slice's text stays in the cache, large enough that locks do not matter. */
#define SLICE_RECORDS 1024

/* Slices whose text may wait for its turn: a worker that is ahead goes on. */
#define AHEAD_SLICES 16

/* One batch on its way through the workers. */
struct job {
	struct walk *walk;
	const struct batch *batch;
	struct err *err;
	pthread_mutex_t lock;
	pthread_cond_t turn;              /* `next` has changed */
	size_t next;                      /* the slice whose text is to be written next */
	bool writing;                     /* a worker does it */
	struct outbuf text[AHEAD_SLICES]; /* of slice i at i % AHEAD_SLICES */
	bool ready[AHEAD_SLICES];
	unsigned nr_free;
	struct worker **free_workers;
	int failed; /* a write's error: the rest is not made */
};

static void print_slice(struct job *job, struct worker *w, size_t slice)
{
	const struct batch *b = job->batch;
	size_t first = slice * SLICE_RECORDS;
	size_t end = first + SLICE_RECORDS < b->nr ? first + SLICE_RECORDS : b->nr;

	for (size_t i = first; i < end; i++)
		show_record(w, b, i, job->walk->event_switch);
}

/* Write all texts whose turn it is. With the lock held, which is let go meanwhile. */
static void write_ready(struct job *job)
{
	job->writing = true;
	while (job->ready[job->next % AHEAD_SLICES]) {
		struct outbuf *text = &job->text[job->next % AHEAD_SLICES];
		int failed = job->failed;

		pthread_mutex_unlock(&job->lock);
		/* One writes at a time: job->err is its own. */
		if (!failed)
			failed = outbuf_flush(text, job->walk->fd, job->err);
		pthread_mutex_lock(&job->lock);
		job->failed = failed;
		job->ready[job->next++ % AHEAD_SLICES] = false;
		pthread_cond_broadcast(&job->turn);
	}
	job->writing = false;
}

static void work(void *ctx, size_t slice)
{
	struct job *job = ctx;
	struct outbuf *mine = &job->text[slice % AHEAD_SLICES], swap;
	struct worker *w;
	int failed;

	pthread_mutex_lock(&job->lock);
	while (slice >= job->next + AHEAD_SLICES)
		pthread_cond_wait(&job->turn, &job->lock);
	w = job->free_workers[--job->nr_free];
	failed = job->failed;
	pthread_mutex_unlock(&job->lock);

	if (!failed)
		print_slice(job, w, slice);
	swap = *mine;
	*mine = w->text;
	w->text = swap;
	w->text.len = 0;

	pthread_mutex_lock(&job->lock);
	job->free_workers[job->nr_free++] = w;
	job->ready[slice % AHEAD_SLICES] = true;
	if (!job->writing)
		write_ready(job);
	pthread_mutex_unlock(&job->lock);
}

int walk_batch(struct walk *walk, const struct batch *batch, struct err *err)
{
	AUTO(freep) struct worker **free_workers = NULL;
	struct job job = {
		.walk = walk,
		.batch = batch,
		.err = err,
		.lock = PTHREAD_MUTEX_INITIALIZER,
		.turn = PTHREAD_COND_INITIALIZER,
		.nr_free = walk->nr_workers,
	};

	if (!walk->workers) {
		walk->workers = xcalloc(walk->nr_workers, sizeof(*walk->workers));
		for (unsigned i = 0; i < walk->nr_workers; i++)
			walk->workers[i] = worker_new(walk->printer);
	}
	free_workers = xmemdup(walk->workers, walk->nr_workers * sizeof(*walk->workers));
	job.free_workers = free_workers;
	threads_run(walk->nr_workers, (batch->nr + SLICE_RECORDS - 1) / SLICE_RECORDS, work, &job);
	for (size_t i = 0; i < AHEAD_SLICES; i++)
		outbuf_done(&job.text[i]);
	pthread_cond_destroy(&job.turn);
	pthread_mutex_destroy(&job.lock);
	return job.failed;
}

void walk_done(struct walk *walk, struct walk_stats *ret)
{
	for (unsigned i = 0; walk->workers && i < walk->nr_workers; i++) {
		struct worker *w = walk->workers[i];

		if (ret) {
			ret->nr_unresolved_trace += w->nr_unresolved_trace;
			ret->nr_bad_samples += w->nr_bad_samples;
		}
		worker_free(w);
	}
	free(walk->workers);
	walk->workers = NULL;
}
