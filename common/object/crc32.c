/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "common/object/crc32.h"

#include <fcntl.h>

#include "common/base/cleanup.h"
#include "common/base/fs.h"
#include "common/base/mem.h"

#define READ_BYTES (256 * 1024)
#define POLYNOMIAL 0xedb88320u

struct table {
	uint32_t of[256];
};

static struct table make_table(void)
{
	struct table t;

	for (uint32_t i = 0; i < 256; i++) {
		uint32_t crc = i;

		for (int bit = 0; bit < 8; bit++)
			crc = crc >> 1 ^ (crc & 1 ? POLYNOMIAL : 0);
		t.of[i] = crc;
	}
	return t;
}

uint32_t crc32_add(uint32_t crc, const void *bytes, size_t len)
{
	struct table t = make_table();
	const uint8_t *at = bytes;

	crc = ~crc;
	for (size_t i = 0; i < len; i++)
		crc = crc >> 8 ^ t.of[(crc ^ at[i]) & 255];
	return ~crc;
}

bool crc32_of_file(const char *path, uint32_t expected)
{
	AUTO(fd_closep) int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	AUTO(freep) uint8_t *bytes = xmalloc(READ_BYTES);
	uint32_t crc = 0;
	ssize_t n;

	if (fd < 0)
		return false;
	while ((n = fd_read(fd, bytes, READ_BYTES, NULL)) > 0)
		crc = crc32_add(crc, bytes, (size_t)n);
	return n == 0 && crc == expected;
}
