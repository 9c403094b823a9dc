/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What stands around the records: header, attrs and features, in a file and in a pipe. */
#include <errno.h>
#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#include "common/abi/record.h"
#include "common/base/err.h"
#include "common/perfdata/features.h"
#include "common/perfdata/layout.h"
#include "common/perfdata/writer_internal.h"

#define EVENT_UPDATE_NAME    2   /* of tools/perf */
#define TRACING_RECORD_BYTES 12u /* its data follow it */
#define ATTR_BYTES           (ATTR_SIZE_WRITTEN + LAYOUT_SECTION_BYTES)

static int write_bytes(struct pdata_writer *w, const struct outbuf *bytes, uint64_t offset,
                       struct err *err)
{
	struct iovec part = { bytes->data, bytes->len };

	return writer_write(w, &part, 1, offset, err);
}

static int write_file_header(struct pdata_writer *w, const uint64_t feature_bits[4],
                             struct err *err)
{
	struct layout_file_header header = {
		.magic = LAYOUT_MAGIC,
		.size = sizeof(header),
		.attr_size = ATTR_BYTES,
		.attrs = { w->attrs_offset, w->events.len * ATTR_BYTES },
		.data = { w->data_offset, w->data_bytes },
	};
	struct iovec part = { &header, sizeof(header) };

	memcpy(header.features, feature_bits, sizeof(header.features));
	return writer_write(w, &part, 1, 0, err);
}

int writer_start_file(struct pdata_writer *w, struct err *err)
{
	static const uint64_t no_features[4];
	AUTO(outbuf_done) struct outbuf out = { 0 };
	uint64_t ids_offset = sizeof(struct layout_file_header);
	int r;

	vec_for_each(event, &w->events)
		outbuf_bytes(&out, event->ids, event->nr_ids * sizeof(uint64_t));
	w->attrs_offset = ids_offset + out.len;
	vec_for_each(event, &w->events) {
		struct layout_section ids = { ids_offset, event->nr_ids * sizeof(uint64_t) };

		outbuf_bytes(&out, &event->attr, ATTR_SIZE_WRITTEN);
		outbuf_bytes(&out, &ids, sizeof(ids));
		ids_offset += ids.size;
	}
	w->data_offset = sizeof(struct layout_file_header) + out.len;
	r = write_bytes(w, &out, sizeof(struct layout_file_header), err);
	return r < 0 ? r : write_file_header(w, no_features, err);
}

int writer_start_pipe(struct pdata_writer *w, struct err *err)
{
	uint64_t header[2] = { LAYOUT_MAGIC, LAYOUT_PIPE_HEADER_BYTES };
	struct iovec part = { header, sizeof(header) };

	w->data_offset = sizeof(header);
	return writer_write(w, &part, 1, 0, err);
}

struct features writer_features(const struct pdata_writer *w, const struct features *features)
{
	struct features f = *features;

	if (!f.events.len) {
		f.events.data = w->events.data;
		f.events.len = w->events.len;
		features_set(&f, FEATURE_EVENT_DESC);
	}
	if (w->zip) {
		f.compressed.version = 1;
		f.compressed.type = 1;
		f.compressed.level = (uint32_t)w->opts.zstd_level;
		f.compressed.mmap_bytes = (uint32_t)w->opts.mmap_bytes;
		if (w->zipped_bytes)
			f.compressed.ratio =
				(uint32_t)((w->zipped_raw_bytes + w->zipped_bytes / 2) /
			                   w->zipped_bytes);
		features_set(&f, FEATURE_COMPRESSED);
	}
	return f;
}

/* The table of sections and the sections, to stand at `offset` of the file. */
static void put_features(const struct features *f, uint64_t offset, struct outbuf *out)
{
	struct layout_section sections[FEATURE_END] = { 0 };
	size_t nr = 0, table_bytes;

	for (unsigned bit = 0; bit < FEATURE_END; bit++)
		nr += feature_is_written(bit, f);
	table_bytes = nr * sizeof(sections[0]);
	outbuf_fill(out, '\0', table_bytes);
	nr = 0;
	for (unsigned bit = 0; bit < FEATURE_END; bit++) {
		size_t start = out->len;

		if (!feature_is_written(bit, f))
			continue;
		feature_write(bit, f, out);
		sections[nr++] = (struct layout_section){ offset + start, out->len - start };
	}
	if (nr)
		memcpy(out->data, sections, table_bytes);
}

static int write_features(struct pdata_writer *w, const struct features *f, struct err *err)
{
	AUTO(outbuf_done) struct outbuf out = { 0 };
	uint64_t offset = w->data_offset + w->data_bytes;
	int r;

	put_features(f, offset, &out);
	/* A failed write may have left bytes behind the last whole record. */
	if (w->failed && ftruncate(w->fd, (off_t)offset) < 0 && errno != EINVAL)
		return err_set(err, errno, "%s: %m", w->name);
	r = write_bytes(w, &out, offset, err);
	if (r < 0)
		return r;
	if (ftruncate(w->fd, (off_t)(offset + out.len)) < 0 && errno != EINVAL)
		return err_set(err, errno, "%s: %m", w->name);
	return 0;
}

/*
 * The disk is full: end the data earlier, by as little as makes room for the features, which
 * are worth more to a reader than the last records. Returns the bytes given up, 0 where that
 * would take more than half of them.
 */
static uint64_t make_room(struct pdata_writer *w, const struct features *f)
{
	AUTO(outbuf_done) struct outbuf out = { 0 };
	uint64_t before = w->data_bytes;

	put_features(f, 0, &out);
	for (unsigned i = 1; i <= w->nr_marks && i <= WRITER_NR_MARKS; i++) {
		uint64_t mark = w->marks[(w->nr_marks - i) % WRITER_NR_MARKS];

		if (mark < before / 2)
			break;
		/* Twice: file systems keep some of what they are given back. */
		if (before - mark < 2 * out.len)
			continue;
		if (ftruncate(w->fd, (off_t)(w->data_offset + mark)) < 0)
			break;
		w->data_bytes = mark;
		return before - mark;
	}
	return 0;
}

int writer_finish_file(struct pdata_writer *w, const struct features *features, struct err *err)
{
	struct err first = { 0 }, second = { 0 };
	uint64_t bits[4] = { 0 };
	struct features f;
	uint64_t given_up = 0;
	int failed = pdata_writer_flush(w, &first), r;

	f = writer_features(w, features);
	r = write_features(w, &f, failed < 0 ? &second : &first);
	if (r == -ENOSPC || r == -EDQUOT || r == -EFBIG) {
		given_up = make_room(w, &f);
		if (given_up)
			r = write_features(w, &f, &second);
	}
	if (failed == 0 && first.code)
		failed = -first.code;
	for (unsigned bit = 0; bit < FEATURE_END; bit++)
		if (r == 0 && feature_is_written(bit, &f))
			bits[bit / 64] |= UINT64_C(1) << (bit % 64);
	r = write_file_header(w, bits, failed < 0 ? &second : &first);
	if (failed == 0)
		failed = r;
	if (failed == 0)
		return 0;
	if (r < 0)
		return err_set(err, -failed, "%s; and the header could not be written", first.msg);
	return err_set(err, -failed,
	               "%s; the file was ended at %" PRIu64 " bytes of records (%" PRIu64
	               " given up) and can be read",
	               first.msg, w->data_bytes, given_up);
}

/* Pipes: the same as records. */

/* Its size is set when it is whole. */
static void begin_record(struct outbuf *out, uint32_t type, size_t *start)
{
	struct perf_event_header header = { .type = type };

	*start = out->len;
	outbuf_bytes(out, &header, sizeof(header));
}

static void set_size(struct outbuf *out, size_t start)
{
	struct perf_event_header header;

	memcpy(&header, out->data + start, sizeof(header));
	header.size = (uint16_t)(out->len - start);
	memcpy(out->data + start, &header, sizeof(header));
}

static int put_attr_records(struct pdata_writer *w, struct outbuf *out, struct err *err)
{
	vec_for_each(event, &w->events) {
		size_t ids_bytes = event->nr_ids * sizeof(uint64_t), start;
		size_t bytes = sizeof(struct perf_event_header) + ATTR_SIZE_WRITTEN + ids_bytes;

		if (bytes > LAYOUT_RECORD_MAX) {
			err_set(err, E2BIG, "%s: event '%s' has %zu ids, a pipe can name %zu",
			        w->name, event->name, event->nr_ids,
			        (LAYOUT_RECORD_MAX - ATTR_SIZE_WRITTEN) / sizeof(uint64_t) - 1);
			return err_hint(err, "record to a file, or fewer threads");
		}
		begin_record(out, RECORD_HEADER_ATTR, &start);
		outbuf_bytes(out, &event->attr, ATTR_SIZE_WRITTEN);
		outbuf_bytes(out, event->ids, ids_bytes);
		set_size(out, start);
	}
	return 0;
}

/* As in perf: what other records tell, or what only makes sense in a file. */
static bool is_streamed(unsigned bit)
{
	switch (bit) {
	case FEATURE_TRACING_DATA:
	case FEATURE_BUILD_ID:
	case FEATURE_BRANCH_STACK:
	case FEATURE_AUXTRACE:
	case FEATURE_STAT:
	case FEATURE_CACHE:
	case FEATURE_DIR_FORMAT:
		return false;
	default:
		return true;
	}
}

/* False: it is too long for a record, nothing was appended. */
static bool put_feature_record(const struct features *f, unsigned bit, struct outbuf *out)
{
	uint64_t number = bit;
	size_t start;

	begin_record(out, RECORD_HEADER_FEATURE, &start);
	outbuf_bytes(out, &number, sizeof(number));
	feature_write(bit, f, out);
	if (out->len - start > LAYOUT_RECORD_MAX) {
		out->len = start;
		return false;
	}
	set_size(out, start);
	return true;
}

/* Where the events are too many for EVENT_DESC: their names one by one. */
static void put_names(const struct features *f, struct outbuf *out)
{
	vec_for_each(event, &f->events) {
		uint64_t what[2] = { EVENT_UPDATE_NAME, event->nr_ids ? event->ids[0] : 0 };
		size_t len = strlen(event->name) + 1, start;

		begin_record(out, RECORD_EVENT_UPDATE, &start);
		outbuf_bytes(out, what, sizeof(what));
		outbuf_bytes(out, event->name, len);
		outbuf_fill(out, '\0', layout_align(len, 8) - len);
		set_size(out, start);
	}
}

/*
 * perf's mark of the end of the features, which have any size. Readers look at its number only;
 * it is as long as it must be for the records behind it to be aligned.
 */
static void put_features_end(size_t bytes_behind, struct outbuf *out)
{
	uint64_t end = FEATURE_END;
	size_t start, all;

	begin_record(out, RECORD_HEADER_FEATURE, &start);
	outbuf_bytes(out, &end, sizeof(end));
	all = out->len + bytes_behind;
	outbuf_fill(out, '\0', layout_align(all, 8) - all);
	set_size(out, start);
}

static void put_feature_records(const struct features *f, struct outbuf *out)
{
	bool names = false;

	for (unsigned bit = 0; bit < FEATURE_END; bit++) {
		if (!feature_is_written(bit, f) || !is_streamed(bit))
			continue;
		if (!put_feature_record(f, bit, out) && bit == FEATURE_EVENT_DESC)
			names = true;
	}
	put_features_end(features_has(f, FEATURE_TRACING_DATA) ? TRACING_RECORD_BYTES : 0, out);
	if (names)
		put_names(f, out);
}

static void put_tracing_data(const struct features *f, struct outbuf *out)
{
	uint32_t padded = (uint32_t)layout_align(f->tracing_data_bytes, 8);
	size_t start;

	begin_record(out, RECORD_HEADER_TRACING_DATA, &start);
	outbuf_bytes(out, &padded, sizeof(padded));
	set_size(out, start);
	outbuf_bytes(out, f->tracing_data, f->tracing_data_bytes);
	outbuf_fill(out, '\0', padded - f->tracing_data_bytes);
}

int pdata_writer_put_header_records(struct pdata_writer *w, const struct features *features,
                                    struct err *err)
{
	AUTO(outbuf_done) struct outbuf out = { 0 };
	struct features f = writer_features(w, features);
	int r = put_attr_records(w, &out, err);

	if (r < 0)
		return r;
	put_feature_records(&f, &out);
	if (features_has(&f, FEATURE_TRACING_DATA))
		put_tracing_data(&f, &out);
	return pdata_writer_put(w, out.data, out.len, err);
}
