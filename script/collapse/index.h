/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * From the hash of something to its number in an array, where equal hashes are few: the caller
 * compares what the numbers stand for.
 *
 * Eight bytes an entry, so that the tables of a large profile stay in the cache.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct index_slot {
	uint32_t hash;   /* its upper half */
	uint32_t number; /* + 1; 0: free */
};

struct index {
	struct index_slot *slots; /* cap of them */
	size_t len;
	size_t cap; /* a power of two, or 0 */
};

struct index_probe {
	const struct index *index;
	uint32_t hash;
	size_t at;
};

/* Begin a search: index_next() gives the candidates. Ends with the next index_add(). */
static inline struct index_probe index_probe(const struct index *index, uint64_t hash)
{
	uint32_t upper = (uint32_t)(hash >> 32);

	return (struct index_probe){ index, upper, index->cap ? upper & (index->cap - 1) : 0 };
}

/* True with the next number whose hash agrees, false when there are no more. */
static inline bool index_next(struct index_probe *probe, uint32_t *number)
{
	const struct index *index = probe->index;

	if (!index->cap)
		return false;
	while (index->slots[probe->at].number) {
		struct index_slot slot = index->slots[probe->at];

		probe->at = (probe->at + 1) & (index->cap - 1);
		if (slot.hash == probe->hash) {
			*number = slot.number - 1;
			return true;
		}
	}
	return false;
}

/* Add a number below UINT32_MAX under a hash. */
void index_add(struct index *index, uint64_t hash, uint32_t number);

void index_done(struct index *index);
