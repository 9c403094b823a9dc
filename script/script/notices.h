/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * The notices of common/tally/notices.h on stderr, behind all that is on stdout.
 */
struct session;
struct symbolizer;
struct walk_stats;

void notices_print(struct session *session, struct symbolizer *symbolizer,
                   const struct walk_stats *stats);
