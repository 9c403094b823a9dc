/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/fuzz/lib/input.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "common/base/fs.h"

struct input_file input_file_of(const uint8_t *bytes, size_t len)
{
	struct input_file f = { .fd = memfd_create("input", MFD_CLOEXEC) };

	if (f.fd < 0 || fd_write(f.fd, bytes, len, NULL) < 0 || lseek(f.fd, 0, SEEK_SET) < 0)
		abort(); /* the machine's fault, not the input's */
	snprintf(f.path, sizeof(f.path), "/proc/self/fd/%d", f.fd);
	return f;
}

void input_file_close(struct input_file *f)
{
	close(f->fd);
}
