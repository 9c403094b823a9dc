/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What stands before the records of a perf.data file, and the features behind them. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "common/base/arena.h"
#include "common/base/cursor.h"
#include "common/base/err.h"
#include "common/base/mem.h"
#include "common/perfdata/features.h"
#include "common/perfdata/layout.h"
#include "common/perfdata/reader.h"
#include "common/perfdata/reader_internal.h"

/* How many bytes of ids an event needs at its end: offset and size of its section. */
#define ATTR_TAIL_BYTES LAYOUT_SECTION_BYTES

bool reader_in_file(const struct pdata_reader *r, struct layout_section s)
{
	return s.offset <= r->in.len && s.size <= r->in.len - s.offset;
}

struct cursor reader_section_cursor(const struct pdata_reader *r, struct layout_section s)
{
	struct cursor c = cursor_of(r->in.start + s.offset, s.size);

	c.swap = r->header.swapped;
	return c;
}

bool reader_read_section(struct cursor *c, struct layout_section *ret)
{
	return cursor_u64(c, &ret->offset) && cursor_u64(c, &ret->size);
}

int reader_check_section(const struct pdata_reader *r, const char *what, struct layout_section s,
                         struct err *err)
{
	if (reader_in_file(r, s))
		return 0;
	return err_set(err, EBADMSG,
	               "%s: %s at %" PRIu64 " with %" PRIu64 " bytes, the file has %zu", r->in.name,
	               what, s.offset, s.size, r->in.len);
}

/* PERFFILE had no byte order of its own: the size of attrs tells it. */
static bool old_is_swapped(struct cursor c)
{
	uint64_t size, attr_size;

	if (!cursor_u64(&c, &size) || !cursor_u64(&c, &attr_size))
		return false;
	return attr_size < ATTR_SIZE_MIN + ATTR_TAIL_BYTES || attr_size > 4096;
}

static int read_magic(struct pdata_reader *r, struct cursor *c, struct err *err)
{
	uint64_t magic;

	if (!cursor_u64(c, &magic))
		return err_set(err, EBADMSG, "%s: %zu bytes are no perf.data header", r->in.name,
		               cursor_left(c));
	r->header.version = 1;
	if (magic == LAYOUT_MAGIC_OLD) {
		r->header.version = 0;
		r->header.swapped = old_is_swapped(*c);
	} else if (magic == LAYOUT_MAGIC_SWAPPED) {
		r->header.swapped = true;
	} else if (magic != LAYOUT_MAGIC) {
		return err_set(err, EBADMSG,
		               "%s: not a perf.data file: it starts with 0x%016" PRIx64
		               ", not with \"PERFILE2\"",
		               r->in.name, magic);
	}
	r->copying = r->header.swapped;
	c->swap = r->header.swapped;
	return 0;
}

/* ids in the file's order and place, or a copy where they cannot be read there. */
static const uint64_t *take_ids(struct pdata_reader *r, struct cursor c, size_t nr)
{
	uint64_t *ids;

	if (!nr)
		return NULL;
	if (!c.swap && (uintptr_t)c.at % _Alignof(uint64_t) == 0 && r->in.start)
		return (const uint64_t *)c.at;
	ids = arena_array(r->arena, uint64_t, nr);
	for (size_t i = 0; i < nr; i++)
		cursor_u64(&c, &ids[i]);
	return ids;
}

int reader_add_event(struct pdata_reader *r, const struct perf_event_attr *attr, struct cursor ids,
                     struct err *err)
{
	struct pdata_event *event = arena_zalloc(r->arena, sizeof(*event));

	if (cursor_left(&ids) % sizeof(uint64_t))
		return err_set(err, EBADMSG, "%s: event %zu has %zu bytes of ids, no multiple of 8",
		               r->in.name, r->header.events.len, cursor_left(&ids));
	event->attr = *attr;
	event->scale = 1.0;
	event->nr_ids = cursor_left(&ids) / sizeof(uint64_t);
	event->ids = take_ids(r, ids, event->nr_ids);
	for (size_t i = 0; i < event->nr_ids; i++)
		hmap_set_ptr(&r->event_of_id, event->ids[i], event);
	vec_push(&r->header.events, event);
	if (r->copying)
		sample_format_init(vec_add(&r->formats), attr);
	return 0;
}

static int read_attr(struct pdata_reader *r, struct cursor c, uint64_t *ids_bytes, struct err *err)
{
	struct perf_event_attr attr;
	struct layout_section ids;
	struct cursor tail = c;
	unsigned unknown = 0;
	int got;

	c.end -= ATTR_TAIL_BYTES;
	tail.at = c.end;
	got = attr_read(&c, &attr, &unknown, err);
	if (got < 0)
		return err_wrap(err, "%s: event %zu", r->in.name, r->header.events.len);
	r->stats.unknown_attr_bytes += unknown;
	reader_read_section(&tail, &ids);
	got = reader_check_section(r, "ids", ids, err);
	if (got < 0)
		return got;
	/* Sections that share their bytes would make a small file a large table. */
	*ids_bytes += ids.size;
	if (*ids_bytes > r->in.len)
		return err_set(err, EBADMSG, "%s: %" PRIu64 " bytes of ids in a file of %zu bytes",
		               r->in.name, *ids_bytes, r->in.len);
	return reader_add_event(r, &attr, reader_section_cursor(r, ids), err);
}

static int read_attrs(struct pdata_reader *r, struct layout_section section, struct err *err)
{
	uint64_t ids_bytes = 0, size = r->header.attr_size;
	struct cursor c, one;
	int got = reader_check_section(r, "attributes", section, err);

	if (got < 0)
		return got;
	if (size < ATTR_SIZE_MIN + ATTR_TAIL_BYTES)
		return err_set(err, EBADMSG,
		               "%s: attributes of %" PRIu64 " bytes, the smallest has %u",
		               r->in.name, size, ATTR_SIZE_MIN + ATTR_TAIL_BYTES);
	c = reader_section_cursor(r, section);
	while (cursor_sub(&c, size, &one)) {
		got = read_attr(r, one, &ids_bytes, err);
		if (got < 0)
			return got;
	}
	return 0;
}

/*
 * The bits were written as an array of longs. Those of a 32-bit machine of the other byte order
 * are swapped by halves; that HOSTNAME is set, as in every file, tells which it was. (perf 6.1
 * guesses the same way.)
 */
static void fix_feature_bits(struct pdata_header *header)
{
	uint64_t other[4];

	if (!header->swapped || reader_has_bit(header->feature_bits, FEATURE_HOSTNAME))
		return;
	for (unsigned i = 0; i < 4; i++)
		other[i] = header->feature_bits[i] >> 32 | header->feature_bits[i] << 32;
	if (reader_has_bit(other, FEATURE_HOSTNAME))
		memcpy(header->feature_bits, other, sizeof(other));
}

/*
 * Is data.size 0 because nothing was recorded? Then the features' table follows, and its first
 * section starts where the table ends.
 */
static bool is_really_empty(const struct pdata_reader *r)
{
	struct layout_section table = {
		.offset = r->header.data_offset,
		.size = reader_feature_table_bytes(&r->header),
	};
	struct layout_section first;
	struct cursor c;

	if (!table.size || !reader_in_file(r, table))
		return false;
	c = reader_section_cursor(r, table);
	return reader_read_section(&c, &first) && first.offset == table.offset + table.size;
}

static int place_data(struct pdata_reader *r, struct err *err)
{
	struct pdata_header *h = &r->header;
	size_t left;

	if (h->data_offset > r->in.len)
		return err_set(err, EBADMSG,
		               "%s: records start at %" PRIu64 ", the file has %zu bytes",
		               r->in.name, h->data_offset, r->in.len);
	left = r->in.len - h->data_offset;
	r->in.feed.at = r->in.start + h->data_offset;
	h->feature_offset = h->data_offset + h->data_size;
	if (h->data_size == 0 && !is_really_empty(r)) {
		h->unfinished = true;
		return 0;
	}
	if (h->data_size > left) {
		h->truncated = true;
		return 0;
	}
	r->complete = true;
	r->in.feed.end = r->in.feed.at + h->data_size;
	reader_read_features(r);
	reader_name_events(r);
	return 0;
}

static int read_file_header(struct pdata_reader *r, struct cursor c, uint64_t size, struct err *err)
{
	struct pdata_header *h = &r->header;
	struct layout_section attrs, data, event_types;
	int got;

	if (size < LAYOUT_FILE_HEADER_MIN || size > r->in.len)
		return err_set(err, EBADMSG, "%s: header of %" PRIu64 " bytes, the file has %zu",
		               r->in.name, size, r->in.len);
	c.end = r->in.start + size;
	if (!cursor_u64(&c, &h->attr_size) || !reader_read_section(&c, &attrs) ||
	    !reader_read_section(&c, &data) || !reader_read_section(&c, &event_types))
		return err_set(err, EBADMSG, "%s: the header is cut short", r->in.name);
	for (unsigned i = 0; i < 4 && cursor_u64(&c, &h->feature_bits[i]); i++)
		;
	fix_feature_bits(h);
	h->data_offset = data.offset;
	h->data_size = data.size;
	got = read_attrs(r, attrs, err);
	return got < 0 ? got : place_data(r, err);
}

int reader_read_header(struct pdata_reader *r, struct err *err)
{
	struct cursor c;
	uint64_t size;
	int got = input_need(&r->in, LAYOUT_PIPE_HEADER_BYTES, err);

	if (got < 0)
		return got;
	if (!feed_left(&r->in.feed))
		return err_set(err, ENODATA, "%s: the file is empty", r->in.name);
	c = cursor_of(r->in.feed.at, feed_left(&r->in.feed));
	got = read_magic(r, &c, err);
	if (got < 0)
		return got;
	if (!cursor_u64(&c, &size))
		return err_set(err, EBADMSG, "%s: the header is cut short", r->in.name);
	if (size == LAYOUT_PIPE_HEADER_BYTES) {
		r->header.is_pipe = true;
		input_take(&r->in, LAYOUT_PIPE_HEADER_BYTES);
		return 0;
	}
	if (input_is_stream(&r->in)) {
		got = input_spool(&r->in, err);
		if (got < 0)
			return got;
		c = cursor_of(r->in.start + LAYOUT_PIPE_HEADER_BYTES,
		              r->in.len - LAYOUT_PIPE_HEADER_BYTES);
		c.swap = r->header.swapped;
	}
	return read_file_header(r, c, size, err);
}

static struct pdata_reader *reader_new(const char *path)
{
	struct pdata_reader *r = xzalloc(sizeof(*r));

	r->arena = arena_new();
	r->copies = arena_new();
	r->header.path = arena_strdup(r->arena, path);
	r->header.features = &r->features;
	r->in.fd = -1;
	return r;
}

int pdata_reader_open_memory(const void *bytes, size_t len, const char *name,
                             struct pdata_reader **ret, struct err *err)
{
	AUTO(pdata_reader_freep) struct pdata_reader *r = reader_new(name);
	int got;

	input_open_memory(&r->in, bytes, len, r->header.path);
	got = reader_read_header(r, err);
	if (got < 0)
		return got;
	*ret = take(r);
	return 0;
}

int pdata_reader_open(const char *path, struct pdata_reader **ret, struct err *err)
{
	AUTO(pdata_reader_freep) struct pdata_reader *r = reader_new(path);
	const char *file = r->header.path;
	struct stat st;
	int got;

	if (stat(path, &st) == 0 && S_ISDIR(st.st_mode)) {
		r->dir = file;
		file = arena_printf(r->arena, "%s/data", path);
	}
	got = input_open(&r->in, file, err);
	if (got == 0)
		got = reader_read_header(r, err);
	if (got < 0)
		return got;
	*ret = take(r);
	return 0;
}
