/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * The border to libiberty, whose headers cannot be included beside common/base/mem.h.
 */
#include <stdbool.h>

struct outbuf;

/* Append what a C++, Rust or D name stands for. False: nothing; what `out` has is of no use. */
bool demangle_by_libiberty(const char *name, struct outbuf *out);
