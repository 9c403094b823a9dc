/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Feature 27, COMPRESSED: u32 version (1), type (1: zstd), level, ratio, and the bytes of a ring,
 * by which perf sizes the buffer that a record is unpacked to.
 */
#include "common/perfdata/features/feature.h"

#define COMPRESSED_ZSTD 1

static int read_compressed(struct cursor c, struct arena *arena, struct features *f,
                           struct err *err)
{
	size_t bytes = cursor_left(&c);

	(void)arena;
	if (!cursor_u32(&c, &f->compressed.version) || !cursor_u32(&c, &f->compressed.type) ||
	    !cursor_u32(&c, &f->compressed.level) || !cursor_u32(&c, &f->compressed.ratio) ||
	    !cursor_u32(&c, &f->compressed.mmap_bytes))
		return err_set(err, EBADMSG, "COMPRESSED: %zu bytes, 20 are needed", bytes);
	return 0;
}

static void write_compressed(const struct features *f, struct outbuf *out)
{
	wire_put_u32(out, f->compressed.version);
	wire_put_u32(out, f->compressed.type);
	wire_put_u32(out, f->compressed.level);
	wire_put_u32(out, f->compressed.ratio);
	wire_put_u32(out, f->compressed.mmap_bytes);
}

static void print_compressed(const struct features *f, struct outbuf *out)
{
	outbuf_printf(out, "# compressed : %s, level = %" PRIu32 ", ratio = %" PRIu32 "\n",
	              f->compressed.type == COMPRESSED_ZSTD ? "Zstd" : "Unknown",
	              f->compressed.level, f->compressed.ratio);
}

const struct feature feature_compressed = { "COMPRESSED", read_compressed, write_compressed,
	                                    print_compressed };
