/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "common/base/hmap.h"

#include <stdlib.h>

#include "common/base/mem.h"
#include "common/base/str.h"

static size_t slot_of(const struct hmap *m, uint64_t key)
{
	size_t i = hash_u64(key) & (m->cap - 1);

	while (m->used[i] && m->slots[i].key != key)
		i = (i + 1) & (m->cap - 1);
	return i;
}

static void grow(struct hmap *m)
{
	struct hmap old = *m;

	m->cap = old.cap ? old.cap * 2 : 16;
	m->slots = xcalloc(m->cap, sizeof(*m->slots));
	m->used = xcalloc(m->cap, 1);
	for (size_t i = 0; i < old.cap; i++) {
		size_t to;

		if (!old.used[i])
			continue;
		to = slot_of(m, old.slots[i].key);
		m->slots[to] = old.slots[i];
		m->used[to] = 1;
	}
	free(old.slots);
	free(old.used);
}

uint64_t *hmap_find(const struct hmap *m, uint64_t key)
{
	size_t i;

	if (!m->cap)
		return NULL;
	i = slot_of(m, key);
	return m->used[i] ? &m->slots[i].value : NULL;
}

uint64_t *hmap_add(struct hmap *m, uint64_t key, bool *is_new)
{
	size_t i;

	if (m->len * 4 >= m->cap * 3)
		grow(m);

	i = slot_of(m, key);
	if (is_new)
		*is_new = !m->used[i];
	if (!m->used[i]) {
		m->used[i] = 1;
		m->slots[i] = (struct hmap_slot){ .key = key };
		m->len++;
	}
	return &m->slots[i].value;
}

struct hmap_slot *hmap_next(const struct hmap *m, size_t *at)
{
	while (*at < m->cap) {
		size_t i = (*at)++;

		if (m->used[i])
			return &m->slots[i];
	}
	return NULL;
}

void hmap_done(struct hmap *m)
{
	free(m->slots);
	free(m->used);
	*m = (struct hmap){ 0 };
}
