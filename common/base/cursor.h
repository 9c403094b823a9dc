/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * Bounded reads of bytes that cannot be trusted.
 *
 * Every read says whether it was possible, and leaves the cursor where it was when it was not.
 * A cursor with `swap` set turns each number into this machine's byte order.
 */
#include <byteswap.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "common/base/str.h"

struct cursor {
	const uint8_t *at;
	const uint8_t *end;
	bool swap; /* the bytes are of the other endianness */
};

static inline struct cursor cursor_of(const void *bytes, size_t len)
{
	return (struct cursor){ .at = bytes, .end = (const uint8_t *)bytes + len };
}

static inline size_t cursor_left(const struct cursor *c)
{
	return (size_t)(c->end - c->at);
}

/* The next `len` bytes, as a view; NULL where fewer are left. */
static inline const void *cursor_bytes(struct cursor *c, size_t len)
{
	const uint8_t *at = c->at;

	if (len > cursor_left(c))
		return NULL;
	c->at += len;
	return at;
}

static inline bool cursor_skip(struct cursor *c, size_t len)
{
	return cursor_bytes(c, len) || !len;
}

static inline bool cursor_copy(struct cursor *c, void *to, size_t len)
{
	if (len > cursor_left(c))
		return false;
	if (len)
		memcpy(to, c->at, len);
	c->at += len;
	return true;
}

static inline bool cursor_u8(struct cursor *c, uint8_t *ret)
{
	return cursor_copy(c, ret, sizeof(*ret));
}

static inline bool cursor_u16(struct cursor *c, uint16_t *ret)
{
	if (!cursor_copy(c, ret, sizeof(*ret)))
		return false;
	if (c->swap)
		*ret = bswap_16(*ret);
	return true;
}

static inline bool cursor_u32(struct cursor *c, uint32_t *ret)
{
	if (!cursor_copy(c, ret, sizeof(*ret)))
		return false;
	if (c->swap)
		*ret = bswap_32(*ret);
	return true;
}

static inline bool cursor_u64(struct cursor *c, uint64_t *ret)
{
	if (!cursor_copy(c, ret, sizeof(*ret)))
		return false;
	if (c->swap)
		*ret = bswap_64(*ret);
	return true;
}

/* A part of its own: the next `len` bytes become *ret, the cursor stands behind them. */
static inline bool cursor_sub(struct cursor *c, size_t len, struct cursor *ret)
{
	const uint8_t *at = cursor_bytes(c, len);

	if (!at && len)
		return false;
	*ret = (struct cursor){ .at = at, .end = at + len, .swap = c->swap };
	return true;
}

/* A string that ends with NUL within the bytes; the view is without the NUL. */
static inline bool cursor_cstr(struct cursor *c, struct str *ret)
{
	size_t left = cursor_left(c);
	const uint8_t *end = left ? memchr(c->at, '\0', left) : NULL;

	if (!end)
		return false;
	*ret = (struct str){ (const char *)c->at, (size_t)(end - c->at) };
	c->at = end + 1;
	return true;
}
