/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * The reader's own state, shared by its files only (and by tests that read from memory).
 *
 * reader.c steps through records, reader_open.c reads what stands before them and
 * reader_records.c takes in the records that are really parts of the header.
 */
#include "common/abi/features.h"
#include "common/abi/sample.h"
#include "common/base/cursor.h"
#include "common/base/hmap.h"
#include "common/base/vec.h"
#include "common/perfdata/input.h"
#include "common/perfdata/layout.h"
#include "common/perfdata/reader.h"

struct arena;
struct unpack;

struct pdata_reader {
	struct pdata_header header;
	struct pdata_reader_stats stats;
	struct features features;
	uint64_t damaged[4];  /* bits of features that could not be read: half of them is there */
	struct arena *arena;  /* lives as long as the reader */
	struct arena *copies; /* records that could not be views: until the release */

	struct input in;
	struct unpack *unpack;     /* NULL before the first COMPRESSED */
	bool copying;              /* r->header.swapped: no record can be a view */
	bool complete;             /* the data section has the size it says */
	bool unpacking;            /* the next record comes from there */
	uint64_t unpacking_offset; /* of the COMPRESSED record */

	/* perf record --threads: data.0, data.1 ... beside `data`, without headers. */
	const char *dir; /* or NULL */
	unsigned next_part;
	VEC(struct input) parts; /* those before r->in, until the release */

	struct hmap event_of_id;           /* id -> struct pdata_event * */
	VEC(struct sample_format) formats; /* one an event, where records are to be swapped */
};

/* Read from memory that lives as long as the reader. `name` is for messages. */
int pdata_reader_open_memory(const void *bytes, size_t len, const char *name,
                             struct pdata_reader **ret, struct err *err);

/* Header, attrs and features of r->in. */
int reader_read_header(struct pdata_reader *r, struct err *err);

/* Add an event; ids is nr_ids numbers in the file's byte order. */
int reader_add_event(struct pdata_reader *r, const struct perf_event_attr *attr, struct cursor ids,
                     struct err *err);

/* Is feature `bit` (below 256) set? */
static inline bool reader_has_bit(const uint64_t bits[4], unsigned bit)
{
	return bits[bit / 64] >> (bit % 64) & 1;
}

/* Decode a feature; one that cannot be is counted in the stats. (reader_features.c) */
void reader_read_feature(struct pdata_reader *r, uint64_t bit, struct cursor c);

/* All features of a file, by the table behind its data. */
void reader_read_features(struct pdata_reader *r);

/* Where in the file something stands. */
bool reader_in_file(const struct pdata_reader *r, struct layout_section s);
struct cursor reader_section_cursor(const struct pdata_reader *r, struct layout_section s);
bool reader_read_section(struct cursor *c, struct layout_section *ret);
int reader_check_section(const struct pdata_reader *r, const char *what, struct layout_section s,
                         struct err *err);

/* Bytes that the features' table has, which stands behind the data. */
uint64_t reader_feature_table_bytes(const struct pdata_header *header);

/* Give names of EVENT_DESC to the events that have none. */
void reader_name_events(struct pdata_reader *r);

/*
 * A record of perf's user space was stepped over: unpack it, step over its payload, or take in
 * what it says. (reader_payload.c)
 */
int reader_take_in(struct pdata_reader *r, const struct record *rec, struct err *err);

/* A record was cut off by the end of the file, or of the unpacked bytes. */
void reader_count_truncated(struct pdata_reader *r);

/*
 * Take in what a record says about events, features and build-ids. (reader_records.c)
 *
 * payload: of TRACING_DATA, which follows the record; else empty.
 */
int reader_take_in_header(struct pdata_reader *r, const struct record *rec, struct cursor payload,
                          struct err *err);
