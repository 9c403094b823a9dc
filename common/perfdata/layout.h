/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * perf.data on disk: the numbers that reader and writer agree on.
 *
 * Source: Linux 6.1 tools/perf/Documentation/perf.data-file-format.txt.
 */
#include <stddef.h>
#include <stdint.h>

#define LAYOUT_MAGIC         UINT64_C(0x32454c4946524550) /* "PERFILE2", read little-endian */
#define LAYOUT_MAGIC_SWAPPED UINT64_C(0x50455246494c4532)
#define LAYOUT_MAGIC_OLD     UINT64_C(0x454c494646524550) /* "PERFFILE", in either byte order */

#define LAYOUT_PIPE_HEADER_BYTES 16u
#define LAYOUT_FILE_HEADER_BYTES 104u
/* Before Linux 2.6.33 or so the header ended where the feature bits stand now. */
#define LAYOUT_FILE_HEADER_MIN 72u
#define LAYOUT_SECTION_BYTES   16u
#define LAYOUT_RECORD_MAX      65535u /* what perf_event_header.size can say */
#define LAYOUT_STRING_ALIGN    64u    /* strings of features and of BUILD_ID records */

/* Where a part of the file is. */
struct layout_section {
	uint64_t offset, size; /* in bytes */
};

struct layout_file_header {
	uint64_t magic;
	uint64_t size;      /* of this struct */
	uint64_t attr_size; /* of one attr with the section of its ids behind it */
	struct layout_section attrs, data, event_types;
	uint64_t features[4]; /* bits of enum feature_bit; their sections follow the data */
};
_Static_assert(sizeof(struct layout_file_header) == LAYOUT_FILE_HEADER_BYTES, "layout");

/* v rounded up to a multiple of `align`, a power of two. */
static inline size_t layout_align(size_t v, size_t align)
{
	return (v + align - 1) & ~(align - 1);
}
