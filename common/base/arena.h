/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * Memory that is freed all at once: names, maps and symbols of a session, scratch of a record.
 *
 * Not for use by two threads at a time.
 */
#include <stddef.h>

#include "common/base/cleanup.h"

struct arena;

struct arena *arena_new(void);

/* Free the arena and all that was allocated from it. NULL is fine. */
void arena_free(struct arena *a);
DEFINE_AUTO(struct arena *, arena_free);

/* Forget everything, keep one block for the next use. */
void arena_reset(struct arena *a);

/* `bytes` of memory, aligned for any type, not cleared. Never NULL. */
void *arena_alloc(struct arena *a, size_t bytes);
void *arena_zalloc(struct arena *a, size_t bytes);
void *arena_memdup(struct arena *a, const void *p, size_t bytes);

/* Like arena_alloc, for bytes without alignment (text). */
char *arena_alloc_text(struct arena *a, size_t bytes);

/* A NUL-terminated copy of s[0..len). */
char *arena_strndup(struct arena *a, const char *s, size_t len);
char *arena_strdup(struct arena *a, const char *s);
char *arena_printf(struct arena *a, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* `nr` zeroed elements of `type`. */
#define arena_array(a, type, nr) ((type *)arena_array_bytes((a), (nr), sizeof(type)))
void *arena_array_bytes(struct arena *a, size_t nr, size_t bytes);

/* Bytes handed out so far, for reports on memory use. */
size_t arena_used_bytes(const struct arena *a);
