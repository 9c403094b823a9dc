/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * The writer's own state, shared by its files only: writer.c moves records, writer_header.c
 * writes what stands around them.
 */
#include "common/abi/features.h"
#include "common/base/outbuf.h"
#include "common/base/vec.h"
#include "common/perfdata/writer.h"

struct arena;
struct zip;

#define WRITER_NR_MARKS 64

struct pdata_writer {
	int fd;
	const char *name;
	struct pdata_writer_opts opts;
	struct arena *arena;
	VEC(struct feature_event_desc) events;
	struct zip *zip; /* or NULL */

	struct outbuf pending; /* records that were not worth a system call yet */
	uint64_t attrs_offset, data_offset;
	uint64_t data_bytes;       /* of records in the file, without `pending` */
	uint64_t written;          /* bytes of the last writer_write(), also where it failed */
	uint64_t raw_bytes;        /* of records given to us */
	uint64_t zipped_raw_bytes; /* of those, before and ... */
	uint64_t zipped_bytes;     /* ... after compression */
	int failed; /* negative errno of the first write that failed: the file ends at
	             * data_bytes */
	/* Ends of whole records, one every so often: where the data may end on a full disk. */
	uint64_t marks[WRITER_NR_MARKS];
	unsigned nr_marks;
};

/* Write parts at `offset` of a file, or next in a pipe. Changes *parts. Errors: write(2)'s. */
int writer_write(struct pdata_writer *w, struct iovec *parts, size_t nr_parts, uint64_t offset,
                 struct err *err);

/* Header, ids and attrs, with an empty data section and no features. */
int writer_start_file(struct pdata_writer *w, struct err *err);
int writer_start_pipe(struct pdata_writer *w, struct err *err);

/* Features and the final header. */
int writer_finish_file(struct pdata_writer *w, const struct features *features, struct err *err);

/* *features with those that the writer itself knows. A shallow copy: not to be freed. */
struct features writer_features(const struct pdata_writer *w, const struct features *features);
