/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * perf.data files made in memory, good and hostile ones.
 *
 *	struct pdata_builder b = { 0 };
 *	pdata_event(&b, &attr, ids, 2);
 *	pdata_begin(&b, PERF_RECORD_COMM, 0);
 *	pdata_u32(&b, pid) ... pdata_end(&b);
 *	bytes = pdata_build(&b, &len);
 *	pdata_builder_done(&b);
 *
 * What a good file says is the default; the fields below let it lie.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/abi/attr.h"
#include "common/base/outbuf.h"
#include "common/base/vec.h"

struct pdata_feature {
	unsigned bit;
	size_t offset, len; /* in feature_bytes */
};

struct pdata_builder {
	bool swapped;         /* everything in the other byte order */
	bool pipe;            /* the streamed layout: events become HEADER_ATTR records */
	uint64_t magic;       /* 0: PERFILE2 */
	size_t pad;           /* bytes before the data, which are not aligned then */
	bool data_size_given; /* data_size is what the header claims */
	uint64_t data_size;
	uint64_t attr_size; /* of the header; 0: as the first event has it */

	struct outbuf ids, attrs, data, out;
	uint64_t ids_base; /* attrs hold offsets from the start of `ids` plus this */
	size_t record;     /* offset in `data` of the record that is open */
	VEC(struct pdata_feature) features;
	struct outbuf feature_bytes;
};

/* attr->size bytes of it, zeros behind what the struct has. */
void pdata_event(struct pdata_builder *b, const struct perf_event_attr *attr, const uint64_t *ids,
                 size_t nr_ids);

/* A record: begin, its numbers and bytes, end. end_claiming lies about the size. */
void pdata_begin(struct pdata_builder *b, uint32_t type, uint16_t misc);
void pdata_u32(struct pdata_builder *b, uint32_t v);
void pdata_u64(struct pdata_builder *b, uint64_t v);
void pdata_bytes(struct pdata_builder *b, const void *bytes, size_t len);
void pdata_end(struct pdata_builder *b);
void pdata_end_claiming(struct pdata_builder *b, uint16_t size);

/* The three in one. */
void pdata_add(struct pdata_builder *b, uint32_t type, const void *bytes, size_t len);

/* Features in the order of their bits. */
void pdata_feature(struct pdata_builder *b, unsigned bit, const void *bytes, size_t len);

/* The file; lives until the next call or pdata_builder_done(). */
const void *pdata_build(struct pdata_builder *b, size_t *ret_len);

/* The same as an open pipe that has all of it, at most 64 KiB: "/dev/fd/N" in `path`. */
int pdata_build_to_pipe(struct pdata_builder *b, char path[32]);

void pdata_builder_done(struct pdata_builder *b);
