/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * .gnu_debugdata: the symbols of functions that are not exported, as an ELF file in an xz
 * stream. Fedora and its relatives put it into stripped binaries ("MiniDebuginfo", gdb manual).
 * perf 6.1 does not read it.
 */
#include <stdlib.h>

#include "common/base/err.h"
#include "common/base/mem.h"
#include "common/object/elf_private.h"

#ifdef HAVE_LZMA
#include <lzma.h>

#define IMAGE_BYTES_MAX   (128ull << 20)
#define IMAGE_BYTES_FIRST (1ull << 20)
#define XZ_MEMORY_MAX     (256ull << 20)

struct image {
	uint8_t *bytes;
	size_t len, cap;
};

static int decode_more(lzma_stream *xz, struct image *image)
{
	lzma_ret r;

	if (image->len == image->cap) {
		if (image->cap >= IMAGE_BYTES_MAX)
			return -EFBIG;
		image->cap = image->cap ? 2 * image->cap : IMAGE_BYTES_FIRST;
		image->bytes = xrealloc(image->bytes, image->cap);
	}
	xz->next_out = image->bytes + image->len;
	xz->avail_out = image->cap - image->len;
	r = lzma_code(xz, LZMA_FINISH);
	image->len = image->cap - xz->avail_out;
	if (r == LZMA_STREAM_END)
		return 0;
	return r == LZMA_OK ? 1 : -EBADMSG;
}

static int decode(const char *name, const uint8_t *bytes, size_t len, struct image *image,
                  struct err *err)
{
	lzma_stream xz = LZMA_STREAM_INIT;
	int r;

	if (lzma_stream_decoder(&xz, XZ_MEMORY_MAX, 0) != LZMA_OK)
		return err_set(err, ENOMEM, "%s: .gnu_debugdata: no decoder", name);
	xz.next_in = bytes;
	xz.avail_in = len;
	do {
		r = decode_more(&xz, image);
	} while (r > 0);
	lzma_end(&xz);
	if (r < 0)
		return err_set(err, -r, "%s: .gnu_debugdata: %zu bytes are damaged or too large",
		               name, len);
	return 0;
}

int elf_file_add_minidebug(struct elf_file *f, struct symtab_builder *b, struct err *err)
{
	AUTO(elf_file_freep) struct elf_file *inner = NULL;
	struct image image = { 0 };
	const uint8_t *bytes;
	size_t len;
	int r;

	bytes = f->minidebug ? elf_section_bytes(f->minidebug, &len) : NULL;
	if (!bytes)
		return err_set(err, ENOENT, "%s: no .gnu_debugdata", f->name);

	r = decode(f->name, bytes, len, &image, err);
	if (r == 0)
		r = elf_file_open_memory(image.bytes, image.len, f->name, &inner, err);
	if (r == 0)
		r = elf_file_add_symbols(inner, b, err);
	elf_file_free(take(inner)); /* before its image */
	free(image.bytes);
	return r;
}
#else
int elf_file_add_minidebug(struct elf_file *f, struct symtab_builder *b, struct err *err)
{
	(void)b;
	return f->minidebug ? err_set(err, ENOTSUP, "%s: built without liblzma", f->name)
	                    : err_set(err, ENOENT, "%s: no .gnu_debugdata", f->name);
}
#endif
