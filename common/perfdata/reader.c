/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "common/perfdata/reader.h"

#include <byteswap.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/arena.h"
#include "common/base/cursor.h"
#include "common/base/err.h"
#include "common/base/mem.h"
#include "common/perfdata/features.h"
#include "common/perfdata/reader_internal.h"
#include "common/perfdata/unpack.h"

#define HEADER_BYTES     sizeof(struct perf_event_header)
#define PREFETCH_BYTES   4096 /* where the next record is, is known only from this one */
#define KERNEL_TYPE_LAST RECORD_CALLCHAIN_DEFERRED

static bool is_known(uint32_t type)
{
	return (type >= PERF_RECORD_MMAP && type <= KERNEL_TYPE_LAST) ||
	       (type >= RECORD_USER_FIRST && type <= RECORD_COMPRESSED2);
}

static bool is_aligned(const void *p)
{
	return (uintptr_t)p % _Alignof(uint64_t) == 0;
}

/* The header at `at`, where at least HEADER_BYTES stand, in this machine's byte order. */
static struct perf_event_header header_at(const struct pdata_reader *r, const uint8_t *at)
{
	struct perf_event_header h;

	memcpy(&h, at, sizeof(h));
	if (r->header.swapped) {
		h.type = bswap_32(h.type);
		h.misc = bswap_16(h.misc);
		h.size = bswap_16(h.size);
	}
	return h;
}

static const char *where(const struct pdata_reader *r)
{
	return r->unpacking ? " (unpacked)" : "";
}

static uint64_t offset_now(const struct pdata_reader *r)
{
	return r->unpacking ? r->unpacking_offset : input_offset(&r->in);
}

/* The kernel makes all of its records multiples of 8; perf's own are of any size. */
static int check_size(const struct pdata_reader *r, const struct perf_event_header *h,
                      struct err *err)
{
	if (h->size < HEADER_BYTES)
		return err_set(err, EBADMSG,
		               "%s: record at 0x%" PRIx64 "%s claims %u bytes, the least is %zu",
		               r->header.path, offset_now(r), where(r), h->size, HEADER_BYTES);
	if (h->size % 8 && h->type < RECORD_USER_FIRST)
		return err_set(err, EBADMSG,
		               "%s: record at 0x%" PRIx64
		               "%s claims %u bytes, which is no multiple of 8",
		               r->header.path, offset_now(r), where(r), h->size);
	return 0;
}

/* Which layout a record has that is still in the other byte order. */
static const struct sample_format *format_of(const struct pdata_reader *r, const uint8_t *at,
                                             const struct perf_event_header *h)
{
	const struct sample_format *first = r->formats.data;
	uint64_t id;
	const struct pdata_event *event;

	if (!first || h->type != PERF_RECORD_SAMPLE || r->formats.len == 1)
		return first;
	if (!first->id_offset || first->id_offset + sizeof(id) > h->size)
		return first;
	memcpy(&id, at + first->id_offset, sizeof(id));
	event = hmap_find_ptr(&r->event_of_id, bswap_64(id));
	if (!event)
		return first;
	for (size_t i = 0; i < r->header.events.len; i++)
		if (r->header.events.data[i] == event)
			return &r->formats.data[i];
	return first;
}

/*
 * A copy that is aligned and in this machine's byte order. False where the record is too short
 * for its type: it cannot be turned, and is skipped.
 */
static bool copy_record(struct pdata_reader *r, const uint8_t *at,
                        const struct perf_event_header *h, struct record *ret)
{
	uint8_t *copy = arena_memdup(r->copies, at, h->size);
	struct err ignored = { 0 };

	memcpy(copy, h, sizeof(*h));
	if (r->copying && record_swap(copy, format_of(r, at, h), &ignored) < 0) {
		r->stats.nr_bad++;
		return false;
	}
	ret->header = (const struct perf_event_header *)copy;
	return true;
}

/*
 * Step over the record at the front of `feed`: 1 with *ret filled, 0 where it was skipped. All
 * of it is there, and its size was checked.
 */
static int take_record(struct pdata_reader *r, const struct perf_event_header *h,
                       struct record *ret)
{
	const uint8_t *at = r->unpacking ? unpack_feed(r->unpack)->at : r->in.feed.at;

	ret->file_offset = offset_now(r);
	if (r->unpacking)
		unpack_feed(r->unpack)->at += h->size;
	else
		input_take(&r->in, h->size);

	if (!is_known(h->type)) {
		if (!r->stats.nr_unknown++)
			r->stats.unknown_type = h->type;
		return 0;
	}
	if (r->copying || !is_aligned(at))
		return copy_record(r, at, h, ret);
	ret->header = (const struct perf_event_header *)at;
	return 1;
}

void reader_count_truncated(struct pdata_reader *r)
{
	r->stats.truncated_bytes += feed_left(&r->in.feed);
	r->in.feed.at = r->in.feed.end;
	if (r->unpack) {
		struct feed *feed = unpack_feed(r->unpack);

		r->stats.truncated_bytes += feed_left(feed);
		feed->at = feed->end;
	}
}

/* 1: *h is checked, and all of the record is there; 0: the end. */
static int next_outer_header(struct pdata_reader *r, struct perf_event_header *h, struct err *err)
{
	int got = input_need(&r->in, HEADER_BYTES, err);

	if (got > 0) {
		*h = header_at(r, r->in.feed.at);
		got = check_size(r, h, err);
		if (got < 0)
			return got;
		got = input_need(&r->in, h->size, err);
	}
	if (got != 0)
		return got;
	if (feed_left(&r->in.feed) >= HEADER_BYTES && r->complete)
		return err_set(err, EBADMSG,
		               "%s: record at 0x%" PRIx64 " claims %u bytes, %zu are left",
		               r->header.path, offset_now(r), h->size, feed_left(&r->in.feed));
	reader_count_truncated(r);
	return 0;
}

/* The same for unpacked bytes; 0: the compressed record is used up. */
static int next_inner_header(struct pdata_reader *r, struct perf_event_header *h, struct err *err)
{
	struct feed *feed = unpack_feed(r->unpack);

	for (;;) {
		int got;

		if (feed_left(feed) >= HEADER_BYTES) {
			*h = header_at(r, feed->at);
			got = check_size(r, h, err);
			if (got < 0)
				return got;
			if (h->size <= feed_left(feed))
				return 1;
		}
		got = unpack_more(r->unpack, err);
		r->stats.nr_unpacked_bytes = unpack_total(r->unpack);
		if (got < 0)
			return err_wrap(err, "%s: COMPRESSED record at 0x%" PRIx64, r->header.path,
			                r->unpacking_offset);
		if (got == 0)
			return 0;
	}
}

/* The next file of a directory: 1 it is open, 0 there is none. */
static int next_part(struct pdata_reader *r, struct err *err)
{
	struct input part;
	int got;

	if (!r->dir)
		return 0;
	got = input_open(&part, arena_printf(r->arena, "%s/data.%u", r->dir, r->next_part), err);
	if (got == -ENOENT)
		return 0;
	if (got < 0)
		return got;
	r->next_part++;
	/* Records that were given out live in the mapping before: it stays. */
	vec_push(&r->parts, r->in);
	r->in = part;
	r->complete = false;
	unpack_free(r->unpack); /* every thread has its own stream */
	r->unpack = NULL;
	return 1;
}

/* 1: *h is that of the next record, which is there and whose size is good. 0: the end of all. */
static int next_header(struct pdata_reader *r, struct perf_event_header *h, struct err *err)
{
	for (;;) {
		int got;

		if (r->unpacking) {
			got = next_inner_header(r, h, err);
			if (got != 0)
				return got;
			r->unpacking = false;
		}
		got = next_outer_header(r, h, err);
		if (got != 0)
			return got;
		got = next_part(r, err);
		if (got <= 0)
			return got;
	}
}

static int next_slow(struct pdata_reader *r, struct record *ret, struct err *err)
{
	for (;;) {
		struct perf_event_header h;
		int got = next_header(r, &h, err);

		if (got <= 0)
			return got;
		if (!take_record(r, &h, ret))
			continue;
		got = reader_take_in(r, ret, err);
		if (got < 0)
			return got;
		r->stats.nr_records++;
		return 1;
	}
}

int pdata_reader_next(struct pdata_reader *r, struct record *ret, struct err *err)
{
	const struct perf_event_header *h = (const void *)r->in.feed.at;
	size_t left = feed_left(&r->in.feed);

	__builtin_prefetch((const void *)((uintptr_t)h + PREFETCH_BYTES));
	/* The kernel's records as they stand in a mapping or in what a pipe has given. */
	if (!r->copying && !r->unpacking && left >= HEADER_BYTES && is_aligned(h) &&
	    h->size >= HEADER_BYTES && h->size <= left && h->size % 8 == 0 &&
	    h->type - 1 < KERNEL_TYPE_LAST) {
		ret->header = h;
		ret->file_offset = input_offset(&r->in);
		input_take(&r->in, h->size);
		r->stats.nr_records++;
		return 1;
	}
	return next_slow(r, ret, err);
}

void pdata_reader_release(struct pdata_reader *r)
{
	input_release(&r->in);
	if (r->unpack)
		feed_release(unpack_feed(r->unpack));
	arena_reset(r->copies);
	vec_for_each(part, &r->parts)
		input_done(part);
	vec_clear(&r->parts);
}

void pdata_reader_position(const struct pdata_reader *r, uint64_t *at, uint64_t *end)
{
	*at = input_offset(&r->in);
	*end = input_is_stream(&r->in) ? 0 : *at + feed_left(&r->in.feed);
}

const struct pdata_header *pdata_reader_header(const struct pdata_reader *r)
{
	return &r->header;
}

const struct pdata_reader_stats *pdata_reader_stats(const struct pdata_reader *r)
{
	return &r->stats;
}

void pdata_reader_free(struct pdata_reader *r)
{
	if (!r)
		return;
	vec_for_each(part, &r->parts)
		input_done(part);
	vec_done(&r->parts);
	input_done(&r->in);
	unpack_free(r->unpack);
	vec_done(&r->header.events);
	vec_done(&r->formats);
	hmap_done(&r->event_of_id);
	features_done(&r->features);
	arena_free(r->copies);
	arena_free(r->arena);
	free(r);
}
