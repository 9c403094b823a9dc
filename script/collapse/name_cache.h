/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * The frames of late with their names, so that most are not even compared with a known one.
 *
 * Of fixed size. A frame is known by a 64-bit hash with a seed of this run alone, and by nothing
 * else: two frames of one profile are taken for the same once in 10^7 runs of a profile with a
 * million different ones, and nobody can make it happen.
 */
#include <stdbool.h>
#include <stdint.h>

#include "common/base/cleanup.h"
#include "script/collapse/memo.h"
#include "script/collapse/parse.h"

struct name_cache;

struct name_cache *name_cache_new(void);
void name_cache_free(struct name_cache *c);
DEFINE_AUTO(struct name_cache *, name_cache_free);

/*
 * Where the names of a frame are kept, in a Java process or another; *is_new: it was not known,
 * and the caller sets them. Valid until the next call.
 */
struct memo_names *name_cache_add(struct name_cache *c, const struct frame_line *frame, bool java,
                                  bool *is_new);
