/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * Which samples a report counts, and which of those it shows.
 *
 * -C and --time leave samples out altogether; those that -c, --pid, --tid, -d and -S leave out
 * still are part of what 100 % is, unless --percentage=relative. ctx is a struct report_opts.
 */
#include <stdbool.h>

struct err;
struct place;
struct profile_sample;
struct report_opts;
struct session;

bool report_counts(void *ctx, const struct profile_sample *s);
bool report_shows_thread(void *ctx, const struct profile_sample *s);
bool report_shows_place(void *ctx, const struct place *place);

/* -C needs events with cpus. Errors: -EINVAL with perf's words. */
int report_check_cpus(const struct report_opts *opts, const struct session *session,
                      struct err *err);
