/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * Stepping through the text of -e, lexeme by lexeme.
 *
 * perf puts the caret of a "parser error" under the lexeme before the one it cannot use; so the
 * scanner remembers where the last two started.
 */
#include <stdbool.h>
#include <stddef.h>

#include "common/base/str.h"

struct scan {
	const char *text; /* NUL-terminated */
	size_t at;        /* what comes next */
	size_t last;      /* where the last lexeme started */
	size_t before;    /* and the one before it */
};

/* Letters of a name outside of /terms/, and inside of them. */
#define SCAN_DIGITS     "0123456789"
#define SCAN_HEX_DIGITS SCAN_DIGITS "abcdefABCDEF"
#define SCAN_LETTERS    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_"
#define SCAN_NAME       SCAN_LETTERS SCAN_DIGITS "*?.[]!-"
#define SCAN_TERM       SCAN_LETTERS SCAN_DIGITS "*?.:!-"

void scan_init(struct scan *s, const char *text);

/* The character to come; NUL at the end. */
static inline char scan_peek(const struct scan *s)
{
	return s->text[s->at];
}

/* What comes next, as long as it is made of these letters; nothing is taken. */
static inline struct str scan_span(const struct scan *s, const char *letters)
{
	const char *from = s->text + s->at;

	return (struct str){ from, strspn(from, letters) };
}

/* Take the next `len` bytes, which must be there, as a lexeme. */
struct str scan_take(struct scan *s, size_t len);

/* A lexeme that was looked at only: perf's scanner does this once before each event. */
void scan_look(struct scan *s);

void scan_spaces(struct scan *s);

/* Take `c` if it comes next, behind spaces. */
bool scan_char(struct scan *s, char c);

/* Take a number, decimal or 0x..., if one comes next. False: none, or above 64 bits. */
bool scan_number(struct scan *s, uint64_t *ret);

/* Where the caret of a parser error belongs. */
long scan_error_at(const struct scan *s);
