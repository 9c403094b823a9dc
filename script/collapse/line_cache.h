/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * The frame lines of late with the names they led to: most lines need not be taken apart.
 *
 * Of fixed size. A line is known by a 64-bit hash with a seed of this run alone, and by nothing
 * else: two lines of one profile are taken for the same once in 10^7 runs of a profile with a
 * million different lines, and nobody can make it happen.
 */
#include <stdbool.h>
#include <stdint.h>

#include "common/base/cleanup.h"
#include "common/base/str.h"
#include "script/collapse/memo.h"

struct line_cache;

struct line_cache *line_cache_new(void);
void line_cache_free(struct line_cache *c);
DEFINE_AUTO(struct line_cache *, line_cache_free);

/*
 * Where the names of `line` are kept, in a Java process or another; *is_new: it was not known, and
 * the caller sets them.
 */
struct memo_names *line_cache_add(struct line_cache *c, struct str line, bool java, bool *is_new);
