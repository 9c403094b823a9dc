/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "common/perfdata/zip.h"

#include <linux/perf_event.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <zstd.h>

#include "common/abi/record.h"
#include "common/base/err.h"
#include "common/base/mem.h"
#include "common/base/outbuf.h"

#define HEADER_BYTES  sizeof(struct perf_event_header)
#define PAYLOAD_BYTES ((size_t)65528 - HEADER_BYTES)

struct zip {
	ZSTD_CCtx *ctx;
};

/* The record that is being filled: it starts at out->data + start. */
struct open_record {
	struct outbuf *out;
	size_t start, used; /* used: bytes of payload */
};

int zip_new(int level, struct zip **ret, struct err *err)
{
	AUTO(zip_freep) struct zip *z = xzalloc(sizeof(*z));
	size_t r;

	z->ctx = ZSTD_createCCtx();
	if (!z->ctx)
		abort(); /* out of memory, as in mem.c */
	r = ZSTD_CCtx_setParameter(z->ctx, ZSTD_c_compressionLevel, level);
	if (ZSTD_isError(r))
		return err_set(err, EINVAL, "zstd level %d: %s", level, ZSTD_getErrorName(r));
	*ret = take(z);
	return 0;
}

void zip_free(struct zip *z)
{
	if (!z)
		return;
	ZSTD_freeCCtx(z->ctx);
	free(z);
}

static void open_record(struct open_record *rec)
{
	rec->start = rec->out->len;
	rec->used = 0;
	outbuf_reserve(rec->out, HEADER_BYTES + PAYLOAD_BYTES);
}

static void close_record(struct open_record *rec)
{
	struct perf_event_header header = {
		.type = RECORD_COMPRESSED,
		.size = (uint16_t)(HEADER_BYTES + rec->used),
	};

	if (!rec->used)
		return;
	memcpy(rec->out->data + rec->start, &header, sizeof(header));
	rec->out->len = rec->start + header.size;
}

/* Returns what ZSTD_compressStream2() does. */
static size_t step(struct zip *z, struct open_record *rec, ZSTD_inBuffer *in, ZSTD_EndDirective end)
{
	ZSTD_outBuffer to = {
		.dst = rec->out->data + rec->start + HEADER_BYTES + rec->used,
		.size = PAYLOAD_BYTES - rec->used,
	};
	size_t r = ZSTD_compressStream2(z->ctx, &to, in, end);

	rec->used += to.pos;
	if (rec->used == PAYLOAD_BYTES) {
		close_record(rec);
		open_record(rec);
	}
	return r;
}

int zip_put(struct zip *z, const struct iovec *parts, size_t nr_parts, struct outbuf *out,
            struct err *err)
{
	struct open_record rec = { .out = out };
	ZSTD_inBuffer none = { 0 };
	size_t r = 0;

	open_record(&rec);
	for (size_t i = 0; i < nr_parts && !ZSTD_isError(r); i++) {
		ZSTD_inBuffer in = { .src = parts[i].iov_base, .size = parts[i].iov_len };

		while (in.pos < in.size && !ZSTD_isError(r))
			r = step(z, &rec, &in, ZSTD_e_continue);
	}
	if (!ZSTD_isError(r))
		do {
			r = step(z, &rec, &none, ZSTD_e_flush);
		} while (r && !ZSTD_isError(r));
	close_record(&rec);
	if (ZSTD_isError(r))
		return err_set(err, EIO, "zstd: %s", ZSTD_getErrorName(r));
	return 0;
}
