/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * perf.data reader: the records of one file or pipe, in file order.
 *
 * Knows the file layout and nothing above it: it does not sort, decode samples or track
 * processes (common/session does). Records come in this machine's byte order; compressed ones
 * are unpacked and their contents given instead. Attrs, event updates, features, build-ids and
 * tracing data are taken into the header wherever they stand (section or record), and are also
 * given as records where the stream has them as such.
 * Format: Linux 6.1 tools/perf/Documentation/perf.data-file-format.txt.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/abi/attr.h"
#include "common/abi/record.h"
#include "common/base/cleanup.h"
#include "common/base/vec.h"

struct err;
struct features;
struct pdata_reader;

/* One event (perf's evsel) as the file describes it. Lives as long as the reader. */
struct pdata_event {
	struct perf_event_attr attr;
	const char *name; /* from EVENT_DESC or EVENT_UPDATE; NULL where the file has none */
	const char *unit; /* from EVENT_UPDATE, or NULL */
	double scale;     /* 1.0 unless EVENT_UPDATE says another */
	const uint64_t *ids;
	size_t nr_ids;
};

/* What is known before the first record (of a pipe: what has come so far). */
struct pdata_header {
	const char *path;
	bool is_pipe;       /* the streamed layout (16-byte header), from wherever it was read */
	bool swapped;       /* written by a machine of the other byte order */
	bool unfinished;    /* data size 0: the recorder died before it could finish */
	bool truncated;     /* the file ends before its data section does */
	uint32_t version;   /* as `perf report --header-only` prints it: 1 */
	uint64_t attr_size; /* of the header: bytes of one attr with its id section */
	uint64_t data_offset, data_size, feature_offset;
	uint64_t feature_bits[4];
	VEC(struct pdata_event *) events;
	const struct features *features; /* those that were there; never NULL */
};

/* What a reader met that its user should hear about. */
struct pdata_reader_stats {
	uint64_t nr_records, nr_unknown; /* unknown: skipped by their size */
	uint32_t unknown_type;           /* the first such type */
	uint64_t nr_bad;                 /* too short for their type to be swapped: skipped */
	uint64_t truncated_bytes;        /* an incomplete record at the end */
	uint64_t auxtrace_bytes;         /* behind AUXTRACE records, skipped */
	uint64_t nr_compressed_bytes, nr_unpacked_bytes;
	uint64_t unknown_attr_bytes; /* attrs from a newer kernel: bytes that were not zero */
	uint64_t nr_unknown_features, nr_bad_features;
	const char *bad_feature; /* the sentence about the first bad one, or NULL */
};

/*
 * Open `path`, or stdin for "-", and read what stands before the records.
 *
 * *ret: a new reader, the caller's to free; untouched on error. The layout (file or pipe) is
 * found from the content: both may come through a pipe.
 * Errors: open(2)'s; -ENODATA for an empty file; -EBADMSG for an unknown magic or a section out
 * of bounds.
 */
int pdata_reader_open(const char *path, struct pdata_reader **ret, struct err *err);

/*
 * Step to the next record: 1 with *ret filled, 0 at the end, < 0 on error.
 *
 * The bytes of all records live until pdata_reader_release(). A record cut off by the end of the
 * file is counted in the stats and ends the iteration.
 * Errors: -EBADMSG for a size below 8 or not a multiple of 8, with offset and size.
 */
int pdata_reader_next(struct pdata_reader *r, struct record *ret, struct err *err);

/* The caller is done with all records given so far: their memory may go. */
void pdata_reader_release(struct pdata_reader *r);

/* For a mapped file: how far the reader is, and the end, in bytes. Pipes: end is 0. */
void pdata_reader_position(const struct pdata_reader *r, uint64_t *at, uint64_t *end);

const struct pdata_header *pdata_reader_header(const struct pdata_reader *r);
const struct pdata_reader_stats *pdata_reader_stats(const struct pdata_reader *r);

/* Close and free. NULL is fine. */
void pdata_reader_free(struct pdata_reader *r);
DEFINE_AUTO(struct pdata_reader *, pdata_reader_free);
