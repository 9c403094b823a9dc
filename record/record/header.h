/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * The header features of a recording: what the recorder itself knows (command line, events,
 * groups, clock) beside what the machine says (common/kernel).
 */
#include <stddef.h>

struct err;
struct pdata_event_out;
struct recorder;

/* All that is known before the first record. Errors: of the tracepoints' formats. */
int header_fill(struct recorder *rec, struct err *err);

/* EVENT_DESC: the events as they were opened. */
void header_add_events(struct recorder *rec, const struct pdata_event_out *events, size_t nr);

/* What is known at the end of a file: times of the first and last sample. */
void header_finish(struct recorder *rec);
void header_done(struct recorder *rec);
