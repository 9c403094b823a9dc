/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * The lines of `perf script` text, taken apart.
 *
 * Hand-written scanners that accept just what stackcollapse-perf.pl (FlameGraph, 2024) accepts,
 * and divide it the same way where a line can be read in several. Text is bytes; white space,
 * digits and word characters are those of ASCII. Views point into the line.
 */
#include <stdbool.h>

#include "common/base/str.h"

/* The first line of a sample: "comm 12/34 [000] 1.5:   250000 cpu-clock: ". */
struct sample_line {
	struct str comm; /* may hold blanks and numbers: the first number that fits ends it */
	struct str pid;  /* empty: the line has one number only, and that is the tid */
	struct str tid;
	struct str event;  /* empty: the line does not end as "EVENT:" */
	struct str period; /* digits; empty: none */

	/*
	 * What comm and ids were read from, the blank behind it included, and what event and period
	 * were read from (empty: no event). A line that begins and ends like this one says the
	 * same.
	 */
	struct str head, tail;
};

/* A frame of the call chain: "    7f12 name+0x1c (/lib/libc.so.6)". */
struct frame_line {
	struct str pc;   /* word characters, in sound text a hexadecimal address */
	struct str func; /* with its +0x offset */
	struct str mod;  /* the DSO, without its parentheses */
};

/* False: `line` (without its newline) is no such line, and *ret is not written. */
bool sample_line_parse(struct str line, struct sample_line *ret);
bool frame_line_parse(struct str line, struct frame_line *ret);

/* `func` without a +0x offset at its end. */
struct str func_without_offset(struct str func);

/* The offset at the end of `func` in hexadecimal digits; empty: it has none. */
struct str func_offset(struct str func);
