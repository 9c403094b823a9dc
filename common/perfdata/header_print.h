/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * The "# ========" block: what `perf script --header` and `perf report --header` print.
 */
#include <stdbool.h>

struct err;
struct outbuf;
struct pdata_reader;

/* full: with the long topology (-I). Errors: fstat(2)'s, for the "captured on" line. */
int pdata_header_print(const struct pdata_reader *reader, bool full, struct outbuf *out,
		       struct err *err);
