/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * --per-event-dump: the samples of each event go to a file of its own, INPUT.EVENT.dump.
 */
struct err;
struct printer;

/* Make the files. Errors: open(2)'s. */
int per_event_open(struct printer *p, const char *input, struct err *err);

/* Write what has come together. Errors: write(2)'s. */
int per_event_flush(struct printer *p, struct err *err);

/* The same at the end, with a line on stdout for each file. */
int per_event_close(struct printer *p, const char *input, struct err *err);
