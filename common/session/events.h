/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * The events of a file, made ready to decode, and found by the id in a record. For this folder's
 * use.
 */
#include "common/base/hmap.h"
#include "common/base/vec.h"
#include "common/session/session.h"

struct pdata_header;

struct session_events {
	VEC(struct session_event *) all;
	struct hmap by_id; /* id -> struct event_id */
	struct tep_handle *tep;
	VEC(char *) old_names; /* of events that were named later: others may hold them */
	const void *tep_block; /* the tracing data that tep was made of */
	bool groups_done;
	uint64_t last_id; /* the look-up before, which most look-ups repeat */
	struct event_id *last;
};

/* One id (an event on one cpu or thread) and the last value that a sample read from it. */
struct event_id {
	struct session_event *event;
	uint64_t last_value;
};

/* Take in what the header has now: all of it of a file, what has come so far of a pipe. */
int session_events_update(struct session_events *e, const struct pdata_header *header,
                          struct err *err);
void session_events_done(struct session_events *e);

/* NULL: no event has that id. */
struct event_id *session_events_find(struct session_events *e, uint64_t id);

/* The event of a record as perf chooses it: by id, or the first where there is no id. */
struct session_event *session_events_of_record(struct session_events *e, const struct record *rec);
