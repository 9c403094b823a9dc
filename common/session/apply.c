/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Pass 1 over a batch: the side-band goes into the model, losses are counted. */
#include <stdio.h>
#include <string.h>

#include "common/base/err.h"
#include "common/session/session_private.h"

static void count_bad(struct session *s, const struct err *err)
{
	if (!s->stats.nr_bad_records++)
		snprintf(s->stats.bad_record, sizeof(s->stats.bad_record), "%.*s",
		         (int)sizeof(s->stats.bad_record) - 1, err->msg);
}

static void give(struct session *s, const struct batch_record *br)
{
	vec_push(&s->batch, *br);
}

/* One batch record for the counter `value` is of, if it has moved. */
static void give_counter(struct session *s, const struct batch_record *br,
                         struct sample_read_value value)
{
	struct event_id *id = session_events_find(&s->events, value.id);
	struct batch_record one = *br;

	if (!id) {
		s->stats.nr_unknown_id++;
		return;
	}
	one.event = id->event;
	one.read_id = value.id;
	one.read_period = value.value - id->last_value;
	id->last_value = value.value;
	if (one.read_period)
		give(s, &one);
}

static int give_counters(struct session *s, const struct batch_record *br, struct err *err)
{
	struct sample sample;
	int r = sample_decode(&br->rec, br->format, &sample, err);

	if (r < 0)
		return r;
	if (!(br->format->read_format & PERF_FORMAT_ID)) {
		give(s, br); /* values without a name cannot be told apart */
		return 0;
	}
	for (uint64_t i = 0; i < sample.read.nr; i++)
		give_counter(s, br, sample_read_value(&sample, i));
	return 0;
}

static void note_thread(struct session *s, const struct batch_record *br, uint64_t seq)
{
	uint32_t pid_tid[2];
	size_t offset = br->format->tid_offset;

	if (!offset || offset + sizeof(pid_tid) > br->rec.header->size)
		return;
	memcpy(pid_tid, record_bytes(&br->rec) + offset, sizeof(pid_tid));
	model_note_thread(s->model, pid_tid[0], pid_tid[1], seq);
}

static int apply_sample(struct session *s, const struct batch_record *br, uint64_t seq,
                        struct err *err)
{
	s->stats.nr_samples++;
	if (!br->event) {
		s->stats.nr_unknown_id++;
		give(s, br);
		return 0;
	}
	note_thread(s, br, seq);
	if (br->time_ns) {
		if (!s->stats.first_sample_ns || br->time_ns < s->stats.first_sample_ns)
			s->stats.first_sample_ns = br->time_ns;
		if (br->time_ns > s->stats.last_sample_ns)
			s->stats.last_sample_ns = br->time_ns;
	}
	if (br->format->sample_type & PERF_SAMPLE_READ)
		return give_counters(s, br, err);
	give(s, br);
	return 0;
}

static int apply_lost(struct session *s, const struct batch_record *br, struct err *err)
{
	struct record_lost lost;
	int r = record_lost(&br->rec, &lost, err);

	if (r < 0)
		return r;
	if (br->rec.header->type == PERF_RECORD_LOST) {
		s->stats.nr_lost_records++;
		s->stats.nr_lost += lost.lost;
	} else {
		s->stats.nr_lost_samples += lost.lost;
	}
	return 0;
}

static int apply_other(struct session *s, const struct batch_record *br, uint64_t seq,
                       struct err *err)
{
	s->stats.nr_other++;
	give(s, br);
	switch (br->rec.header->type) {
	case PERF_RECORD_LOST:
	case PERF_RECORD_LOST_SAMPLES:
		return apply_lost(s, br, err);
	case PERF_RECORD_THROTTLE:
		s->stats.nr_throttled++;
		return 0;
	case PERF_RECORD_UNTHROTTLE:
		s->stats.nr_unthrottled++;
		return 0;
	default:
		return model_apply(s->model, &br->rec, seq, err);
	}
}

void session_apply(struct session *s)
{
	struct err err;

	vec_clear(&s->batch);
	for (size_t i = 0; i < s->nr_given; i++) {
		const struct batch_record *br = &s->pending.data[i].br;
		uint64_t seq = s->next_seq + s->batch.len;
		int r;

		if (br->rec.header->type == PERF_RECORD_SAMPLE)
			r = apply_sample(s, br, seq, &err);
		else
			r = apply_other(s, br, seq, &err);
		if (r < 0)
			count_bad(s, &err);
	}
}

int batch_record_decode(const struct batch_record *br, struct sample *ret, struct err *err)
{
	int r = sample_decode(&br->rec, br->format, ret, err);

	if (r < 0 || !br->read_period)
		return r;
	ret->id = br->read_id;
	ret->period = br->read_period;
	return 0;
}
