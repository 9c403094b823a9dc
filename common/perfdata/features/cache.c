/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Feature 20, CACHE: u32 version (1), u32 count; per cache u32 level, line size, sets, ways, and
 * the strings type, size, cpu list.
 */
#include "common/perfdata/features/feature.h"

#define CACHE_VERSION   1
#define CACHE_BYTES_MIN 28

static int read_cache(struct cursor c, struct arena *arena, struct features *f, struct err *err)
{
	uint32_t version, nr;
	int r;

	if (!cursor_u32(&c, &version))
		return err_set(err, EBADMSG, "CACHE: no version");
	if (version != CACHE_VERSION)
		return err_set(err, EBADMSG, "CACHE: version %" PRIu32 ", %d is known", version,
		               CACHE_VERSION);
	r = wire_count(&c, "CACHE", CACHE_BYTES_MIN, &nr, err);
	if (r < 0)
		return r;
	for (uint32_t i = 0; i < nr; i++) {
		struct feature_cache cache;

		if (!cursor_u32(&c, &cache.level) || !cursor_u32(&c, &cache.line_size) ||
		    !cursor_u32(&c, &cache.sets) || !cursor_u32(&c, &cache.ways) ||
		    !wire_string(&c, arena, &cache.type) || !wire_string(&c, arena, &cache.size) ||
		    !wire_string(&c, arena, &cache.map))
			return wire_short("CACHE", "cache", i, err);
		vec_push(&f->caches, cache);
	}
	return 0;
}

static void write_cache(const struct features *f, struct outbuf *out)
{
	wire_put_u32(out, CACHE_VERSION);
	wire_put_u32(out, (uint32_t)f->caches.len);
	vec_for_each(cache, &f->caches) {
		wire_put_u32(out, cache->level);
		wire_put_u32(out, cache->line_size);
		wire_put_u32(out, cache->sets);
		wire_put_u32(out, cache->ways);
		wire_put_string(out, cache->type);
		wire_put_string(out, cache->size);
		wire_put_string(out, cache->map);
	}
}

static void print_cache(const struct features *f, struct outbuf *out)
{
	outbuf_str(out, "# CPU cache info:\n");
	vec_for_each(cache, &f->caches)
		outbuf_printf(out, "#  L%" PRIu32 " %-15s %8s [%s]\n", cache->level, cache->type,
		              cache->size, cache->map);
}

const struct feature feature_cache = { "CACHE", read_cache, write_cache, print_cache, true };
