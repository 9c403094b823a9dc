/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "common/object/symtab.h"

#include <elf.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "common/base/mem.h"
#include "common/object/demangle.h"
#include "common/object/symtab_table.h"

/* How far a look-up goes out of nested symbols: a file made to be slow must not make us so. */
#define NESTED_MAX 64

/* A symbol and the text of its name, if it is not in the table's. */
struct made_symbol {
	struct symbol symbol;
	char *own_name;
};

/* Where a name ends that is followed by other parts of its line. */
static size_t name_in_line(const char *text, size_t left)
{
	const char *line_end = memchr(text, '\n', left);
	const char *tab;

	if (line_end)
		left = (size_t)(line_end - text);
	tab = memchr(text, '\t', left);
	return tab ? (size_t)(tab - text) : left;
}

/* The block that a name is in, or NULL. */
static const struct text_block *block_of(const struct text_blocks *t, uint32_t name)
{
	for (size_t i = 0; i < t->blocks.len; i++) {
		const struct text_block *block = &t->blocks.data[i];

		if (name >= block->base && name - block->base <= block->len)
			return block;
	}
	return NULL;
}

struct str text_blocks_name(const struct text_blocks *t, uint32_t name)
{
	const struct text_block *block = block_of(t, name);
	const char *text;

	if (!block)
		return STR("");
	text = block->text + (name - block->base);
	if (block->lines)
		return (struct str){ text, name_in_line(text, (size_t)(block->text + block->len -
			                                               text)) };
	return str_of(text);
}

void text_blocks_done(struct text_blocks *t)
{
	vec_for_each(block, &t->blocks) {
		if (block->is_mapped)
			munmap(block->text, block->len);
		else
			free(block->text);
	}
	vec_done(&t->blocks);
	t->used = 0;
}

static void made_free(struct symbol *symbol)
{
	struct made_symbol *made = (struct made_symbol *)symbol;

	if (!made)
		return;
	free(made->own_name);
	free(made);
}

static struct made_symbol *make(const struct symtab *t, size_t i, uint32_t size, uint32_t name,
                                uint8_t info)
{
	struct made_symbol *made = xzalloc(sizeof(*made));
	struct str view = text_blocks_name(&t->text, name);
	AUTO(freep) char *copy = view.s[view.len] ? xstrndup(view.s, view.len) : NULL;
	const char *text = copy ? copy : view.s;

	made->own_name = t->demangle ? demangle(text) : NULL;
	if (!made->own_name && copy)
		text = made->own_name = take(copy);
	made->symbol = (struct symbol){
		.start = t->start[i],
		.end = symtab_end(t, i, size),
		.name = made->own_name ? made->own_name : text,
		.binding = ELF64_ST_BIND(info),
		.type = ELF64_ST_TYPE(info),
	};
	return made;
}

static bool better_name(const char *now, const char *other)
{
	size_t now_bars = strspn(now, "_"), other_bars = strspn(other, "_");

	if (now_bars != other_bars)
		return other_bars < now_bars;
	return strlen(other) > strlen(now);
}

/* The index of the first of the ties that belong to symbol i, or of the end of them. */
static size_t first_tie(const struct symtab *t, size_t i)
{
	size_t low = 0, high = t->ties.len;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (t->ties.data[mid].index < i)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

/* Symbol i as it is handed out: made by the first who asks. */
static const struct symbol *symbol_of(const struct symtab *t, size_t i)
{
	struct symbol *known = atomic_load_explicit(&t->made[i], memory_order_acquire);
	struct made_symbol *made;

	if (known)
		return known;

	made = make(t, i, t->size[i], t->name[i], t->info[i]);
	for (size_t at = first_tie(t, i); at < t->ties.len; at++) {
		const struct symtab_tie *tie = &t->ties.data[at];
		struct made_symbol *other;
		bool better;

		if (tie->index != i)
			break;
		other = make(t, i, tie->size, tie->name, tie->info);
		better = better_name(made->symbol.name, other->symbol.name);
		made_free(better ? &made->symbol : &other->symbol);
		if (better)
			made = other;
	}

	if (!atomic_compare_exchange_strong_explicit(&t->made[i], &known, &made->symbol,
	                                             memory_order_acq_rel, memory_order_acquire)) {
		made_free(&made->symbol);
		return known;
	}
	return &made->symbol;
}

/* The last symbol that starts at or before `addr`; addr is not before the first. */
static size_t index_of(const struct symtab *t, uint64_t addr)
{
	uint64_t bucket = (addr - t->start[0]) >> t->bucket_shift;
	size_t low, high;

	if (bucket >= t->nr_buckets)
		return t->nr - 1;

	low = t->bucket[bucket]; /* the answer is below here by one, or within the bucket */
	high = t->bucket[bucket + 1];
	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (t->start[mid] <= addr)
			low = mid + 1;
		else
			high = mid;
	}
	return low - 1;
}

const struct symbol *symtab_find(const struct symtab *t, uint64_t addr)
{
	size_t i;

	if (!t->nr || addr < t->start[0])
		return NULL;

	i = index_of(t, addr);
	for (unsigned depth = 0; depth < NESTED_MAX; depth++) {
		const struct symbol *symbol = symbol_of(t, i);

		if (addr < symbol->end)
			return symbol;
		if (!t->parent || t->parent[i] == SYMTAB_NO_PARENT)
			return NULL;
		i = t->parent[i];
	}
	return NULL;
}

const struct symbol *symtab_find_name(const struct symtab *t, const char *name)
{
	for (size_t i = 0; i < t->nr; i++) {
		const struct text_block *block = block_of(&t->text, t->name[i]);

		/* Most differ in their first letter: no need to find where they end. */
		if (!block || block->text[t->name[i] - block->base] != name[0])
			continue;
		if (str_is(text_blocks_name(&t->text, t->name[i]), name))
			return symbol_of(t, i);
	}
	return NULL;
}

size_t symtab_size(const struct symtab *t)
{
	return t->nr;
}

const struct symbol *symtab_at(const struct symtab *t, size_t i)
{
	return symbol_of(t, i);
}

size_t symtab_memory_bytes(const struct symtab *t)
{
	size_t each = sizeof(*t->start) + sizeof(*t->size) + sizeof(*t->name) + sizeof(*t->info) +
	              sizeof(*t->made) + (t->parent ? sizeof(*t->parent) : 0);

	return sizeof(*t) + t->nr * each + t->nr_buckets * sizeof(*t->bucket) +
	       t->ties.cap * sizeof(*t->ties.data) + t->text.used;
}

void symtab_free(struct symtab *t)
{
	if (!t)
		return;
	for (size_t i = 0; i < t->nr; i++)
		made_free(atomic_load_explicit(&t->made[i], memory_order_relaxed));
	free(t->made);
	free(t->start);
	free(t->size);
	free(t->name);
	free(t->info);
	free(t->parent);
	free(t->bucket);
	vec_done(&t->ties);
	text_blocks_done(&t->text);
	free(t);
}
