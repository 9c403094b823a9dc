/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * Records that tell of the recording itself: which id is which event on which cpu, and which
 * threads and cpus were watched.
 *
 * Layouts: Linux 6.1 tools/lib/perf/include/perf/event.h, as perf writes them to its files.
 */
struct opener;
struct outbuf;

/* ID_INDEX, THREAD_MAP and CPU_MAP, appended to `out`. */
void preamble_add(const struct opener *o, struct outbuf *out);

/* FINISHED_INIT: what ran before the recording is told. */
void preamble_finished(struct outbuf *out);
