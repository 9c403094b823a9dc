/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * A stream of bytes that is given out as contiguous records which stay where they are.
 *
 * The producer appends behind `end`, the consumer moves `at`. When a block is full the unread
 * rest moves to the next one; blocks that hold what was consumed live until feed_release().
 */
#include <stddef.h>
#include <stdint.h>

struct feed_block;

struct feed {
	const uint8_t *at, *end;   /* what is there and not consumed */
	const uint8_t *limit;      /* end of the current block */
	struct feed_block *blocks; /* the current one first */
};

static inline size_t feed_left(const struct feed *f)
{
	return (size_t)(f->end - f->at);
}

/* Room of at least `min` bytes right behind `end`; the producer then adds to `end`. */
uint8_t *feed_room(struct feed *f, size_t min, size_t *ret_room);

/* Free what was consumed; bytes not consumed stay where they are. */
void feed_release(struct feed *f);
void feed_done(struct feed *f);
