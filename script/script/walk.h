/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * The walk over a session: every record of every batch becomes text, by several workers, and the
 * text is written in the order of the records.
 */
#include "script/script/printer.h"
#include "script/script/sample_filter.h"

struct err;

struct walk {
	struct printer *printer;
	struct event_switch *event_switch; /* used: one worker */
	unsigned nr_workers;
	struct worker **workers;
	int fd;
};

/* The text of all records of the batch, to walk->fd. Errors: write(2)'s. */
int walk_batch(struct walk *walk, const struct batch *batch, struct err *err);

/* Free the workers; what they counted is added to *ret, which may be NULL. */
struct walk_stats {
	uint64_t nr_unresolved_trace, nr_bad_samples;
};
void walk_done(struct walk *walk, struct walk_stats *ret);

/* One record: what the options show of it. show_record.c */
void show_record(struct worker *w, const struct batch *batch, size_t i,
                 struct event_switch *event_switch);

/* -D: the bytes of the record and what they say. dump.c */
void dump_record(struct worker *w, const struct batch_record *br);
/* -D of a sample: its thread and DSO. */
void dump_sample_place(struct worker *w, const struct item *it);
