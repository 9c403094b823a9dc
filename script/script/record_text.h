/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * Records that are no samples, as a line of text: "PERF_RECORD_COMM: bash:12/12".
 *
 * What --show-*-events print behind the start of a line, and -D behind the record's name.
 */
#include <stdbool.h>
#include <stdint.h>

struct outbuf;
struct record;
struct sample_format;

/*
 * Append the text with its newline. Of a type that is not known: its name or number.
 * dump: -D's form, where it is another one.
 */
void record_text_print(const struct record *rec, bool dump, struct outbuf *out);
