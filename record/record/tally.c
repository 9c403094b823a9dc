/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "record/record/tally.h"

#include <linux/perf_event.h>
#include <string.h>

#include "common/abi/record.h"

/* The parts as one row of bytes. */
struct span {
	const struct iovec *parts;
	size_t nr_parts;
};

static bool span_u64(const struct span *s, size_t at, uint64_t *ret)
{
	for (size_t i = 0; i < s->nr_parts; i++) {
		/* Parts end at page borders and fields are aligned: a u64 is never divided. */
		if (at + sizeof(*ret) <= s->parts[i].iov_len) {
			memcpy(ret, (const char *)s->parts[i].iov_base + at, sizeof(*ret));
			return true;
		}
		if (at < s->parts[i].iov_len)
			return false;
		at -= s->parts[i].iov_len;
	}
	return false;
}

static void add_time(struct tally *t, const struct span *s, size_t at)
{
	uint64_t time_ns;

	if (!t->time_offset || !span_u64(s, at + t->time_offset, &time_ns))
		return;
	if (!t->first_ns || time_ns < t->first_ns)
		t->first_ns = time_ns;
	if (time_ns > t->last_ns)
		t->last_ns = time_ns;
}

static void add_record(struct tally *t, const struct span *s, size_t at,
                       const struct perf_event_header *header)
{
	uint64_t lost;

	switch (header->type) {
	case PERF_RECORD_SAMPLE:
		t->nr_samples++;
		add_time(t, s, at);
		break;
	case PERF_RECORD_LOST: /* u64 id, u64 lost */
		if (span_u64(s, at + sizeof(*header) + sizeof(uint64_t), &lost))
			t->nr_lost += lost;
		break;
	case PERF_RECORD_LOST_SAMPLES: /* u64 lost */
		if (span_u64(s, at + sizeof(*header), &lost))
			t->nr_lost += lost;
		break;
	case PERF_RECORD_THROTTLE:
		t->nr_throttled++;
		break;
	default:
		break;
	}
}

void tally_add(struct tally *t, const struct iovec *parts, size_t nr_parts)
{
	struct span s = { parts, nr_parts };
	struct perf_event_header header;
	uint64_t first;
	size_t at = 0;

	while (span_u64(&s, at, &first)) {
		memcpy(&header, &first, sizeof(header));
		if (header.size < sizeof(header))
			return;
		add_record(t, &s, at, &header);
		at += header.size;
	}
}
