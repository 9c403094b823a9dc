/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * struct perf_event_attr: reading it from files of any age and byte order, and showing it.
 *
 * Source: linux/perf_event.h (uapi) of Linux 6.1, PERF_ATTR_SIZE_VER7 (128 bytes). What newer
 * kernels added behind that is skipped when read, and never written: perf 6.1 refuses it.
 */
#include <linux/perf_event.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct cursor;
struct err;
struct outbuf;

#define ATTR_SIZE_MIN     64u  /* PERF_ATTR_SIZE_VER0 */
#define ATTR_SIZE_WRITTEN 128u /* PERF_ATTR_SIZE_VER7 */

_Static_assert(sizeof(struct perf_event_attr) == ATTR_SIZE_WRITTEN, "uapi header of Linux 6.1");

/*
 * Read one attr of attr.size bytes (0 means 64); the cursor then stands behind it.
 *
 * c->swap: the attr is of the other byte order, its bit fields are turned around as well.
 * Members that the attr was too short for are 0; *unknown_bytes counts what is behind byte 128
 * and not zero. ret->size is the size as it was read.
 * Errors: -EBADMSG for a size below 64 or beyond the cursor's end.
 */
int attr_read(struct cursor *c, struct perf_event_attr *ret, unsigned *unknown_bytes,
              struct err *err);

/*
 * Every member that is not 0, in the order of the struct: "name: value, name: value".
 *
 * assign: ": " as in `perf evlist -v`, " = " as in `perf report --header`. The text of
 * sample_type and read_format is by name.
 */
void attr_print(const struct perf_event_attr *attr, const char *assign, struct outbuf *out);

/* The same as a block of lines: what `perf record -vv` shows for each open. */
void attr_print_block(const struct perf_event_attr *attr, struct outbuf *out);

/* "IP|TID|TIME": PERF_SAMPLE_*, PERF_FORMAT_* and PERF_SAMPLE_BRANCH_* bits by name. */
void attr_print_sample_type(uint64_t bits, struct outbuf *out);
void attr_print_read_format(uint64_t bits, struct outbuf *out);
void attr_print_branch_type(uint64_t bits, struct outbuf *out);
