/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "common/tally/place_table.h"

#include <linux/perf_event.h>
#include <stdbool.h>
#include <stdlib.h>

#include "common/base/hmap.h"
#include "common/base/mem.h"
#include "common/base/str.h"
#include "common/model/dso.h"
#include "common/model/mapping.h"
#include "common/model/space.h"
#include "common/object/symtab.h"
#include "common/symbol/symbolizer.h"
#include "common/tally/stack_table.h"

/* An address that was looked up, in the space in which it was. */
struct seen {
	const struct space *space;
	uint64_t ip;
	enum place_role role;
	uint32_t place;
	uint32_t next; /* of the same hash, plus 1 */
};

struct place_table {
	struct symbolizer *symbolizer;
	VEC(struct place) places;
	VEC(uint32_t) next_place; /* beside places: the next of the same hash, plus 1 */
	struct hmap by_identity;  /* hash -> index of a place, plus 1 */
	VEC(struct seen) seen;
	struct hmap by_address; /* hash -> index of a seen address, plus 1 */
};

struct place_table *place_table_new(struct symbolizer *symbolizer)
{
	struct place_table *t = xzalloc(sizeof(*t));

	t->symbolizer = symbolizer;
	return t;
}

void place_table_free(struct place_table *t)
{
	if (!t)
		return;
	vec_done(&t->places);
	vec_done(&t->next_place);
	hmap_done(&t->by_identity);
	vec_done(&t->seen);
	hmap_done(&t->by_address);
	free(t);
}

static char level_of(uint16_t cpumode)
{
	switch (cpumode) {
	case PERF_RECORD_MISC_KERNEL:
		return 'k';
	case PERF_RECORD_MISC_USER:
		return '.';
	case PERF_RECORD_MISC_GUEST_KERNEL:
		return 'g';
	case PERF_RECORD_MISC_GUEST_USER:
		return 'u';
	default:
		return 'H';
	}
}

static uint32_t intern(struct place_table *t, const struct place *place)
{
	uint64_t hash = hash_u64((uintptr_t)place->symbol ^ hash_u64(place->start)) ^
	                hash_u64((uintptr_t)place->dso ^ (uint64_t)place->level);
	uint64_t *first = hmap_add(&t->by_identity, hash, NULL);

	for (uint64_t i = *first; i; i = t->next_place.data[i - 1]) {
		const struct place *there = &t->places.data[i - 1];

		if (there->symbol == place->symbol && there->dso == place->dso &&
		    there->start == place->start)
			return (uint32_t)(i - 1);
	}
	vec_push(&t->places, *place);
	vec_push(&t->next_place, (uint32_t)*first);
	*first = t->places.len;
	return (uint32_t)(t->places.len - 1);
}

static uint32_t look_up(struct place_table *t, const struct seen *seen, uint16_t cpumode)
{
	const struct mapping *mapping = space_find(seen->space, seen->ip);
	struct place place = { .start = seen->ip, .level = level_of(cpumode) };
	uint64_t addr, offset;

	if (mapping) {
		addr = mapping_dso_addr(mapping, seen->ip);
		place.dso = mapping->dso;
		place.symbol = symbolizer_find(t->symbolizer, mapping->dso, addr, &offset);
		if (place.symbol)
			place.start = addr - offset;
		else if (seen->role == PLACE_SELF)
			place.start = addr;
	}
	return intern(t, &place);
}

uint32_t place_table_add(struct place_table *t, const struct space *space, uint16_t cpumode,
                         uint64_t ip, enum place_role role)
{
	struct seen new = { .space = space, .ip = ip, .role = role };
	uint64_t hash = hash_u64(ip ^ hash_u64((uintptr_t)space ^ role));
	uint64_t *first = hmap_add(&t->by_address, hash, NULL);

	for (uint64_t i = *first; i; i = t->seen.data[i - 1].next) {
		const struct seen *seen = &t->seen.data[i - 1];

		if (seen->ip == ip && seen->space == space && seen->role == role)
			return seen->place;
	}
	new.place = look_up(t, &new, cpumode);
	new.next = (uint32_t)*first;
	vec_push(&t->seen, new);
	*first = t->seen.len;
	return new.place;
}

const struct place *place_table_at(const struct place_table *t, uint32_t id)
{
	return &t->places.data[id];
}

size_t place_table_len(const struct place_table *t)
{
	return t->places.len;
}

/* The cpumode that a PERF_CONTEXT_* marker switches to; false: not a marker that we know. */
static bool context_cpumode(uint64_t marker, uint16_t *ret)
{
	switch (marker) {
	case PERF_CONTEXT_HV:
		*ret = PERF_RECORD_MISC_HYPERVISOR;
		return true;
	case PERF_CONTEXT_KERNEL:
		*ret = PERF_RECORD_MISC_KERNEL;
		return true;
	case PERF_CONTEXT_USER:
		*ret = PERF_RECORD_MISC_USER;
		return true;
	default:
		return false;
	}
}

size_t place_table_resolve(struct place_table *t, const struct stack *stack, size_t max_frames,
                           struct frames *ret)
{
	uint16_t cpumode = stack->cpumode;

	vec_clear(&ret->v);
	for (uint32_t i = 0; i < stack->nr; i++) {
		uint64_t ip = stack->ips[i];
		const struct space *space;

		if (ip >= PERF_CONTEXT_MAX) {
			if (context_cpumode(ip, &cpumode))
				continue;
			vec_clear(&ret->v);
			return stack->nr - i;
		}
		if (max_frames && ret->v.len >= max_frames)
			break;
		space = cpumode == PERF_RECORD_MISC_USER ? stack->user : stack->kernel;
		vec_push(
			&ret->v,
			(struct frame){ place_table_add(t, space, cpumode, ip, PLACE_CALLER), ip });
	}
	return 0;
}
