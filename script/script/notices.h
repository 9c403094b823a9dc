/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * What the user should hear at the end, once and on stderr: what was lost, unknown, or could not
 * be resolved, each with what to do about it. Of a healthy file nothing is said.
 */
struct session;
struct symbolizer;
struct walk_stats;

void notices_print(struct session *session, struct symbolizer *symbolizer,
                   const struct walk_stats *stats);
