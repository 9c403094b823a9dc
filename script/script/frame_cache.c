/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "script/script/frame_cache.h"

#include <stdlib.h>

#include "common/base/arena.h"
#include "common/base/hmap.h"
#include "common/base/mem.h"
#include "common/base/outbuf.h"
#include "common/base/vec.h"
#include "common/model/mapping.h"
#include "common/model/dso.h"
#include "common/model/space.h"
#include "common/object/symtab.h"
#include "common/symbol/symbolizer.h"
#include "script/script/printer.h"

/* What an address is; another may drive it out. */
struct frame {
	const struct space *space;
	uint64_t ip;
	const struct symbol *symbol; /* NULL: none covers it */
	uint64_t offset;             /* from the symbol's start */
	const struct dso *dso;       /* NULL: nothing is mapped there */
};
#define NR_FRAMES (1u << 14)

/* " (dso)": written for most frames, so made once for each DSO. */
struct dso_text {
	const char *text;
	size_t len;
};

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
	struct arena *arena;       /* chains, their texts and ips */
	struct hmap chains;        /* hash -> the first with it */
	struct frame *frames;      /* NR_FRAMES of them, by hash; ip 0 in space NULL: free */
	uint64_t *seen;            /* SEEN_HASHES of them */
	struct arena *names;       /* texts of DSOs */
	VEC(struct dso_text) dsos; /* by the DSO's id, plus 1; the first is "[unknown]" */
};

struct frame_cache *frame_cache_new(struct symbolizer *symbolizer, const char *kernel_path)
{
	struct frame_cache *c = xzalloc(sizeof(*c));

	c->symbolizer = symbolizer;
	c->kernel_path = kernel_path;
	c->arena = arena_new();
	c->names = arena_new();
	c->seen = xcalloc(SEEN_HASHES, sizeof(*c->seen));
	c->frames = xcalloc(NR_FRAMES, sizeof(*c->frames));
	return c;
}

static void drop_items(struct frame_cache *c)
{
	hmap_done(&c->chains);
	arena_free(c->arena);
}

void frame_cache_free(struct frame_cache *c)
{
	if (!c)
		return;
	drop_items(c);
	arena_free(c->names);
	vec_done(&c->dsos);
	free(c->seen);
	free(c->frames);
	free(c);
}

static void stay_bounded(struct frame_cache *c)
{
	if (arena_used_bytes(c->arena) < FRAME_CACHE_BYTES)
		return;
	drop_items(c);
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

static struct frame look_up(struct frame_cache *c, const struct space *space, uint64_t ip)
{
	const struct mapping *mapping = space_find(space, ip);
	struct frame f = { .space = space, .ip = ip };

	if (!mapping)
		return f;
	f.dso = mapping->dso;
	f.symbol = symbolizer_find(c->symbolizer, f.dso, mapping_dso_addr(mapping, ip), &f.offset);
	return f;
}

static const struct frame *find_frame(struct frame_cache *c, const struct space *space, uint64_t ip)
{
	uint64_t hash = hash_u64(ip ^ (uintptr_t)space << 20);
	struct frame *f = &c->frames[hash % NR_FRAMES];

	if (f->ip != ip || f->space != space || (!ip && !space))
		*f = look_up(c, space, ip);
	return f;
}

static const char *dso_name(const struct frame_cache *c, const struct dso *dso)
{
	if (!dso)
		return "[unknown]";
	return c->kernel_path && dso->kind == DSO_KERNEL ? c->kernel_path : dso->name;
}

static const struct dso_text *find_dso_text(struct frame_cache *c, const struct dso *dso)
{
	size_t i = dso ? (size_t)dso->id + 1 : 0;
	struct dso_text *t;

	while (c->dsos.len <= i)
		(void)vec_add(&c->dsos);
	t = &c->dsos.data[i];
	if (!t->text) {
		t->text = arena_printf(c->names, " (%s)", dso_name(c, dso));
		t->len = strlen(t->text);
	}
	return t;
}

const char *frame_cache_print(struct frame_cache *c, const struct space *space, uint64_t ip,
                              unsigned style, struct outbuf *out)
{
	const struct frame *f = find_frame(c, space, ip);
	const char *name = f->symbol ? f->symbol->name : NULL;

	if (style & FRAME_IP)
		outbuf_hex(out, ip, 16);
	if (style & FRAME_SYM) {
		outbuf_char(out, ' ');
		outbuf_str(out, name ? name : "[unknown]");
		if (name && style & FRAME_SYMOFF) {
			outbuf_bytes(out, "+0x", 3);
			outbuf_hex(out, f->offset, 0);
		}
	}
	if (style & FRAME_DSO) {
		const struct dso_text *t = find_dso_text(c, f->dso);

		outbuf_bytes(out, t->text, t->len);
	}
	outbuf_char(out, '\n');
	return name;
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
	stay_bounded(c);
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
