/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * Inlined functions by addr2line and nm of binutils: slow, a process for each distinct place.
 *
 * The answers are those that stackcollapse-perf.pl --inline puts together from the same tools.
 */
#include <stdbool.h>

#include "common/base/cleanup.h"
#include "common/base/str.h"
#include "script/collapse/parse.h"

struct inliner;

/* with_lines: "function:file.c:12" instead of "function". */
struct inliner *inliner_new(bool with_lines);
void inliner_free(struct inliner *in);
DEFINE_AUTO(struct inliner *, inliner_free);

/*
 * The functions at frame->pc (relative to the module, hexadecimal), root first, divided by ';'.
 *
 * func has its offset: where the address is not known to the module, its symbol table is asked
 * for the function. Empty: nothing is known. The text lives as long as the inliner.
 */
struct str inliner_find(struct inliner *in, const struct frame_line *frame);
