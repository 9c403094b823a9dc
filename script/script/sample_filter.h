/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * Which records are shown: --time, -C, -c, --pid, --tid, --dsos, -S, --switch-on/off.
 */
#include <stdbool.h>

#include "script/script/printer.h"

struct err;

/* The events of --switch-on and --switch-off, and whether samples are shown just now. */
struct event_switch {
	const struct session_event *on, *off;
	bool show_both; /* the events that switch are shown themselves */
	bool off_now;
};

/* Find the events by name. Errors: -ENOENT with perf's words. */
int event_switch_init(struct event_switch *s, const struct script_opts *opts,
                      const struct session *session, struct err *err);

static inline bool event_switch_used(const struct event_switch *s)
{
	return s->on || s->off;
}

/* A sample of `event` comes by: is it hidden? Samples must be given in order. */
bool event_switch_hides(struct event_switch *s, const struct session_event *event);

/* Does a sample pass the filters that look at it alone? */
bool sample_passes(struct worker *w, const struct item *it);

/* The same for a record that is no sample: of all filters only -C looks at those. */
bool record_passes(const struct worker *w, const struct item *it);

/* -C needs events with cpus. Errors: -EINVAL with perf's words. */
int check_cpu_filter(const struct script_opts *opts, const struct session *session,
                     struct err *err);
