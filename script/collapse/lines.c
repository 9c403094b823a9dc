/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "script/collapse/lines.h"

#include <stdlib.h>
#include <unistd.h>

#include "common/base/err.h"
#include "common/base/mem.h"

/* Large enough to make system calls cheap, small enough to stay in the second-level cache. */
#define READ_BYTES ((size_t)256 << 10)

/* Put what is left to the front of the buffer and read more behind it. */
static int fill(struct lines *l, struct err *err)
{
	size_t left = l->end - l->at;
	ssize_t nr;

	if (left > LINE_BYTES_MAX)
		return err_set(err, EFBIG, "a line has more than %zu bytes", LINE_BYTES_MAX);
	if (left)
		memmove(l->data, l->data + l->at, left);
	l->at = 0;
	l->end = left;
	if (l->cap - left < READ_BYTES) {
		l->cap = 2 * left + READ_BYTES;
		l->data = xrealloc(l->data, l->cap);
	}

	do
		nr = read(l->fd, l->data + left, l->cap - left);
	while (nr < 0 && errno == EINTR);
	if (nr < 0)
		return err_set(err, errno, "%m");
	l->end += (size_t)nr;
	l->ended = nr == 0;
	return 0;
}

static int give(struct lines *l, size_t len, struct str *ret)
{
	*ret = (struct str){ l->data + l->at, len };
	l->at += len;
	if (l->at < l->end)
		l->at++; /* its newline */
	return 1;
}

int lines_next(struct lines *l, struct str *ret, struct err *err)
{
	size_t searched = 0; /* bytes from `at` on that hold no newline */

	for (;;) {
		size_t left = l->end - l->at;
		const char *newline = NULL;
		int r;

		if (left > searched)
			newline = memchr(l->data + l->at + searched, '\n', left - searched);
		if (newline)
			return give(l, (size_t)(newline - l->data) - l->at, ret);
		if (l->ended)
			return left ? give(l, left, ret) : 0;
		searched = left;
		r = fill(l, err);
		if (r < 0)
			return r;
	}
}

void lines_done(struct lines *l)
{
	free(l->data);
	*l = (struct lines){ .fd = -1 };
}
