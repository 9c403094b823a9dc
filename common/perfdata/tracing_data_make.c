/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <endian.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "common/base/err.h"
#include "common/base/fs.h"
#include "common/base/mem.h"
#include "common/base/outbuf.h"
#include "common/base/sysroot.h"
#include "common/base/vec.h"
#include "common/perfdata/tracing_data.h"

#define FILE_BYTES_MAX ((size_t)16 << 20) /* printk_formats of a large kernel has some 100 KB */

static void put_u8(struct outbuf *out, uint8_t v)
{
	outbuf_bytes(out, &v, sizeof(v));
}

static void put_u32(struct outbuf *out, uint32_t v)
{
	outbuf_bytes(out, &v, sizeof(v));
}

static void put_text(struct outbuf *out, const char *s)
{
	outbuf_bytes(out, s, strlen(s) + 1);
}

/* A file below tracefs with its size before it, in size_bytes bytes. */
static int put_file(struct outbuf *out, const struct sysroot *sr, const char *path,
                    size_t size_bytes, struct err *err)
{
	AUTO(freep) char *full = sysroot_tracefs(sr, "/%s", path);
	AUTO(freep) char *text = NULL;
	size_t len;
	uint64_t size;
	int r = file_read(full, FILE_BYTES_MAX, &text, &len, err);

	if (r < 0)
		return r;
	size = htole64(len);
	outbuf_bytes(out, &size, size_bytes);
	outbuf_bytes(out, text, len);
	return 0;
}

static int compare(const void *a, const void *b)
{
	const struct tracepoint_name *x = a, *y = b;
	int r = strcmp(x->system, y->system);

	return r ? r : strcmp(x->name, y->name);
}

/* The formats of one system, from list[0] on; *taken says how many of the list those were. */
static int put_system(struct outbuf *out, const struct sysroot *sr,
                      const struct tracepoint_name *list, size_t nr, size_t *taken, struct err *err)
{
	size_t end = 0, count_at;
	uint32_t count = 0;

	put_text(out, list->system);
	count_at = out->len;
	put_u32(out, 0);
	for (; end < nr && !strcmp(list[end].system, list->system); end++) {
		AUTO(freep) char *path = NULL;
		int r;

		if (end && !strcmp(list[end].name, list[end - 1].name))
			continue;
		path = xasprintf("events/%s/%s/format", list->system, list[end].name);
		r = put_file(out, sr, path, sizeof(uint64_t), err);
		if (r < 0)
			return err_wrap(err, "tracepoint %s:%s", list->system, list[end].name);
		count++;
	}
	memcpy(out->data + count_at, &count, sizeof(count));
	*taken = end;
	return 0;
}

static int put_systems(struct outbuf *out, const struct sysroot *sr,
                       const struct tracepoint_name *sorted, size_t nr, struct err *err)
{
	size_t count_at = out->len, taken = 0;
	uint32_t count = 0;

	put_u32(out, 0);
	for (size_t i = 0; i < nr; i += taken, count++) {
		int r = put_system(out, sr, sorted + i, nr - i, &taken, err);

		if (r < 0)
			return r;
	}
	memcpy(out->data + count_at, &count, sizeof(count));
	return 0;
}

static int put_all(struct outbuf *out, const struct sysroot *sr,
                   const struct tracepoint_name *sorted, size_t nr, struct err *err)
{
	static const uint8_t magic[] = { 0x17, 0x08, 0x44 };
	int r;

	outbuf_bytes(out, magic, sizeof(magic));
	outbuf_str(out, "tracing");
	put_text(out, "0.6");
	put_u8(out, BYTE_ORDER == BIG_ENDIAN);
	put_u8(out, sizeof(long));
	put_u32(out, (uint32_t)sysconf(_SC_PAGESIZE));

	put_text(out, "header_page");
	r = put_file(out, sr, "events/header_page", sizeof(uint64_t), err);
	if (r < 0)
		return r;
	put_text(out, "header_event");
	r = put_file(out, sr, "events/header_event", sizeof(uint64_t), err);
	if (r < 0)
		return r;
	put_u32(out, 0); /* events of ftrace itself: nobody samples them */
	r = put_systems(out, sr, sorted, nr, err);
	if (r < 0)
		return r;
	put_u32(out, 0); /* kallsyms: the build-id cache keeps them */
	/* It has what %s of bprintk() points to. A kernel without them has no such file. */
	if (put_file(out, sr, "printk_formats", sizeof(uint32_t), NULL) < 0)
		put_u32(out, 0);
	outbuf_fill(out, '\0', sizeof(uint64_t)); /* saved_cmdlines: COMM records tell */
	return 0;
}

int tracing_data_make(const struct sysroot *sr, const struct tracepoint_name *tracepoints,
                      size_t nr, struct outbuf *out, struct err *err)
{
	AUTO(freep)
	struct tracepoint_name *sorted = xmemdup(tracepoints, nr * sizeof(*tracepoints));
	size_t before = out->len;
	int r;

	if (nr)
		qsort(sorted, nr, sizeof(*sorted), compare);
	r = put_all(out, sr, sorted, nr, err);
	if (r < 0)
		out->len = before;
	return r;
}
