/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "common/perfdata/unpack.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <zstd.h>

#include "common/base/err.h"
#include "common/base/mem.h"
#include "common/perfdata/layout.h"

#define PIECE_BYTES ((size_t)128 << 10)

/*
 * Profiles shrink by 10 to 50 times, a quiet machine's by some hundreds. 64 KiB of zstd can
 * stand for gigabytes; what goes beyond these numbers was made to fill the reader's memory.
 */
#define RATIO_MAX   2048
#define FREE_OUTPUT ((uint64_t)64 << 20)

struct unpack {
	ZSTD_DStream *stream;
	struct feed feed;
	ZSTD_inBuffer in;
	bool more; /* the last call filled its room: there may be more without new input */
	uint64_t total_in, total_out;
	uint8_t payload[LAYOUT_RECORD_MAX];
};

struct unpack *unpack_new(void)
{
	struct unpack *u = xzalloc(sizeof(*u));

	u->stream = ZSTD_createDStream();
	if (!u->stream)
		abort(); /* out of memory, as in mem.c */
	return u;
}

void unpack_free(struct unpack *u)
{
	if (!u)
		return;
	ZSTD_freeDStream(u->stream);
	feed_done(&u->feed);
	free(u);
}

void unpack_put(struct unpack *u, const void *payload, size_t len)
{
	memcpy(u->payload, payload, len);
	u->in = (ZSTD_inBuffer){ .src = u->payload, .size = len };
	u->total_in += len;
}

int unpack_more(struct unpack *u, struct err *err)
{
	while (u->more || u->in.pos < u->in.size) {
		ZSTD_outBuffer out = { 0 };
		size_t consumed = u->in.pos, room, r;

		out.dst = feed_room(&u->feed, PIECE_BYTES, &room);
		out.size = room;
		r = ZSTD_decompressStream(u->stream, &out, &u->in);
		if (ZSTD_isError(r))
			return err_set(err, EBADMSG, "zstd: %s", ZSTD_getErrorName(r));
		u->more = out.pos == out.size;
		u->feed.end += out.pos;
		u->total_out += out.pos;
		if (u->total_out > FREE_OUTPUT && u->total_out / RATIO_MAX > u->total_in)
			return err_set(err, EBADMSG,
			               "%" PRIu64 " bytes unpack to more than %" PRIu64
			               ", %d times as much",
			               u->total_in, u->total_out, RATIO_MAX);
		if (out.pos)
			return 1;
		if (u->in.pos == consumed && u->in.pos < u->in.size)
			return err_set(err, EBADMSG, "zstd: %zu bytes cannot be unpacked",
			               u->in.size - u->in.pos);
	}
	return 0;
}

struct feed *unpack_feed(struct unpack *u)
{
	return &u->feed;
}

uint64_t unpack_total(const struct unpack *u)
{
	return u->total_out;
}
