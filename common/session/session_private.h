/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * The inside of a session. For this folder's use.
 */
#include "common/base/vec.h"
#include "common/session/events.h"
#include "common/session/merge.h"
#include "common/session/session.h"

struct arena;

struct session {
	struct session_opts opts;
	struct pdata_reader *reader;
	const struct pdata_header *header;
	struct model *model;
	struct session_events events;
	struct session_stats stats;

	/* Read but not given out, in time order up to where they are merged; then the new ones. */
	VEC(struct merge_item) pending;
	size_t nr_given;                        /* of those: in the batch that is out now */
	struct arena *carried, *carried_before; /* bytes of the pending, of the batch */
	struct merge_item *scratch;
	size_t scratch_len;
	VEC(struct batch_record) batch;
	uint64_t next_seq;
	uint64_t newest_ns;       /* of all records read */
	uint64_t round_newest_ns; /* the same, when the last round was finished */
	uint64_t flushed_ns;      /* up to here everything was given out */
	size_t nr_build_ids;      /* of the header: told to the model */
	bool at_end;
	int failed; /* the reader's error, told after the last batch */
};

/*
 * Pass 1: apply the complete part of s->pending to model and stats, record by record, and make
 * s->batch of it. A batch's records are numbered from s->next_seq.
 */
void session_apply(struct session *s);
