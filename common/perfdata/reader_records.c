/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Records that are parts of the header: in a pipe all of it comes this way. */
#include <errno.h>
#include <inttypes.h>
#include <string.h>

#include "common/base/arena.h"
#include "common/base/cursor.h"
#include "common/base/err.h"
#include "common/perfdata/features.h"
#include "common/perfdata/reader_internal.h"

enum event_update { /* tools/perf: what an EVENT_UPDATE tells */
	            EVENT_UPDATE_UNIT,
	            EVENT_UPDATE_SCALE,
	            EVENT_UPDATE_NAME,
	            EVENT_UPDATE_CPUS,
};

static int short_record(const struct pdata_reader *r, const struct record *rec, struct err *err)
{
	return err_set(err, EBADMSG, "%s: %s record at 0x%" PRIx64 " of %u bytes is too short",
	               r->header.path, record_type_name(rec->header->type), rec->file_offset,
	               rec->header->size);
}

static int take_attr(struct pdata_reader *r, const struct record *rec, struct cursor c,
                     struct err *err)
{
	struct perf_event_attr attr;
	unsigned unknown = 0;
	int got;

	c.swap = r->header.swapped;
	got = attr_read(&c, &attr, &unknown, err);
	if (got < 0)
		return err_wrap(err, "%s: HEADER_ATTR record at 0x%" PRIx64, r->header.path,
		                rec->file_offset);
	r->stats.unknown_attr_bytes += unknown;
	got = reader_add_event(r, &attr, c, err);
	if (got == 0)
		reader_name_events(r);
	return got;
}

static const char *take_text(struct pdata_reader *r, struct cursor c)
{
	return arena_strndup(r->arena, (const char *)c.at,
	                     strnlen((const char *)c.at, cursor_left(&c)));
}

static int take_update(struct pdata_reader *r, const struct record *rec, struct cursor c,
                       struct err *err)
{
	struct pdata_event *event;
	uint64_t type, id, scale;

	if (!cursor_u64(&c, &type) || !cursor_u64(&c, &id))
		return short_record(r, rec, err);
	event = hmap_find_ptr(&r->event_of_id, id);
	if (!event)
		return 0;
	switch (type) {
	case EVENT_UPDATE_UNIT:
		event->unit = take_text(r, c);
		break;
	case EVENT_UPDATE_NAME:
		event->name = take_text(r, c);
		break;
	case EVENT_UPDATE_SCALE:
		c.swap = r->header.swapped;
		if (!cursor_u64(&c, &scale))
			return short_record(r, rec, err);
		memcpy(&event->scale, &scale, sizeof(scale));
		break;
	default: /* CPUS: which cpus it counts on, which the samples say themselves */
		break;
	}
	return 0;
}

static int take_feature(struct pdata_reader *r, const struct record *rec, struct cursor c,
                        struct err *err)
{
	uint64_t bit;

	if (!cursor_u64(&c, &bit))
		return short_record(r, rec, err);
	/* perf ends its features with an empty one of the first number that it does not know. */
	if (!cursor_left(&c))
		return 0;
	if (bit < 256)
		r->header.feature_bits[bit / 64] |= UINT64_C(1) << (bit % 64);
	c.swap = r->header.swapped;
	reader_read_feature(r, bit, c);
	if (bit == FEATURE_EVENT_DESC)
		reader_name_events(r);
	return 0;
}

int reader_take_in_header(struct pdata_reader *r, const struct record *rec, struct cursor payload,
                          struct err *err)
{
	struct cursor c = cursor_of(record_bytes(rec), rec->header->size);

	/* Of a file of the other byte order the fixed members are turned already, what follows is
	 * not. */
	cursor_skip(&c, sizeof(struct perf_event_header));
	switch (rec->header->type) {
	case RECORD_HEADER_ATTR:
		return take_attr(r, rec, c, err);
	case RECORD_EVENT_UPDATE:
		return take_update(r, rec, c, err);
	case RECORD_HEADER_FEATURE:
		return take_feature(r, rec, c, err);
	case RECORD_HEADER_BUILD_ID:
		c.at = record_bytes(rec);
		reader_read_feature(r, FEATURE_BUILD_ID, c);
		return 0;
	case RECORD_HEADER_TRACING_DATA:
		reader_read_feature(r, FEATURE_TRACING_DATA, payload);
		return 0;
	default:
		return 0;
	}
}
