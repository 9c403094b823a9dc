/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * A perf.data file (or an endless pipe) as ordered batches of records, with the model of the
 * traced world beside them.
 *
 * session_next_batch() reads up to a flush point, puts the records in time order and applies the
 * side-band to the model. Then the batch is looked at: record by record by one thread, or in
 * slices by several. Everything found on the way - lost samples, unknown records,
 * time going backwards - is counted in session_stats.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/abi/record.h"
#include "common/abi/sample.h"
#include "common/base/cleanup.h"
#include "common/base/vec.h"
#include "common/model/model.h"

struct err;
struct pdata_event;
struct pdata_header;
struct pdata_reader;
struct session;
struct tep_event;
struct tep_handle;

struct session_opts {
	unsigned nr_threads; /* workers of session_run(); 0: one a cpu */
	bool unordered;      /* records in file order (`--stats`, -D of user records) */
};

/* One event of the file, ready to decode. Lives as long as the session. */
struct session_event {
	size_t index;                   /* in the file's order */
	const struct pdata_event *file; /* attr, ids */
	struct sample_format format;
	const char *name;             /* as perf shows it */
	struct tep_event *tep;        /* of a tracepoint whose format the file has; or NULL */
	struct session_event *leader; /* of its group; itself if it leads or is alone */
	size_t nr_members;            /* of a leader with a group: 2 and more */
	const char *group_name;       /* of a leader, or NULL */
};

/*
 * A record in its place in time.
 *
 * A sample that reads counters (PERF_SAMPLE_READ) stands here once for each counter that has
 * moved since the last sample, with `event` and `read_period` of that counter, as perf has it.
 */
struct batch_record {
	struct record rec;
	uint64_t time_ns;                   /* 0: it has none, it stands where it was read */
	struct session_event *event;        /* NULL: user records, or an id that is not known */
	const struct sample_format *format; /* how the record is laid out; NULL as event */
	uint64_t read_id, read_period;      /* of the counter; period 0: the sample's own */
};

/* sample_decode() with the counter's id and period where the record stands for one. */
int batch_record_decode(const struct batch_record *br, struct sample *ret, struct err *err);

/* seq of records[i] is first_seq + i: what the model is asked with. */
struct batch {
	const struct batch_record *records;
	size_t nr;
	uint64_t first_seq;
};

struct session_stats {
	uint64_t nr_samples, nr_other;
	uint64_t nr_lost_records, nr_lost; /* LOST: how many records, their sum */
	uint64_t nr_lost_samples;          /* LOST_SAMPLES and the read format's lost counts */
	uint64_t nr_unknown_id;            /* samples of an event the file does not declare */
	uint64_t nr_bad_records;           /* too short for their type: skipped */
	char bad_record[256];              /* what was wrong with the first of them */
	uint64_t nr_out_of_order;          /* older than what had been given out already */
	uint64_t nr_throttled, nr_unthrottled;
	uint64_t first_sample_ns, last_sample_ns;
};

int session_open(const char *path, const struct session_opts *opts, struct session **ret,
                 struct err *err);
void session_free(struct session *s);
DEFINE_AUTO(struct session *, session_free);

/*
 * The next batch: 1 with *ret filled, 0 at the end, < 0 on error. Its records live until the
 * next call. Errors: the reader's; what was read before the error has been given out.
 */
int session_next_batch(struct session *s, struct batch *ret, struct err *err);

/*
 * The batch in slices, for the workers of threads_run(): slice i of batch_nr_slices(). The model
 * is only read while they work.
 */
size_t batch_nr_slices(const struct batch *batch);
struct batch batch_slice(const struct batch *batch, size_t i);
unsigned session_nr_workers(const struct session *s);

struct model *session_model(struct session *s);
const struct pdata_header *session_header(const struct session *s);
const struct pdata_reader *session_reader(const struct session *s);
const struct session_stats *session_stats(const struct session *s);

/* The events of the file, in its order. In a pipe they are known with the first batch. */
size_t session_nr_events(const struct session *s);
struct session_event *session_event(const struct session *s, size_t i);
struct session_event *session_event_of_id(const struct session *s, uint64_t id);

/* libtraceevent's tables, where the file has tracing data; else NULL. One thread at a time. */
struct tep_handle *session_tep(const struct session *s);
