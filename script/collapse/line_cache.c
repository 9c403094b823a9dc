/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "script/collapse/line_cache.h"

#include <stdlib.h>
#include <sys/random.h>

#include "common/base/mem.h"

#define NR_SLOTS ((size_t)1 << 13) /* 128 KB: what is used most stays close to the processor */

struct slot {
	uint64_t hash; /* 0: free */
	struct memo_names names;
};

struct line_cache {
	uint64_t seed;
	struct slot slots[NR_SLOTS];
};

struct line_cache *line_cache_new(void)
{
	struct line_cache *c = xzalloc(sizeof(*c));

	/* Without randomness the cache works as well, but a collision can be prepared. */
	if (getrandom(&c->seed, sizeof(c->seed), GRND_NONBLOCK) < 0)
		c->seed = (uintptr_t)c;
	return c;
}

void line_cache_free(struct line_cache *c)
{
	free(c);
}

struct memo_names *line_cache_add(struct line_cache *c, struct str line, bool java, bool *is_new)
{
	/* The lowest bits tell the kinds of processes apart, and a taken slot from a free one. */
	uint64_t hash = (hash_bytes_seeded(line.s, line.len, c->seed) | 3) - java;
	struct slot *slot = &c->slots[(hash >> 8) % NR_SLOTS];

	*is_new = slot->hash != hash;
	slot->hash = hash;
	return &slot->names;
}
