/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * A hash map from 64-bit keys to 64-bit values (or pointers), open addressing.
 *
 * Keys that are longer are hashed by the caller, who then chains its own entries. Iteration
 * order is that of the table: sort before showing.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct hmap_slot {
	uint64_t key;
	uint64_t value;
};

struct hmap {
	struct hmap_slot *slots; /* cap of them; `used` tells which are taken */
	uint8_t *used;
	size_t len;
	size_t cap; /* a power of two, or 0 */
};

/* The value's place, or NULL. Valid until the next hmap_add(). */
uint64_t *hmap_find(const struct hmap *m, uint64_t key);

/* The value's place; a new key starts with value 0. *is_new may be NULL. */
uint64_t *hmap_add(struct hmap *m, uint64_t key, bool *is_new);

/* The pointer that is kept under `key`, or NULL. */
static inline void *hmap_find_ptr(const struct hmap *m, uint64_t key)
{
	uint64_t *value = hmap_find(m, key);

	return value ? (void *)(uintptr_t)*value : NULL;
}

static inline void hmap_set_ptr(struct hmap *m, uint64_t key, const void *p)
{
	*hmap_add(m, key, NULL) = (uintptr_t)p;
}

/* Step through the taken slots: *at starts as 0; NULL at the end. */
struct hmap_slot *hmap_next(const struct hmap *m, size_t *at);

/* Free the table; the map is empty and usable again. The values are the caller's. */
void hmap_done(struct hmap *m);
