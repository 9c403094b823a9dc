/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * The lines of a file or pipe, by large reads and without a copy of their own.
 */
#include <stdbool.h>
#include <stddef.h>

#include "common/base/str.h"

struct err;

struct lines {
	int fd; /* the caller's */
	char *data;
	size_t at, end, cap; /* data[at..end) is to be given out */
	bool ended;
};

/* A longer line than this is no text. */
#define LINE_BYTES_MAX ((size_t)64 << 20)

static inline struct lines lines_of(int fd)
{
	return (struct lines){ .fd = fd };
}

/*
 * The next line without its newline: 1, 0 at the end, < 0 on error. The last line may lack one.
 *
 * *ret lives until the next call. Errors: read(2)'s; -EFBIG for a line above LINE_BYTES_MAX.
 */
int lines_next(struct lines *l, struct str *ret, struct err *err);

void lines_done(struct lines *l);
