/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "common/session/session.h"

#include <stdlib.h>
#include <string.h>

#include "common/abi/features.h"
#include "common/base/arena.h"
#include "common/base/err.h"
#include "common/base/mem.h"
#include "common/base/threads.h"
#include "common/perfdata/reader.h"
#include "common/session/events.h"
#include "common/session/merge.h"
#include "common/session/session_private.h"

#define SLICE_RECORDS 4096

/*
 * A batch of a file is given out at the first flush point behind so many records: enough to keep
 * workers busy, few enough to stay in the caches of the CPU.
 */
#define BATCH_RECORDS ((size_t)32 << 10)

static void apply_build_ids(struct session *s)
{
	const struct features *features = s->header->features;

	for (; s->nr_build_ids < features->build_ids.len; s->nr_build_ids++) {
		const struct feature_build_id *f = &features->build_ids.data[s->nr_build_ids];
		struct build_id id = { .size = f->size };

		memcpy(id.bytes, f->id, sizeof(f->id));
		model_set_build_id(s->model, f->filename, &id);
	}
}

int session_open(const char *path, const struct session_opts *opts, struct session **ret,
                 struct err *err)
{
	AUTO(session_freep) struct session *s = xzalloc(sizeof(*s));
	int r;

	s->opts = *opts;
	if (!s->opts.nr_threads)
		s->opts.nr_threads = threads_available();
	s->model = model_new();
	s->carried = arena_new();
	s->carried_before = arena_new();

	r = pdata_reader_open(path, &s->reader, err);
	if (r < 0)
		return r;
	s->header = pdata_reader_header(s->reader);
	r = session_events_update(&s->events, s->header, err);
	if (r < 0)
		return err_wrap(err, "%s", path);
	apply_build_ids(s);
	*ret = take(s);
	return 0;
}

void session_free(struct session *s)
{
	if (!s)
		return;
	session_events_done(&s->events);
	model_free(s->model);
	pdata_reader_free(s->reader);
	arena_free(s->carried);
	arena_free(s->carried_before);
	vec_done(&s->pending);
	vec_done(&s->batch);
	free(s->scratch);
	free(s);
}

/*
 * Put the record into the row of what waits. A record without time is given out before all that
 * still waits, behind all that was given out: its key is how far that was.
 */
static void enqueue(struct session *s, const struct record *rec)
{
	struct merge_item *item;
	struct session_event *event = NULL;
	uint64_t time_ns = 0;

	if (rec->header->type < RECORD_USER_FIRST) {
		event = session_events_of_record(&s->events, rec);
		if (event)
			time_ns = record_time_ns(rec, &event->format);
		if (time_ns == UINT64_MAX)
			time_ns = 0;
	}
	item = vec_add(&s->pending);
	item->key_ns = s->flushed_ns;
	item->br.rec = *rec;
	item->br.time_ns = time_ns;
	item->br.event = event;
	item->br.format = event ? &event->format : NULL;
	if (!time_ns || s->opts.unordered)
		return;

	if (time_ns < s->flushed_ns)
		s->stats.nr_out_of_order++;
	item->key_ns = time_ns;
	if (time_ns > s->newest_ns)
		s->newest_ns = time_ns;
}

/* What a record changes in the session itself as soon as it is read. */
static int take_header_record(struct session *s, const struct record *rec, struct err *err)
{
	switch (rec->header->type) {
	case RECORD_HEADER_ATTR:
	case RECORD_HEADER_FEATURE:
	case RECORD_HEADER_TRACING_DATA:
	case RECORD_EVENT_UPDATE:
		apply_build_ids(s);
		return session_events_update(&s->events, s->header, err);
	case RECORD_HEADER_BUILD_ID:
		apply_build_ids(s);
		return 0;
	default:
		return 0;
	}
}

/*
 * Read up to a flush point. 1: everything up to s->flushed_ns is complete; 0: the input is at
 * its end, everything is complete.
 */
static int fill(struct session *s, struct err *err)
{
	struct record rec;
	int r;

	while ((r = pdata_reader_next(s->reader, &rec, err)) > 0) {
		r = take_header_record(s, &rec, err);
		if (r < 0)
			return r;
		enqueue(s, &rec);
		if (rec.header->type != RECORD_FINISHED_ROUND)
			continue;

		/*
		 * No record of this pass over the rings is older than the newest of the pass
		 * before the one before.
		 */
		s->flushed_ns = s->round_newest_ns;
		s->round_newest_ns = s->newest_ns;
		if (s->pending.len >= (s->header->is_pipe ? 1 : BATCH_RECORDS))
			return 1;
	}
	return r;
}

/* What is read but not complete yet outlives the reader's memory in our own. */
static void carry(struct session *s, size_t first)
{
	struct arena *swap = s->carried_before;

	s->carried_before = s->carried;
	s->carried = swap;
	arena_reset(s->carried);
	for (size_t i = first; i < s->pending.len; i++) {
		struct merge_item *item = &s->pending.data[i];

		item->br.rec.header =
			arena_memdup(s->carried, item->br.rec.header, item->br.rec.header->size);
		s->pending.data[i - first] = *item;
	}
	s->pending.len -= first;
}

static size_t nr_complete(const struct session *s, bool at_end)
{
	size_t nr = s->pending.len;

	if (at_end || s->opts.unordered)
		return nr;
	while (nr && s->pending.data[nr - 1].key_ns > s->flushed_ns)
		nr--;
	return nr;
}

int session_next_batch(struct session *s, struct batch *ret, struct err *err)
{
	int r;

	if (s->at_end)
		return s->failed;
	carry(s, s->nr_given);
	s->nr_given = 0;
	pdata_reader_release(s->reader);

	do {
		r = fill(s, err);
		s->at_end = r <= 0;
		s->failed = r < 0 ? r : 0;
		if (!s->opts.unordered)
			merge_sort_runs(s->pending.data, s->pending.len, &s->scratch,
			                &s->scratch_len);
		s->nr_given = nr_complete(s, s->at_end);
	} while (!s->nr_given && !s->at_end);

	session_apply(s);
	*ret = (struct batch){
		.records = s->batch.data,
		.nr = s->batch.len,
		.first_seq = s->next_seq,
	};
	s->next_seq += s->batch.len;
	if (ret->nr)
		return 1;
	return s->failed;
}

size_t batch_nr_slices(const struct batch *batch)
{
	return (batch->nr + SLICE_RECORDS - 1) / SLICE_RECORDS;
}

struct batch batch_slice(const struct batch *batch, size_t i)
{
	size_t first = i * SLICE_RECORDS;

	return (struct batch){
		.records = batch->records + first,
		.nr = batch->nr - first < SLICE_RECORDS ? batch->nr - first : SLICE_RECORDS,
		.first_seq = batch->first_seq + first,
	};
}

unsigned session_nr_workers(const struct session *s)
{
	return s->opts.nr_threads;
}

struct model *session_model(struct session *s)
{
	return s->model;
}

const struct pdata_header *session_header(const struct session *s)
{
	return s->header;
}

const struct pdata_reader *session_reader(const struct session *s)
{
	return s->reader;
}

const struct session_stats *session_stats(const struct session *s)
{
	return &s->stats;
}

size_t session_nr_events(const struct session *s)
{
	return s->events.all.len;
}

struct session_event *session_event(const struct session *s, size_t i)
{
	return s->events.all.data[i];
}

struct session_event *session_event_of_id(const struct session *s, uint64_t id)
{
	const struct event_id *found = hmap_find_ptr(&s->events.by_id, id);

	return found ? found->event : NULL;
}

struct tep_handle *session_tep(const struct session *s)
{
	return s->events.tep;
}
