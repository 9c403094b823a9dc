/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "common/base/mem.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void *check(void *p, size_t bytes)
{
	if (p)
		return p;
	fprintf(stderr, "out of memory: %zu bytes could not be had\n", bytes);
	abort();
}

void *xmalloc(size_t bytes)
{
	return check(malloc(bytes ? bytes : 1), bytes);
}

void *xzalloc(size_t bytes)
{
	return xcalloc(1, bytes);
}

void *xcalloc(size_t nr, size_t bytes)
{
	return check(nr && bytes ? calloc(nr, bytes) : calloc(1, 1), bytes);
}

void *xrealloc(void *p, size_t bytes)
{
	return check(realloc(p, bytes ? bytes : 1), bytes);
}

void *xreallocarray(void *p, size_t nr, size_t bytes)
{
	return check(nr && bytes ? reallocarray(p, nr, bytes) : realloc(p, 1), bytes);
}

char *xstrdup(const char *s)
{
	return xmemdup(s, strlen(s) + 1);
}

char *xstrndup(const char *s, size_t len)
{
	len = strnlen(s, len);
	char *copy = xmalloc(len + 1);

	memcpy(copy, s, len);
	copy[len] = '\0';
	return copy;
}

void *xmemdup(const void *p, size_t bytes)
{
	void *copy = xmalloc(bytes);

	if (bytes)
		memcpy(copy, p, bytes);
	return copy;
}

char *xasprintf(const char *fmt, ...)
{
	va_list ap;
	char *s = NULL;
	int len;

	va_start(ap, fmt);
	len = vasprintf(&s, fmt, ap);
	va_end(ap);
	return check(len < 0 ? NULL : s, 0);
}

void freep(void *slot)
{
	free(*(void **)slot);
}
