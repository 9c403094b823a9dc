/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * The lines of one event or group as the text of `perf report --stdio`.
 */
struct lines;
struct outbuf;
struct report_opts;

/* Head, column titles and lines, with their call trees. The lines are sorted already. */
void report_text_print(const struct lines *lines, const struct report_opts *opts,
                       struct outbuf *out);
