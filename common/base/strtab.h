/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * Interned strings: equal text is one pointer, which lives as long as the table.
 *
 * Not for use by two threads at a time.
 */
#include <stddef.h>

#include "common/base/cleanup.h"

struct strtab;

struct strtab *strtab_new(void);
void strtab_free(struct strtab *t);
DEFINE_AUTO(struct strtab *, strtab_free);

/* The table's own copy of s[0..len), NUL-terminated. */
const char *strtab_addn(struct strtab *t, const char *s, size_t len);
const char *strtab_add(struct strtab *t, const char *s);
