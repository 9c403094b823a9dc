/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * The contents of COMPRESSED and COMPRESSED2 records: one zstd stream that goes on from record to
 * record, and whose own records straddle them.
 */
#include <stddef.h>
#include <stdint.h>

#include "common/base/cleanup.h"
#include "common/perfdata/feed.h"

struct err;
struct unpack;

struct unpack *unpack_new(void);
void unpack_free(struct unpack *u);
DEFINE_AUTO(struct unpack *, unpack_free);

/* The payload of the next compressed record, which is copied. The one before is used up. */
void unpack_put(struct unpack *u, const void *payload, size_t len);

/*
 * Unpack a piece (some 100 KB) into the feed: 1 something came, 0 the payload is used up.
 *
 * Errors: -EBADMSG for what is not zstd, and for far more output than profiles can hold.
 */
int unpack_more(struct unpack *u, struct err *err);

struct feed *unpack_feed(struct unpack *u);

/* Bytes that came out so far. */
uint64_t unpack_total(const struct unpack *u);
