/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "script/collapse/name_cache.h"

#include <stdlib.h>
#include <sys/random.h>

#include "common/base/mem.h"

#define NR_SLOTS ((size_t)1 << 14) /* 256 KB: more than the functions of most profiles */

struct slot {
	uint64_t hash; /* 0: free */
	struct memo_names names;
};

struct name_cache {
	uint64_t seed;
	struct slot slots[NR_SLOTS];
};

struct name_cache *name_cache_new(void)
{
	struct name_cache *c = xzalloc(sizeof(*c));

	/* Without randomness the cache works as well, but a collision can be prepared. */
	if (getrandom(&c->seed, sizeof(c->seed), GRND_NONBLOCK) < 0)
		c->seed = (uintptr_t)c;
	return c;
}

void name_cache_free(struct name_cache *c)
{
	free(c);
}

/* The hash of one part is the seed of the next: so it counts where a part ends. */
static uint64_t hash_frame(const struct name_cache *c, const struct frame_line *frame)
{
	uint64_t hash = hash_bytes_seeded(frame->func.s, frame->func.len, c->seed);

	hash = hash_bytes_seeded(frame->mod.s, frame->mod.len, hash);
	if (frame->pc.len)
		hash = hash_bytes_seeded(frame->pc.s, frame->pc.len, hash);
	return hash;
}

struct memo_names *name_cache_add(struct name_cache *c, const struct frame_line *frame, bool java,
                                  bool *is_new)
{
	/* The lowest bits tell the kinds of processes apart, and a taken slot from a free one. */
	uint64_t hash = (hash_frame(c, frame) | 3) - java;
	struct slot *slot = &c->slots[(hash >> 8) % NR_SLOTS];

	*is_new = slot->hash != hash;
	slot->hash = hash;
	return &slot->names;
}
