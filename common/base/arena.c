/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "common/base/arena.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/mem.h"

#define BLOCK_BYTES_MIN ((size_t)4 << 10)
#define BLOCK_BYTES_MAX ((size_t)1 << 20)
#define ALIGN_BYTES     16

struct block {
	struct block *prev;
	size_t bytes;
	_Alignas(ALIGN_BYTES) char data[];
};

struct arena {
	struct block *block; /* the one in use, newest first */
	size_t used;         /* in that block */
	size_t used_before;  /* in the others */
};

struct arena *arena_new(void)
{
	return xzalloc(sizeof(struct arena));
}

void arena_free(struct arena *a)
{
	if (!a)
		return;
	while (a->block) {
		struct block *prev = a->block->prev;

		free(a->block);
		a->block = prev;
	}
	free(a);
}

void arena_reset(struct arena *a)
{
	while (a->block && a->block->prev) {
		struct block *prev = a->block->prev;

		a->block->prev = prev->prev;
		free(prev);
	}
	a->used = 0;
	a->used_before = 0;
}

static void add_block(struct arena *a, size_t bytes)
{
	size_t size = a->block ? a->block->bytes * 2 : BLOCK_BYTES_MIN;
	struct block *block;

	if (size > BLOCK_BYTES_MAX)
		size = BLOCK_BYTES_MAX;
	if (size < bytes)
		size = bytes;

	block = xmalloc(sizeof(*block) + size);
	block->bytes = size;
	block->prev = a->block;
	a->used_before += a->used;
	a->block = block;
	a->used = 0;
}

static void *alloc_aligned(struct arena *a, size_t bytes, size_t align)
{
	size_t start = (a->used + align - 1) & ~(align - 1);

	if (!a->block || start > a->block->bytes || bytes > a->block->bytes - start) {
		add_block(a, bytes);
		start = 0;
	}
	a->used = start + bytes;
	return a->block->data + start;
}

void *arena_alloc(struct arena *a, size_t bytes)
{
	return alloc_aligned(a, bytes, ALIGN_BYTES);
}

char *arena_alloc_text(struct arena *a, size_t bytes)
{
	return alloc_aligned(a, bytes, 1);
}

void *arena_zalloc(struct arena *a, size_t bytes)
{
	return memset(arena_alloc(a, bytes), 0, bytes);
}

void *arena_memdup(struct arena *a, const void *p, size_t bytes)
{
	void *copy = arena_alloc(a, bytes);

	if (bytes)
		memcpy(copy, p, bytes);
	return copy;
}

char *arena_strndup(struct arena *a, const char *s, size_t len)
{
	char *copy = arena_alloc_text(a, len + 1);

	memcpy(copy, s, len);
	copy[len] = '\0';
	return copy;
}

char *arena_strdup(struct arena *a, const char *s)
{
	return arena_strndup(a, s, strlen(s));
}

char *arena_printf(struct arena *a, const char *fmt, ...)
{
	va_list ap;
	char *copy;
	int len;

	va_start(ap, fmt);
	len = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);

	copy = arena_alloc_text(a, (size_t)len + 1);
	va_start(ap, fmt);
	vsnprintf(copy, (size_t)len + 1, fmt, ap);
	va_end(ap);
	return copy;
}

void *arena_array_bytes(struct arena *a, size_t nr, size_t bytes)
{
	size_t total;

	if (__builtin_mul_overflow(nr, bytes, &total))
		total = SIZE_MAX / 2; /* ends in mem.c's message */
	return arena_zalloc(a, total);
}

size_t arena_used_bytes(const struct arena *a)
{
	return a->used_before + a->used;
}
