/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * Events as one line of text each, for tables of tests.
 */
#include "common/event/event.h"

/* The machine of tests/data/sysroot-event. */
extern const struct sysroot event_sysroot;

/*
 * "TYPE:CONFIG what differs from a plain event | NAME", events divided by "; ". A new string,
 * the caller's to free.
 *
 * Excluded is written -user -kernel -hv -idle -host, and +guest where guests are included.
 */
char *event_list_text(const struct event_list *list);

/* What the terms say: "period=5 call-graph=dwarf"; "" for nothing. */
char *event_terms_text(const struct event_terms *terms);
