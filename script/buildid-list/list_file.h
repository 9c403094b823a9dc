/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * The build-ids that a perf.data file tells, and which of them were hit by samples.
 */
#include <stdbool.h>

struct err;
struct outbuf;

/*
 * Append a line "BUILD-ID NAME" for each DSO: the table of the file in its order, then what its
 * samples fell into. with_hits: only what they fell into.
 *
 * *warnings: lines about what was wrong with the file.
 */
int list_file(const char *path, bool with_hits, struct outbuf *out, struct outbuf *warnings,
              struct err *err);
