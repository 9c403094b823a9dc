/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "common/perfdata/writer.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "common/base/arena.h"
#include "common/base/err.h"
#include "common/base/mem.h"
#include "common/perfdata/writer_internal.h"
#include "common/perfdata/zip.h"

#define PENDING_BYTES ((size_t)128 << 10)
#define MARK_BYTES    ((uint64_t)64 << 10)
#define MAX_PARTS     8

static void copy_events(struct pdata_writer *w, const struct pdata_event_out *events, size_t nr)
{
	for (size_t i = 0; i < nr; i++) {
		size_t bytes = events[i].nr_ids * sizeof(uint64_t);
		struct feature_event_desc copy = {
			.attr = events[i].attr,
			.name = arena_strdup(w->arena, events[i].name ? events[i].name : ""),
			.ids = arena_memdup(w->arena, events[i].ids, bytes),
			.nr_ids = events[i].nr_ids,
		};

		copy.attr.size = ATTR_SIZE_WRITTEN;
		vec_push(&w->events, copy);
	}
}

int pdata_writer_open(int fd, const char *name, const struct pdata_writer_opts *opts,
                      const struct pdata_event_out *events, size_t nr_events,
                      struct pdata_writer **ret, struct err *err)
{
	AUTO(pdata_writer_freep) struct pdata_writer *w = xzalloc(sizeof(*w));
	int r = 0;

	w->arena = arena_new();
	w->fd = fd;
	w->name = arena_strdup(w->arena, name);
	w->opts = *opts;
	copy_events(w, events, nr_events);
	if (opts->zstd_level)
		r = zip_new(opts->zstd_level, &w->zip, err);
	if (r == 0)
		r = opts->pipe ? writer_start_pipe(w, err) : writer_start_file(w, err);
	if (r < 0)
		return r;
	*ret = take(w);
	return 0;
}

/* Take what was written off the front of the parts. */
static void advance(struct iovec **parts, size_t *nr, size_t written)
{
	while (*nr && written >= (*parts)->iov_len) {
		written -= (*parts)->iov_len;
		++*parts;
		--*nr;
	}
	if (*nr) {
		(*parts)->iov_base = (char *)(*parts)->iov_base + written;
		(*parts)->iov_len -= written;
	}
}

int writer_write(struct pdata_writer *w, struct iovec *parts, size_t nr_parts, uint64_t offset,
                 struct err *err)
{
	w->written = 0;
	advance(&parts, &nr_parts, 0);
	while (nr_parts) {
		ssize_t n = w->opts.pipe ? writev(w->fd, parts, (int)nr_parts)
		                         : pwritev(w->fd, parts, (int)nr_parts, (off_t)offset);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return err_set(err, errno, "%s: %m", w->name);
		offset += (uint64_t)n;
		w->written += (uint64_t)n;
		advance(&parts, &nr_parts, (size_t)n);
	}
	return 0;
}

static void remember_end(struct pdata_writer *w, uint64_t data_bytes)
{
	uint64_t last = w->nr_marks ? w->marks[(w->nr_marks - 1) % WRITER_NR_MARKS] : 0;

	if (data_bytes - last >= MARK_BYTES)
		w->marks[w->nr_marks++ % WRITER_NR_MARKS] = data_bytes;
}

/* The header at `at` of the parts; records are aligned, so it stands in one of them. */
static bool header_at(const struct iovec *parts, size_t nr_parts, uint64_t at,
                      struct perf_event_header *ret)
{
	for (size_t i = 0; i < nr_parts; at -= parts[i++].iov_len) {
		if (at >= parts[i].iov_len)
			continue;
		if (parts[i].iov_len - at < sizeof(*ret))
			return false;
		memcpy(ret, (const char *)parts[i].iov_base + at, sizeof(*ret));
		return ret->size >= sizeof(*ret);
	}
	return false;
}

/* A write failed on its way: what of it are whole records counts as data. */
static void keep_whole(struct pdata_writer *w, const struct iovec *parts, size_t nr_parts)
{
	struct perf_event_header header;
	uint64_t at = 0;

	while (header_at(parts, nr_parts, at, &header) && at + header.size <= w->written) {
		at += header.size;
		remember_end(w, w->data_bytes + at);
	}
	w->data_bytes += at;
}

/* Write `pending` and the parts behind it; all of them are whole records. */
static int write_records(struct pdata_writer *w, const struct iovec *parts, size_t nr_parts,
                         struct err *err)
{
	struct iovec iov[MAX_PARTS] = { { w->pending.data, w->pending.len } }, left[MAX_PARTS];
	uint64_t bytes = w->pending.len;
	int r;

	if (w->failed)
		return err_set(err, -w->failed, "%s: %m", w->name);
	for (size_t i = 0; i < nr_parts; i++) {
		iov[1 + i] = parts[i];
		bytes += parts[i].iov_len;
	}
	memcpy(left, iov, sizeof(left));
	r = writer_write(w, left, 1 + nr_parts, w->data_offset + w->data_bytes, err);
	if (r < 0) {
		keep_whole(w, iov, 1 + nr_parts);
		w->pending.len = 0;
		w->failed = r;
		return r;
	}
	w->pending.len = 0;
	w->data_bytes += bytes;
	remember_end(w, w->data_bytes);
	return 0;
}

int pdata_writer_flush(struct pdata_writer *w, struct err *err)
{
	return w->pending.len || w->failed ? write_records(w, NULL, 0, err) : 0;
}

int pdata_writer_put(struct pdata_writer *w, const void *records, size_t len, struct err *err)
{
	struct iovec part = { (void *)records, len };

	w->raw_bytes += len;
	if (w->pending.len + len > PENDING_BYTES)
		return write_records(w, &part, 1, err);
	outbuf_bytes(&w->pending, records, len);
	return 0;
}

static int put_zipped(struct pdata_writer *w, const struct iovec *parts, size_t nr_parts,
                      size_t bytes, struct err *err)
{
	size_t before = w->pending.len;
	int r = zip_put(w->zip, parts, nr_parts, &w->pending, err);

	if (r < 0)
		return err_wrap(err, "%s", w->name);
	w->zipped_raw_bytes += bytes;
	w->zipped_bytes += w->pending.len - before;
	return w->pending.len > PENDING_BYTES ? pdata_writer_flush(w, err) : 0;
}

int pdata_writer_put_ring(struct pdata_writer *w, const struct iovec *parts, size_t nr_parts,
                          struct err *err)
{
	size_t bytes = 0;

	if (nr_parts >= MAX_PARTS)
		return err_set(err, EINVAL, "%s: %zu parts of a ring, at most %d are taken",
		               w->name, nr_parts, MAX_PARTS - 1);
	for (size_t i = 0; i < nr_parts; i++)
		bytes += parts[i].iov_len;
	if (!bytes)
		return 0;
	w->raw_bytes += bytes;
	if (w->zip)
		return put_zipped(w, parts, nr_parts, bytes, err);
	if (nr_parts == 1 && w->pending.len + bytes <= PENDING_BYTES / 8) {
		outbuf_bytes(&w->pending, parts[0].iov_base, bytes);
		return 0;
	}
	return write_records(w, parts, nr_parts, err);
}

uint64_t pdata_writer_bytes(const struct pdata_writer *w)
{
	return w->data_bytes + w->pending.len;
}

uint64_t pdata_writer_raw_bytes(const struct pdata_writer *w)
{
	return w->raw_bytes;
}

int pdata_writer_finish(struct pdata_writer *w, const struct features *features, struct err *err)
{
	return w->opts.pipe ? pdata_writer_flush(w, err) : writer_finish_file(w, features, err);
}

void pdata_writer_free(struct pdata_writer *w)
{
	if (!w)
		return;
	vec_done(&w->events);
	outbuf_done(&w->pending);
	zip_free(w->zip);
	arena_free(w->arena);
	free(w);
}
