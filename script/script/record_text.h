/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * Records that are no samples, as a line of text: "PERF_RECORD_COMM: bash:12/12".
 *
 * What --show-*-events print behind the start of a line, and -D behind the record's name.
 */
#include <stdint.h>

struct outbuf;
struct record;
struct session_event;

/*
 * Append the text with its newline. Of a type that is not known: its name or number.
 * event: its event, for -D's form, which tells more; NULL: the short form.
 */
void record_text_print(const struct record *rec, const struct session_event *event,
                       struct outbuf *out);
