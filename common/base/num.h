/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * Numbers as people write them: whole strings only, with errors told.
 */
#include <stdbool.h>
#include <stdint.h>

#include "common/base/str.h"

/* The whole of `s` as a number: base 10, or 0x... for 16. False: not one, or out of range. */
bool num_u64(struct str s, uint64_t *ret);
bool num_i64(struct str s, int64_t *ret);
bool num_u32(struct str s, uint32_t *ret);
bool num_int(struct str s, int *ret);
bool num_hex(struct str s, uint64_t *ret); /* base 16 without 0x (0x is accepted) */
bool num_double(struct str s, double *ret);

/* A size with an optional suffix B, K, M or G (either case; powers of 1024), in bytes. */
bool num_size(struct str s, uint64_t *ret_bytes);

/* A time with the unit s, m, h or d ("10s"), in nanoseconds. The unit is required. */
bool num_duration(struct str s, uint64_t *ret_ns);

/* A list like "0-3,7" as single numbers, in order, without doubles. `nr` numbers at *ret, the
 * caller's to free. False: not a list, or a number above `max`. */
bool num_list(struct str s, uint32_t max, uint32_t **ret, size_t *nr);
