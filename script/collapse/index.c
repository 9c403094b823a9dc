/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "script/collapse/index.h"

#include <stdlib.h>

#include "common/base/mem.h"

static void put(struct index *index, struct index_slot slot)
{
	size_t at = slot.hash & (index->cap - 1);

	while (index->slots[at].number)
		at = (at + 1) & (index->cap - 1);
	index->slots[at] = slot;
}

static void grow(struct index *index)
{
	struct index old = *index;

	index->cap = old.cap ? old.cap * 2 : 256;
	index->slots = xcalloc(index->cap, sizeof(*index->slots));
	for (size_t i = 0; i < old.cap; i++)
		if (old.slots[i].number)
			put(index, old.slots[i]);
	free(old.slots);
}

void index_add(struct index *index, uint64_t hash, uint32_t number)
{
	if (index->len * 2 >= index->cap)
		grow(index);
	put(index, (struct index_slot){ (uint32_t)(hash >> 32), number + 1 });
	index->len++;
}

void index_done(struct index *index)
{
	free(index->slots);
	*index = (struct index){ 0 };
}
