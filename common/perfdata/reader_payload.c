/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Records with something in them, or behind them, that is not a record. */
#include <errno.h>
#include <inttypes.h>

#include "common/base/arena.h"
#include "common/base/cursor.h"
#include "common/base/err.h"
#include "common/perfdata/reader_internal.h"
#include "common/perfdata/unpack.h"

/* COMPRESSED: the rest of the record; COMPRESSED2: a u64 size, that many bytes, padding. */
static int start_unpacking(struct pdata_reader *r, const struct record *rec, struct err *err)
{
	struct cursor c = cursor_of(record_bytes(rec), rec->header->size);
	uint64_t len;

	cursor_skip(&c, sizeof(struct perf_event_header));
	len = cursor_left(&c);
	if (rec->header->type == RECORD_COMPRESSED2) {
		if (!cursor_u64(&c, &len) || len > cursor_left(&c))
			return err_set(err, EBADMSG,
			               "%s: COMPRESSED2 record at 0x%" PRIx64
			               " of %u bytes cannot hold its data",
			               r->header.path, rec->file_offset, rec->header->size);
	}
	if (!r->unpack)
		r->unpack = unpack_new();
	unpack_put(r->unpack, c.at, len);
	r->stats.nr_compressed_bytes += len;
	r->unpacking = true;
	r->unpacking_offset = rec->file_offset;
	return 0;
}

/* AUXTRACE is followed by its data, which nothing here decodes. */
static int skip_auxtrace(struct pdata_reader *r, const struct record *rec, struct err *err)
{
	struct cursor c = cursor_of(record_bytes(rec), rec->header->size);
	uint64_t len, skipped;
	int got;

	if (!cursor_skip(&c, sizeof(struct perf_event_header)) || !cursor_u64(&c, &len))
		return err_set(err, EBADMSG, "%s: AUXTRACE record at 0x%" PRIx64 " has %u bytes",
		               r->header.path, rec->file_offset, rec->header->size);
	got = input_skip(&r->in, len, &skipped, err);
	if (got < 0)
		return got;
	r->stats.auxtrace_bytes += skipped;
	if (skipped < len)
		r->stats.truncated_bytes += skipped;
	return 0;
}

/* TRACING_DATA is followed by its data. */
static int take_in_tracing_data(struct pdata_reader *r, const struct record *rec, struct err *err)
{
	struct cursor c = cursor_of(record_bytes(rec), rec->header->size), payload = { 0 };
	uint32_t len;
	int got;

	if (!cursor_skip(&c, sizeof(struct perf_event_header)) || !cursor_u32(&c, &len))
		return err_set(err, EBADMSG,
		               "%s: TRACING_DATA record at 0x%" PRIx64 " has %u bytes",
		               r->header.path, rec->file_offset, rec->header->size);
	got = input_need(&r->in, len, err);
	if (got < 0)
		return got;
	if (got == 0) {
		reader_count_truncated(r);
		return 0;
	}
	payload = cursor_of(arena_memdup(r->arena, r->in.feed.at, len), len);
	payload.swap = r->header.swapped;
	input_take(&r->in, len);
	return reader_take_in_header(r, rec, payload, err);
}

int reader_take_in(struct pdata_reader *r, const struct record *rec, struct err *err)
{
	uint32_t type = rec->header->type;

	if (type < RECORD_USER_FIRST)
		return 0;
	if (r->unpacking && (type == RECORD_COMPRESSED || type == RECORD_COMPRESSED2 ||
	                     type == RECORD_AUXTRACE || type == RECORD_HEADER_TRACING_DATA))
		return err_set(err, EBADMSG,
		               "%s: COMPRESSED record at 0x%" PRIx64
		               " holds one of type %u, which cannot be",
		               r->header.path, rec->file_offset, type);
	switch (type) {
	case RECORD_COMPRESSED:
	case RECORD_COMPRESSED2:
		return start_unpacking(r, rec, err);
	case RECORD_AUXTRACE:
		return skip_auxtrace(r, rec, err);
	case RECORD_HEADER_TRACING_DATA:
		return take_in_tracing_data(r, rec, err);
	default:
		return reader_take_in_header(r, rec, (struct cursor){ 0 }, err);
	}
}
