/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * What the user should hear at the end, once and on stderr: what was lost, unknown, or could not
 * be resolved, each with what to do about it. Of a healthy file nothing is said.
 */
#include <stdint.h>

struct outbuf;
struct session;
struct symbolizer;

/* What a reader of samples counts itself. */
struct notices_counts {
	uint64_t nr_unresolved_trace, nr_bad_samples;
};

/* Append the sentences, a line each. */
void notices_append(struct session *session, struct symbolizer *symbolizer,
                    const struct notices_counts *counts, struct outbuf *out);
