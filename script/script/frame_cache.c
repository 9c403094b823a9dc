/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "script/script/frame_cache.h"

#include <stdlib.h>

#include "common/base/arena.h"
#include "common/base/hmap.h"
#include "common/base/mem.h"
#include "common/base/outbuf.h"
#include "common/model/mapping.h"
#include "common/model/dso.h"
#include "common/model/space.h"
#include "common/object/symtab.h"
#include "common/symbol/symbolizer.h"
#include "script/script/printer.h"

/*
 * What follows the address: the same wherever the DSO is mapped. Items of equal hashes are
 * chained.
 */
struct place {
	const struct place *next;
	const struct dso *dso; /* NULL: nothing is mapped there */
	uint64_t dso_addr;
	const char *text, *name; /* name: the symbol's, or NULL */
	uint32_t len, style;
};

/* Where an address was found; another may drive it out. */
struct frame {
	const struct space *space;
	uint64_t ip;
	const struct place *place; /* NULL: free */
};
#define NR_FRAMES (1u << 14)

struct chain {
	const struct chain *next;
	struct chain_key key; /* ips is the cache's copy */
	const char *text;
	uint32_t len;
};

/*
 * Most chains of some recordings are seen once only: a chain is kept from its second sight on.
 * The first is noted as its hash, which another may drive out.
 */
#define SEEN_HASHES (1u << 14)

struct frame_cache {
	struct symbolizer *symbolizer;
	const char *kernel_path;
	struct arena *arena;        /* places and chains, their texts and ips */
	struct hmap places, chains; /* hash -> item */
	struct frame *frames;       /* NR_FRAMES of them, by hash */
	uint64_t *seen;             /* SEEN_HASHES of them */
	struct outbuf text;         /* being made */
};

struct frame_cache *frame_cache_new(struct symbolizer *symbolizer, const char *kernel_path)
{
	struct frame_cache *c = xzalloc(sizeof(*c));

	c->symbolizer = symbolizer;
	c->kernel_path = kernel_path;
	c->arena = arena_new();
	c->seen = xcalloc(SEEN_HASHES, sizeof(*c->seen));
	c->frames = xcalloc(NR_FRAMES, sizeof(*c->frames));
	return c;
}

static void drop_items(struct frame_cache *c)
{
	hmap_done(&c->places);
	hmap_done(&c->chains);
	arena_free(c->arena);
}

void frame_cache_free(struct frame_cache *c)
{
	if (!c)
		return;
	drop_items(c);
	outbuf_done(&c->text);
	free(c->seen);
	free(c->frames);
	free(c);
}

static void stay_bounded(struct frame_cache *c)
{
	if (arena_used_bytes(c->arena) < FRAME_CACHE_BYTES)
		return;
	drop_items(c);
	memset(c->frames, 0, NR_FRAMES * sizeof(*c->frames));
	c->arena = arena_new();
}

const char *location_dso_name(const struct location *loc)
{
	if (!loc->mapping)
		return "[unknown]";
	if (loc->kernel_path && loc->mapping->dso->kind == DSO_KERNEL)
		return loc->kernel_path;
	return loc->mapping->dso->name;
}

void frame_place_print(const struct location *loc, unsigned style, struct outbuf *out)
{
	if (style & FRAME_SYM) {
		outbuf_char(out, ' ');
		outbuf_str(out, loc->symbol ? loc->symbol->name : "[unknown]");
		if (loc->symbol && style & FRAME_SYMOFF) {
			outbuf_str(out, "+0x");
			outbuf_hex(out, loc->offset, 0);
		}
	}
	if (style & FRAME_DSO) {
		outbuf_str(out, " (");
		outbuf_str(out, location_dso_name(loc));
		outbuf_char(out, ')');
	}
}

/* `mapping` may be NULL. */
static struct place *make_place(struct frame_cache *c, const struct mapping *mapping, uint64_t ip,
                                unsigned style)
{
	struct location loc = {
		.mapping = mapping,
		.kernel_path = c->kernel_path,
		.addr = ip,
	};
	struct place *place = arena_zalloc(c->arena, sizeof(*place));

	if (mapping) {
		place->dso = mapping->dso;
		place->dso_addr = mapping_dso_addr(mapping, ip);
		loc.symbol =
			symbolizer_find(c->symbolizer, mapping->dso, place->dso_addr, &loc.offset);
	}
	c->text.len = 0;
	frame_place_print(&loc, style, &c->text);
	outbuf_char(&c->text, '\n');
	place->text = arena_strndup(c->arena, c->text.data, c->text.len);
	place->len = (uint32_t)c->text.len;
	place->name = loc.symbol ? loc.symbol->name : NULL;
	place->style = style;
	return place;
}

static const struct place *find_place(struct frame_cache *c, const struct mapping *mapping,
                                      uint64_t ip, unsigned style)
{
	uint64_t addr = mapping ? mapping_dso_addr(mapping, ip) : 0;
	const struct dso *dso = mapping ? mapping->dso : NULL;
	uint64_t hash = hash_u64(addr ^ (uintptr_t)dso << 20 ^ style);
	uint64_t *slot = hmap_add(&c->places, hash, NULL);
	struct place *made;

	for (const struct place *p = (void *)(uintptr_t)*slot; p; p = p->next)
		if (p->dso_addr == addr && p->dso == dso && p->style == style)
			return p;
	made = make_place(c, mapping, ip, style);
	made->next = (void *)(uintptr_t)*slot;
	*slot = (uintptr_t)made;
	return made;
}

static const struct place *find_frame(struct frame_cache *c, const struct space *space, uint64_t ip,
                                      unsigned style)
{
	uint64_t hash = hash_u64(ip ^ (uintptr_t)space << 20);
	struct frame *f = &c->frames[hash % NR_FRAMES];

	if (!f->place || f->ip != ip || f->space != space || f->place->style != style)
		*f = (struct frame){ space, ip, find_place(c, space_find(space, ip), ip, style) };
	return f->place;
}

const char *frame_cache_print(struct frame_cache *c, const struct space *space, uint64_t ip,
                              unsigned style, struct outbuf *out)
{
	const struct place *place;

	stay_bounded(c);
	place = find_frame(c, space, ip, style);
	if (style & FRAME_IP)
		outbuf_hex(out, ip, 16);
	outbuf_bytes(out, place->text, place->len);
	return place->name;
}

static uint64_t chain_hash(const struct chain_key *key)
{
	uint64_t h = hash_bytes(key->ips, key->nr * sizeof(key->ips[0]));

	return hash_u64(h ^ (uintptr_t)key->user ^ (uintptr_t)key->kernel << 24 ^ key->style);
}

static bool same_chain(const struct chain_key *a, const struct chain_key *b)
{
	return a->nr == b->nr && a->user == b->user && a->kernel == b->kernel &&
	       a->style == b->style && memcmp(a->ips, b->ips, a->nr * sizeof(a->ips[0])) == 0;
}

bool frame_cache_chain(struct frame_cache *c, const struct chain_key *key, struct str *ret,
                       uint64_t *ret_hash)
{
	const struct chain *chain;

	*ret_hash = chain_hash(key);
	for (chain = hmap_find_ptr(&c->chains, *ret_hash); chain; chain = chain->next) {
		if (!same_chain(&chain->key, key))
			continue;
		*ret = (struct str){ chain->text, chain->len };
		return true;
	}
	return false;
}

void frame_cache_add_chain(struct frame_cache *c, const struct chain_key *key, uint64_t hash,
                           struct str text)
{
	uint64_t *seen = &c->seen[hash % SEEN_HASHES], *slot;
	struct chain *made;

	if (*seen != hash) {
		*seen = hash;
		return;
	}
	slot = hmap_add(&c->chains, hash, NULL);
	made = arena_alloc(c->arena, sizeof(*made));
	*made = (struct chain){
		.next = (void *)(uintptr_t)*slot,
		.key = *key,
		.text = arena_strndup(c->arena, text.s, text.len),
		.len = (uint32_t)text.len,
	};
	made->key.ips = arena_memdup(c->arena, key->ips, key->nr * sizeof(key->ips[0]));
	*slot = (uintptr_t)made;
}
