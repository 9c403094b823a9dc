/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * Tracing data: the formats of tracepoints, as one block that a recorder makes from tracefs and a
 * reader gives to libtraceevent.
 *
 * Layout (trace-cmd.dat version 0.6, as tools/perf of Linux 6.1 writes it): bytes 17 08 44,
 * "tracing", "0.6\0", u8 big-endian, u8 bytes of a long, u32 bytes of a page; "header_page\0" and
 * "header_event\0", each with u64 size and text; u32 count of ftrace events, each u64 size and
 * format; u32 count of systems, each its name, NUL, u32 count of events, each u64 size and
 * format; u32 size and text of kallsyms (empty), of printk_formats; u64 size and text of
 * saved_cmdlines.
 */
#include <stddef.h>

struct err;
struct outbuf;
struct sysroot;
struct tep_handle;

struct tracepoint_name {
	const char *system, *name;
};

/*
 * Append the block for these tracepoints (in any order, doubles are fine) to `out`.
 *
 * Errors: those of reading tracefs; nothing is appended then.
 */
int tracing_data_make(const struct sysroot *sr, const struct tracepoint_name *tracepoints,
                      size_t nr, struct outbuf *out, struct err *err);

/*
 * Parse a block. *ret: a new handle, the caller's to tep_free().
 *
 * Formats that libtraceevent does not understand are left out: their events are not found in
 * the handle. Errors: -EBADMSG where a size goes beyond the block.
 */
int tracing_data_load(const void *block, size_t len, struct tep_handle **ret, struct err *err);
