/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "record/record/drain.h"

#include "common/abi/record.h"
#include "common/abi/sample.h"
#include "common/base/err.h"
#include "common/base/mem.h"
#include "common/kernel/ring.h"
#include "common/perfdata/writer.h"
#include "record/record/opener.h"
#include "record/record/plan.h"

/* Where the time is in the samples of all events; 0: not the same in all, or nowhere. */
static uint16_t common_time_offset(const struct plan *plan)
{
	uint16_t offset = 0;

	vec_for_each(pe, &plan->events) {
		struct sample_format format;

		sample_format_init(&format, &pe->attr);
		if (!format.time_offset || (offset && offset != format.time_offset))
			return 0;
		offset = format.time_offset;
	}
	return offset;
}

void drain_init(struct drain *d, struct opener *opener, uint64_t flush_bytes)
{
	*d = (struct drain){
		.opener = opener,
		.flush_bytes = flush_bytes,
		.tally = { .time_offset = common_time_offset(opener->plan) },
		.lost_by_ring = xcalloc(opener->rings.len + 1, sizeof(*d->lost_by_ring)),
	};
}

void drain_done(struct drain *d)
{
	free(d->lost_by_ring);
	d->lost_by_ring = NULL;
}

/* The bytes wrap at most once, so two parts. */
static int drain_ring(struct drain *d, size_t i, struct err *err)
{
	struct ring *ring = d->opener->rings.data[i].ring;
	struct iovec part[2];
	size_t nr_parts = ring_peek(ring, part), bytes = 0;
	uint64_t lost = d->tally.nr_lost;
	int r;

	if (!nr_parts)
		return 0;
	for (size_t p = 0; p < nr_parts; p++)
		bytes += part[p].iov_len;
	tally_add(&d->tally, part, nr_parts);
	d->lost_by_ring[i] += d->tally.nr_lost - lost;
	r = pdata_writer_put_ring(d->writer, part, nr_parts, err);
	if (r < 0)
		return r;
	ring_consume(ring, bytes); /* from here on the kernel may overwrite it */
	return 1;
}

static int end_round(struct drain *d, struct err *err)
{
	struct perf_event_header round = {
		.type = RECORD_FINISHED_ROUND,
		.size = sizeof(round),
	};

	return pdata_writer_put(d->writer, &round, sizeof(round), err);
}

int drain_pass(struct drain *d, bool all, struct err *err)
{
	bool moved = false;

	for (size_t i = 0; i < d->opener->rings.len; i++) {
		const struct open_ring *ring = &d->opener->rings.data[i];
		int r;

		if (ring->backward || (!all && ring_used_bytes(ring->ring) < d->flush_bytes))
			continue;
		r = drain_ring(d, i, err);
		if (r < 0)
			return err_wrap(err, "ring of cpu %d", ring->cpu);
		moved |= r > 0;
	}
	/* No record of the pass after the next is older than one of this pass. */
	return moved ? end_round(d, err) : 0;
}

static int set_paused(struct drain *d, bool paused, struct err *err)
{
	int r = 0;

	vec_for_each(ring, &d->opener->rings)
		if (r >= 0 && ring->backward)
			r = ring_pause(ring->ring, paused, err);
	return r;
}

int drain_snapshot(struct drain *d, struct err *err)
{
	int r = set_paused(d, true, err);
	bool moved = false;

	for (size_t i = 0; r >= 0 && i < d->opener->rings.len; i++) {
		if (!d->opener->rings.data[i].backward)
			continue;
		r = drain_ring(d, i, err);
		moved |= r > 0;
	}
	if (r >= 0 && moved)
		r = end_round(d, err);
	return r < 0 ? r : set_paused(d, false, err);
}
