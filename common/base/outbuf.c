/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "common/base/outbuf.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "common/base/fs.h"
#include "common/base/mem.h"

#define DIGITS_MAX 20 /* of a u64, in decimal */

char *outbuf_reserve(struct outbuf *o, size_t extra)
{
	if (extra > o->cap - o->len) {
		size_t cap = o->cap ? o->cap : 256;

		while (cap - o->len < extra)
			cap *= 2;
		o->data = xrealloc(o->data, cap);
		o->cap = cap;
	}
	return o->data + o->len;
}

void outbuf_fill(struct outbuf *o, char c, size_t nr)
{
	if (nr)
		memset(outbuf_reserve(o, nr), c, nr);
	o->len += nr;
}

void outbuf_printf(struct outbuf *o, const char *fmt, ...)
{
	va_list ap;
	int len;

	outbuf_reserve(o, 128);
	va_start(ap, fmt);
	len = vsnprintf(o->data + o->len, o->cap - o->len, fmt, ap);
	va_end(ap);
	if (len < 0)
		return;
	if ((size_t)len >= o->cap - o->len) {
		outbuf_reserve(o, (size_t)len + 1);
		va_start(ap, fmt);
		vsnprintf(o->data + o->len, o->cap - o->len, fmt, ap);
		va_end(ap);
	}
	o->len += (size_t)len;
}

/* Digits of v, at the end of buf[DIGITS_MAX]; returns how many. */
static unsigned decimal(char *buf, uint64_t v)
{
	unsigned nr = 0;

	do {
		buf[DIGITS_MAX - ++nr] = (char)('0' + v % 10);
		v /= 10;
	} while (v);
	return nr;
}

static void put_padded(struct outbuf *o, const char *s, size_t len, char pad, unsigned width)
{
	if (len < width)
		outbuf_fill(o, pad, width - len);
	outbuf_bytes(o, s, len);
}

void outbuf_u64(struct outbuf *o, uint64_t v, unsigned width)
{
	char buf[DIGITS_MAX];
	unsigned nr = decimal(buf, v);

	put_padded(o, buf + DIGITS_MAX - nr, nr, ' ', width);
}

void outbuf_i64(struct outbuf *o, int64_t v, unsigned width)
{
	char buf[DIGITS_MAX + 1];
	unsigned nr = decimal(buf + 1, v < 0 ? -(uint64_t)v : (uint64_t)v);

	if (v < 0)
		buf[DIGITS_MAX + 1 - ++nr] = '-';
	put_padded(o, buf + DIGITS_MAX + 1 - nr, nr, ' ', width);
}

void outbuf_u64_zeros(struct outbuf *o, uint64_t v, unsigned digits)
{
	char buf[DIGITS_MAX];
	unsigned nr = decimal(buf, v);

	put_padded(o, buf + DIGITS_MAX - nr, nr, '0', digits);
}

void outbuf_hex(struct outbuf *o, uint64_t v, unsigned width)
{
	char buf[16];
	unsigned nr = 0;

	do {
		buf[sizeof(buf) - ++nr] = "0123456789abcdef"[v & 15];
		v >>= 4;
	} while (v);
	put_padded(o, buf + sizeof(buf) - nr, nr, ' ', width);
}

void outbuf_right(struct outbuf *o, struct str s, unsigned width)
{
	put_padded(o, s.s, s.len, ' ', width);
}

void outbuf_left(struct outbuf *o, struct str s, unsigned width)
{
	outbuf_view(o, s);
	if (s.len < width)
		outbuf_fill(o, ' ', width - s.len);
}

void outbuf_fixed2(struct outbuf *o, double v, unsigned width)
{
	double scaled = v * 100, whole = __builtin_floor(scaled), rest = scaled - whole;
	uint64_t hundredths;

	/* Near the middle the multiplication may have chosen the side: let printf look closely. */
	if (!(scaled >= 0 && scaled < 1e17) || (rest > 0.499 && rest < 0.501)) {
		outbuf_printf(o, "%*.2f", (int)width, v);
		return;
	}
	hundredths = (uint64_t)whole + (rest > 0.5);
	outbuf_u64(o, hundredths / 100, width > 3 ? width - 3 : 0);
	outbuf_char(o, '.');
	outbuf_u64_zeros(o, hundredths % 100, 2);
}

int outbuf_flush(struct outbuf *o, int fd, struct err *err)
{
	int r = fd_write(fd, o->data, o->len, err);

	o->len = 0;
	return r;
}

char *outbuf_take(struct outbuf *o)
{
	char *s;

	outbuf_char(o, '\0');
	s = o->data;
	*o = (struct outbuf){ 0 };
	return s;
}

void outbuf_done(struct outbuf *o)
{
	free(o->data);
	*o = (struct outbuf){ 0 };
}
