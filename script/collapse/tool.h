/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * The output of another program.
 */
#include "common/base/outbuf.h"

/*
 * Run argv[0], found by PATH, and append what it prints to `out`. Its stdin is empty, its stderr
 * is ours; no shell takes part. A program that cannot be had prints nothing.
 */
void tool_output(const char *const argv[], struct outbuf *out);
