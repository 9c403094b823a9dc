/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * Frames as text: what an address is, is remembered; so is the text of chains that come again.
 *
 * One cache a worker. What is in it is bounded: beyond FRAME_CACHE_BYTES it starts anew.
 */
#include <stddef.h>
#include <stdint.h>

#include "common/base/cleanup.h"
#include "common/base/str.h"

struct frame_cache;
struct location;
struct outbuf;
struct space;
struct symbolizer;

#define FRAME_CACHE_BYTES (UINT64_C(64) << 20)

/* What of a frame is shown. */
enum frame_style {
	FRAME_IP = 1 << 0,
	FRAME_SYM = 1 << 1,
	FRAME_SYMOFF = 1 << 2,
	FRAME_DSO = 1 << 3,
};

/* kernel_path: printed for the kernel's name; NULL: the name. */
struct frame_cache *frame_cache_new(struct symbolizer *symbolizer, const char *kernel_path);
void frame_cache_free(struct frame_cache *c);
DEFINE_AUTO(struct frame_cache *, frame_cache_free);

/*
 * Append what `style` says of `ip` in `space`, and a newline.
 *
 * Returns the symbol's name, or NULL; it lives until the next call.
 */
const char *frame_cache_print(struct frame_cache *c, const struct space *space, uint64_t ip,
                              unsigned style, struct outbuf *out);

/*
 * The whole text of a chain, where the same one was printed before: `ips` with its context
 * markers in these two spaces. False: not there; the caller makes it and gives it to
 * frame_cache_add_chain().
 */
struct chain_key {
	const struct space *user, *kernel;
	const uint64_t *ips;
	uint32_t nr, style;
};
bool frame_cache_chain(struct frame_cache *c, const struct chain_key *key, struct str *ret,
                       uint64_t *ret_hash);
/* hash: what frame_cache_chain() gave for the key. */
void frame_cache_add_chain(struct frame_cache *c, const struct chain_key *key, uint64_t hash,
                           struct str text);

/* The name of the DSO that is there, "[unknown]" where there is none. */
const char *location_dso_name(const struct location *loc);

/* " sym+0xoff (dso)" as the style says. */
void frame_place_print(const struct location *loc, unsigned style, struct outbuf *out);
