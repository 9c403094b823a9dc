/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * The "# ========" block: what `perf script --header` and `perf report --header` print.
 */
#include <stdbool.h>

struct err;
struct outbuf;
struct pdata_reader;

/*
 * The block, of a file with its features. full: with the long topology (-I).
 *
 * Of a pipe it holds no features, which come later.
 * Errors: -EOVERFLOW for a time that has no date.
 */
int pdata_header_print(const struct pdata_reader *reader, bool full, struct outbuf *out,
                       struct err *err);

/* The lines of the features that have come so far: what perf prints of a pipe, behind the block. */
void pdata_header_print_features(const struct pdata_reader *reader, bool full, struct outbuf *out);
