/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * perf.data writer: a file that stock perf reads without a warning, or the same as a stream.
 *
 * The caller gives whole records in the order in which they shall stand; the writer knows where
 * they go, compresses them where asked, and finishes header and features at the end. A file
 * whose writer died is readable up to its last record (data size 0 in the header).
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/uio.h>

#include "common/abi/attr.h"
#include "common/base/cleanup.h"

struct err;
struct features;
struct pdata_writer;

/* One event to be declared. The writer copies what it needs. */
struct pdata_event_out {
	struct perf_event_attr attr; /* written with size 128 */
	const char *name;
	const uint64_t *ids;
	size_t nr_ids;
};

struct pdata_writer_opts {
	bool pipe;         /* streamed layout, to `fd` as it is */
	int zstd_level;    /* 0: not compressed */
	size_t mmap_bytes; /* of one ring: COMPRESSED tells readers, who size a buffer by it; no
	                    * pdata_writer_put_ring() is to bring more */
};

/*
 * Write header and attrs to `fd` (which stays the caller's).
 *
 * name: of the file, for messages. *ret: a new writer, the caller's to free.
 */
int pdata_writer_open(int fd, const char *name, const struct pdata_writer_opts *opts,
                      const struct pdata_event_out *events, size_t nr_events,
                      struct pdata_writer **ret, struct err *err);

/*
 * In a pipe: ATTR, FEATURE and TRACING_DATA records, before all others.
 *
 * Errors: -E2BIG for an event with more ids than fit a record (some 8,000).
 */
int pdata_writer_put_header_records(struct pdata_writer *w, const struct features *features,
                                    struct err *err);

/* Append whole records that are not to be compressed on the way (synthesized ones), or ... */
int pdata_writer_put(struct pdata_writer *w, const void *records, size_t len, struct err *err);

/* ... a ring's new records in up to two parts (a record may wrap from one to the other). */
int pdata_writer_put_ring(struct pdata_writer *w, const struct iovec *parts, size_t nr_parts,
                          struct err *err);

/* Hand what is buffered to the kernel: readers of a pipe, and of a file that is never finished. */
int pdata_writer_flush(struct pdata_writer *w, struct err *err);

/* Bytes of records written so far (after compression), and before compression. */
uint64_t pdata_writer_bytes(const struct pdata_writer *w);
uint64_t pdata_writer_raw_bytes(const struct pdata_writer *w);

/*
 * Flush, write the features and the final header. The writer takes no more records then.
 *
 * EVENT_DESC (where features->events is empty) and COMPRESSED are the writer's to fill in.
 * After a write that failed (a full disk) the file is ended at its last whole record, and made
 * readable; the error is returned still, and tells how far it goes.
 */
int pdata_writer_finish(struct pdata_writer *w, const struct features *features, struct err *err);

void pdata_writer_free(struct pdata_writer *w);
DEFINE_AUTO(struct pdata_writer *, pdata_writer_free);
