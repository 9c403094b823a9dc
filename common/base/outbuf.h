/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * Text on its way out: a growing buffer with quick appends of the things that profiles are
 * made of. It may be written to a file when it is full enough.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "common/base/str.h"

struct err;

struct outbuf {
	char *data;
	size_t len, cap;
};

/* Room for at least `extra` more bytes; returns where they go. The caller then adds to ->len. */
char *outbuf_reserve(struct outbuf *o, size_t extra);

static inline void outbuf_bytes(struct outbuf *o, const void *bytes, size_t len)
{
	if (len)
		memcpy(outbuf_reserve(o, len), bytes, len);
	o->len += len;
}

static inline void outbuf_char(struct outbuf *o, char c)
{
	*outbuf_reserve(o, 1) = c;
	o->len++;
}

static inline void outbuf_str(struct outbuf *o, const char *s)
{
	outbuf_bytes(o, s, strlen(s));
}

static inline void outbuf_view(struct outbuf *o, struct str s)
{
	outbuf_bytes(o, s.s, s.len);
}

void outbuf_fill(struct outbuf *o, char c, size_t nr);
void outbuf_printf(struct outbuf *o, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* Decimal, right-aligned in `width` with blanks; 0: no padding. */
void outbuf_u64(struct outbuf *o, uint64_t v, unsigned width);
void outbuf_i64(struct outbuf *o, int64_t v, unsigned width);
/* Decimal with leading zeros, at least `digits` of them. */
void outbuf_u64_zeros(struct outbuf *o, uint64_t v, unsigned digits);
/* Lower-case hexadecimal without 0x, right-aligned in `width` with blanks. */
void outbuf_hex(struct outbuf *o, uint64_t v, unsigned width);
/* As "%*.2f" prints it, for numbers from 0 to 1e15. */
void outbuf_fixed2(struct outbuf *o, double v, unsigned width);
/* Text padded with blanks to `width`: at its left, at its right. Never cut. */
void outbuf_right(struct outbuf *o, struct str s, unsigned width);
void outbuf_left(struct outbuf *o, struct str s, unsigned width);

/* Write it all to `fd` and empty the buffer. Errors: write(2)'s, EPIPE among them. */
int outbuf_flush(struct outbuf *o, int fd, struct err *err);

/* The text as a NUL-terminated string, the caller's to free; the buffer is empty again. */
char *outbuf_take(struct outbuf *o);

/* Free the memory; the buffer is empty and usable again. */
void outbuf_done(struct outbuf *o);
