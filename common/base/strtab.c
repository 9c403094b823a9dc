/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "common/base/strtab.h"

#include <stdlib.h>
#include <string.h>

#include "common/base/arena.h"
#include "common/base/hmap.h"
#include "common/base/mem.h"
#include "common/base/str.h"

struct entry {
	struct entry *next; /* of the same hash */
	size_t len;
	char text[];
};

struct strtab {
	struct arena *arena;
	struct hmap entries; /* hash -> first entry */
};

struct strtab *strtab_new(void)
{
	struct strtab *t = xzalloc(sizeof(*t));

	t->arena = arena_new();
	return t;
}

void strtab_free(struct strtab *t)
{
	if (!t)
		return;
	hmap_done(&t->entries);
	arena_free(t->arena);
	free(t);
}

const char *strtab_addn(struct strtab *t, const char *s, size_t len)
{
	uint64_t *first = hmap_add(&t->entries, hash_bytes(s, len), NULL);
	struct entry *e;

	for (e = (struct entry *)(uintptr_t)*first; e; e = e->next)
		if (e->len == len && memcmp(e->text, s, len) == 0)
			return e->text;

	e = arena_alloc(t->arena, sizeof(*e) + len + 1);
	e->next = (struct entry *)(uintptr_t)*first;
	e->len = len;
	memcpy(e->text, s, len);
	e->text[len] = '\0';
	*first = (uintptr_t)e;
	return e->text;
}

const char *strtab_add(struct strtab *t, const char *s)
{
	return strtab_addn(t, s, strlen(s));
}
