/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "script/script/frame_cache.h"

#include <stdlib.h>

#include "common/base/arena.h"
#include "common/base/mem.h"
#include "common/base/outbuf.h"
#include "common/model/mapping.h"
#include "common/model/dso.h"
#include "common/model/space.h"
#include "common/object/symtab.h"
#include "common/symbol/symbolizer.h"
#include "script/script/printer.h"

/* A slot of an open-addressing table: `text` is NULL where it is free. */
struct frame_slot {
	const struct space *space;
	uint64_t ip;
	const char *text, *name;
	uint32_t len, style;
};

struct chain_slot {
	struct chain_key key; /* ips is the cache's copy */
	uint64_t hash;
	const char *text;
	uint32_t len;
};

/* What follows the address is the same wherever the DSO is mapped. */
struct place_slot {
	const struct dso *dso;
	uint64_t dso_addr;
	const char *text, *name;
	uint32_t len, style;
};

struct frame_cache {
	struct symbolizer *symbolizer;
	struct arena *arena; /* all texts */
	struct frame_slot *frames;
	struct place_slot *places;
	struct chain_slot *chains;
	size_t nr_frames, cap_frames; /* caps are powers of two */
	size_t nr_places, cap_places;
	size_t nr_chains, cap_chains;
	struct outbuf line; /* being made */
};

#define FIRST_CAP 1024

static void start_tables(struct frame_cache *c)
{
	c->cap_frames = c->cap_places = c->cap_chains = FIRST_CAP;
	c->nr_frames = c->nr_places = c->nr_chains = 0;
	c->frames = xcalloc(FIRST_CAP, sizeof(*c->frames));
	c->places = xcalloc(FIRST_CAP, sizeof(*c->places));
	c->chains = xcalloc(FIRST_CAP, sizeof(*c->chains));
}

static void drop_tables(struct frame_cache *c)
{
	free(c->frames);
	free(c->places);
	free(c->chains);
}

struct frame_cache *frame_cache_new(struct symbolizer *symbolizer)
{
	struct frame_cache *c = xzalloc(sizeof(*c));

	c->symbolizer = symbolizer;
	c->arena = arena_new();
	start_tables(c);
	return c;
}

void frame_cache_free(struct frame_cache *c)
{
	if (!c)
		return;
	drop_tables(c);
	outbuf_done(&c->line);
	arena_free(c->arena);
	free(c);
}

static void stay_bounded(struct frame_cache *c)
{
	if (arena_used_bytes(c->arena) < FRAME_CACHE_BYTES)
		return;
	drop_tables(c);
	arena_free(c->arena);
	c->arena = arena_new();
	start_tables(c);
}

static uint64_t frame_hash(const struct space *space, uint64_t ip)
{
	return hash_u64(ip ^ (uintptr_t)space << 20);
}

/*
 * The slot of a key in a table, or the free one where it belongs. `same` looks at *slot_, whose
 * `text` is set.
 */
#define PROBE(table, cap, hash, same)                          \
	({                                                     \
		size_t at_ = (size_t)(hash) & ((cap)-1);       \
		__typeof__(&(table)[0]) slot_ = &(table)[at_]; \
		while (slot_->text && !(same)) {               \
			at_ = (at_ + 1) & ((cap)-1);           \
			slot_ = &(table)[at_];                 \
		}                                              \
		slot_;                                         \
	})

/* Twice the room: `hash` looks at *old_. */
#define GROW(table, cap, hash)                                                      \
	do {                                                                        \
		__typeof__(table) was_ = (table);                                   \
		size_t was_cap_ = (cap);                                            \
		(cap) *= 2;                                                         \
		(table) = xcalloc((cap), sizeof(*(table)));                         \
		for (__typeof__(table) old_ = was_; old_ < was_ + was_cap_; old_++) \
			if (old_->text)                                             \
				*PROBE(table, cap, hash, false) = *old_;            \
		free(was_);                                                         \
	} while (0)

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
		outbuf_str(out, loc->mapping ? loc->mapping->dso->name : "[unknown]");
		outbuf_char(out, ')');
	}
}

/* What follows the address, from the cache. `mapping` may be NULL. */
static const struct place_slot *find_place(struct frame_cache *c, const struct mapping *mapping,
                                           uint64_t ip, unsigned style)
{
	uint64_t addr = mapping ? mapping_dso_addr(mapping, ip) : 0;
	const struct dso *dso = mapping ? mapping->dso : NULL;
	uint64_t hash = hash_u64(addr ^ (uintptr_t)dso << 20);
	struct location loc = { .mapping = mapping, .addr = ip };
	struct outbuf text = { 0 };
	struct place_slot *slot =
		PROBE(c->places, c->cap_places, hash,
	              slot_->dso_addr == addr && slot_->dso == dso && slot_->style == style);

	if (slot->text)
		return slot;
	if (mapping)
		loc.symbol = symbolizer_find(c->symbolizer, dso, addr, &loc.offset);
	frame_place_print(&loc, style, &text);
	outbuf_char(&text, '\n');
	*slot = (struct place_slot){
		.dso = dso,
		.dso_addr = addr,
		.text = arena_strndup(c->arena, text.data, text.len),
		.name = loc.symbol ? loc.symbol->name : NULL,
		.len = (uint32_t)text.len,
		.style = style,
	};
	outbuf_done(&text);
	if (++c->nr_places * 2 > c->cap_places) {
		struct place_slot made = *slot;

		GROW(c->places, c->cap_places,
		     hash_u64(old_->dso_addr ^ (uintptr_t)old_->dso << 20));
		slot = PROBE(c->places, c->cap_places, hash, slot_->text == made.text);
	}
	return slot;
}

struct str frame_cache_line(struct frame_cache *c, const struct space *space, uint64_t ip,
                            unsigned style, const char **ret_name)
{
	uint64_t hash = frame_hash(space, ip);
	const struct place_slot *place;
	struct frame_slot *slot;
	struct str line;

	stay_bounded(c);
	slot = PROBE(c->frames, c->cap_frames, hash,
	             slot_->ip == ip && slot_->space == space && slot_->style == style);
	if (slot->text) {
		*ret_name = slot->name;
		return (struct str){ slot->text, slot->len };
	}

	place = find_place(c, space_find(space, ip), ip, style);
	c->line.len = 0;
	if (style & FRAME_IP) {
		outbuf_char(&c->line, '\t');
		outbuf_hex(&c->line, ip, 16);
	}
	outbuf_bytes(&c->line, place->text, place->len);
	line = (struct str){ arena_strndup(c->arena, c->line.data, c->line.len), c->line.len };
	*slot = (struct frame_slot){ space, ip, line.s, place->name, (uint32_t)line.len, style };
	*ret_name = place->name;
	if (++c->nr_frames * 2 > c->cap_frames)
		GROW(c->frames, c->cap_frames, frame_hash(old_->space, old_->ip));
	return line;
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

bool frame_cache_chain(struct frame_cache *c, const struct chain_key *key, struct str *ret)
{
	uint64_t hash = chain_hash(key);
	struct chain_slot *slot = PROBE(c->chains, c->cap_chains, hash,
	                                slot_->hash == hash && same_chain(&slot_->key, key));

	if (!slot->text)
		return false;
	*ret = (struct str){ slot->text, slot->len };
	return true;
}

void frame_cache_add_chain(struct frame_cache *c, const struct chain_key *key, struct str text)
{
	uint64_t hash = chain_hash(key);
	struct chain_slot *slot;

	slot = PROBE(c->chains, c->cap_chains, hash, false);
	*slot = (struct chain_slot){ .key = *key, .hash = hash, .len = (uint32_t)text.len };
	slot->key.ips = arena_memdup(c->arena, key->ips, key->nr * sizeof(key->ips[0]));
	slot->text = arena_strndup(c->arena, text.s, text.len);
	if (++c->nr_chains * 2 > c->cap_chains)
		GROW(c->chains, c->cap_chains, old_->hash);
}
