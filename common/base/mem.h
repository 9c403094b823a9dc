/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * Allocation that does not fail: out of memory ends the program here, with one line.
 *
 * Sizes that come from a file are checked by the reader of the file before they get here.
 */
#include <stddef.h>

#include "common/base/cleanup.h"

/* libiberty, which the demangler needs, has functions of these names too. */
#define xmalloc   prof_xmalloc
#define xcalloc   prof_xcalloc
#define xrealloc  prof_xrealloc
#define xstrdup   prof_xstrdup
#define xstrndup  prof_xstrndup
#define xmemdup   prof_xmemdup
#define xasprintf prof_xasprintf

void *xmalloc(size_t bytes) __attribute__((malloc, returns_nonnull));
void *xzalloc(size_t bytes) __attribute__((malloc, returns_nonnull));
void *xcalloc(size_t nr, size_t bytes) __attribute__((malloc, returns_nonnull)); /* zeroed */
void *xrealloc(void *p, size_t bytes) __attribute__((returns_nonnull));
void *xreallocarray(void *p, size_t nr, size_t bytes) __attribute__((returns_nonnull));
char *xstrdup(const char *s) __attribute__((malloc, returns_nonnull));
char *xstrndup(const char *s, size_t len) __attribute__((malloc, returns_nonnull));
void *xmemdup(const void *p, size_t bytes) __attribute__((malloc, returns_nonnull));

/* printf to a new string, the caller's to free. */
char *xasprintf(const char *fmt, ...) __attribute__((format(printf, 1, 2), returns_nonnull));

/* AUTO(freep): free(3) whatever pointer the variable holds. */
void freep(void *slot);
