/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "common/tally/stack_table.h"

#include <stdlib.h>
#include <string.h>

#include "common/base/arena.h"
#include "common/base/hmap.h"
#include "common/base/mem.h"
#include "common/base/str.h"
#include "common/base/vec.h"

struct entry {
	struct stack stack;
	uint32_t id;
	struct entry *next; /* of the same hash */
};

struct stack_table {
	struct arena *arena;
	struct hmap by_hash; /* -> first entry */
	VEC(struct entry *) all;
};

struct stack_table *stack_table_new(void)
{
	struct stack_table *t = xzalloc(sizeof(*t));

	t->arena = arena_new();
	return t;
}

void stack_table_free(struct stack_table *t)
{
	if (!t)
		return;
	hmap_done(&t->by_hash);
	vec_done(&t->all);
	arena_free(t->arena);
	free(t);
}

static uint64_t hash_of(const struct stack *s)
{
	uint64_t hash = hash_bytes(s->ips, (size_t)s->nr * sizeof(*s->ips));

	hash = hash_u64(hash ^ (uintptr_t)s->user) ^ s->cpumode;
	hash = hash_u64(hash ^ (uintptr_t)s->kernel);
	return hash_u64(hash ^ s->ip);
}

static int equal(const struct stack *a, const struct stack *b)
{
	return a->nr == b->nr && a->ip == b->ip && a->user == b->user && a->kernel == b->kernel &&
	       a->cpumode == b->cpumode &&
	       (a->nr == 0 || memcmp(a->ips, b->ips, (size_t)a->nr * sizeof(*a->ips)) == 0);
}

uint32_t stack_table_add(struct stack_table *t, const struct stack *stack)
{
	uint64_t *slot = hmap_add(&t->by_hash, hash_of(stack), NULL);
	struct entry *e;

	for (e = (struct entry *)(uintptr_t)*slot; e; e = e->next)
		if (equal(&e->stack, stack))
			return e->id;

	e = arena_alloc(t->arena, sizeof(*e));
	e->stack = *stack;
	e->stack.ips = arena_memdup(t->arena, stack->ips, (size_t)stack->nr * sizeof(*stack->ips));
	e->id = (uint32_t)t->all.len;
	e->next = (struct entry *)(uintptr_t)*slot;
	*slot = (uintptr_t)e;
	vec_push(&t->all, e);
	return e->id;
}

const struct stack *stack_table_at(const struct stack_table *t, uint32_t id)
{
	return &t->all.data[id]->stack;
}

size_t stack_table_len(const struct stack_table *t)
{
	return t->all.len;
}
