/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * Where the bytes of a perf.data file come from: a mapping, a caller's memory, or a stream.
 *
 * feed.at..feed.end is what can be looked at now; of a mapping it is all of it.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/base/fs.h"
#include "common/perfdata/feed.h"

struct err;

struct input {
	struct feed feed;
	const char *name;     /* for messages; the caller's */
	struct file_map map;  /* of a regular file; bytes is NULL otherwise */
	const uint8_t *start; /* of mapping or memory: feed.at - start is the offset; or NULL */
	size_t len;           /* of what is at start */
	int fd;               /* of a stream, or -1 */
	bool close_fd;
	int64_t changed_s; /* when the file was last written, seconds since 1970 */
	uint64_t taken;    /* stream: offset of feed.at in it */
	uint64_t dropped;  /* mapping: its pages up to here were given back */
};

/* "-" is stdin. Errors: open(2)'s. */
int input_open(struct input *in, const char *path, struct err *err);
void input_open_memory(struct input *in, const void *bytes, size_t len, const char *name);
void input_done(struct input *in);

/* Do `want` bytes stand at feed.at? Reads on from a stream: 1 yes, 0 the end is nearer. */
int input_need(struct input *in, size_t want, struct err *err);

/* Read a stream to its end into a file without a name and go on with that one's mapping. */
int input_spool(struct input *in, struct err *err);

/* Step over bytes that are not looked at. Returns how many there were, at most `len`, or < 0. */
int input_skip(struct input *in, uint64_t len, uint64_t *ret_skipped, struct err *err);

static inline bool input_is_stream(const struct input *in)
{
	return !in->start;
}

static inline void input_take(struct input *in, size_t len)
{
	in->feed.at += len;
	if (!in->start)
		in->taken += len;
}

/* Offset of feed.at. */
static inline uint64_t input_offset(const struct input *in)
{
	return in->start ? (uint64_t)(in->feed.at - in->start) : in->taken;
}

/* What was taken is not looked at any more: its memory may go. */
void input_release(struct input *in);
