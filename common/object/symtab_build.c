/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Symbols in any order -> a sorted table. */
#include <elf.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/mem.h"
#include "common/object/symtab.h"
#include "common/object/symtab_table.h"

#define RADIX_BITS       11
#define RADIX_BUCKETS    (1u << RADIX_BITS)
#define TEXT_BYTES_FIRST 4096

struct raw_symbol {
	uint64_t start, size; /* size 0: not known */
	uint32_t name;
	uint8_t info, region;
};

/* Sorted in place of the symbols themselves. */
struct place {
	uint64_t start;
	uint32_t raw; /* index */
};

struct symtab_builder {
	VEC(struct raw_symbol) raw;
	struct text_blocks text;
	size_t open_cap; /* of the last block if it is ours to append to, else 0 */
	uint8_t region;
	bool demangle;
	bool last_wins;
	bool unsorted; /* a symbol was added below the one before it */
};

struct symtab_builder *symtab_builder_new(void)
{
	return xzalloc(sizeof(struct symtab_builder));
}

void symtab_builder_free(struct symtab_builder *b)
{
	if (!b)
		return;
	text_blocks_done(&b->text);
	vec_done(&b->raw);
	free(b);
}

void symtab_builder_set_demangle(struct symtab_builder *b, bool demangle)
{
	b->demangle = demangle;
}

void symtab_builder_set_region(struct symtab_builder *b, uint8_t region)
{
	b->region = region;
}

void symtab_builder_set_last_wins(struct symtab_builder *b)
{
	b->last_wins = true;
}

void symtab_builder_reserve(struct symtab_builder *b, size_t nr)
{
	vec_reserve(&b->raw, nr);
}

size_t symtab_builder_len(const struct symtab_builder *b)
{
	return b->raw.len;
}

static bool add_block(struct symtab_builder *b, struct text_block block, uint32_t *ret_base)
{
	bool fits = block.len < UINT32_MAX && b->text.used + block.len + 1 <= UINT32_MAX;

	*ret_base = block.base = (uint32_t)b->text.used;
	vec_push(&b->text.blocks, block);
	if (fits)
		b->text.used += block.len + 1;
	else
		vec_last(&b->text.blocks)->base = UINT32_MAX; /* none of it has a number */
	b->open_cap = 0;
	return fits;
}

bool symtab_builder_add_text(struct symtab_builder *b, char *text, size_t len, uint32_t *ret_base)
{
	return add_block(b, (struct text_block){ .text = text, .len = len }, ret_base);
}

bool symtab_builder_add_lines(struct symtab_builder *b, char *text, size_t len, bool is_mapped,
                              uint32_t *ret_base)
{
	return add_block(b,
	                 (struct text_block){
				 .text = text, .len = len, .lines = true, .is_mapped = is_mapped },
	                 ret_base);
}

/* A copy of the name in the block that is being filled; 0..4 GB, UINT32_MAX: full. */
static uint32_t add_name(struct symtab_builder *b, const char *name)
{
	size_t len = strlen(name);
	struct text_block *block = b->open_cap ? vec_last(&b->text.blocks) : NULL;
	uint32_t at;

	if (b->text.used + len + 1 >= UINT32_MAX)
		return UINT32_MAX;
	if (!block) {
		block = vec_add(&b->text.blocks);
		block->base = (uint32_t)b->text.used;
		b->open_cap = TEXT_BYTES_FIRST;
		block->text = xmalloc(b->open_cap);
	}
	if (block->len + len + 1 > b->open_cap) {
		b->open_cap = 2 * (block->len + len + 1);
		block->text = xrealloc(block->text, b->open_cap);
	}

	at = block->base + (uint32_t)block->len;
	memcpy(block->text + block->len, name, len + 1);
	block->len += len + 1;
	b->text.used += len + 1;
	return at;
}

void symtab_builder_add_named(struct symtab_builder *b, uint64_t start, uint64_t size,
                              uint32_t name, uint8_t info)
{
	b->unsorted |= b->raw.len && vec_last(&b->raw)->start > start;
	vec_push(&b->raw, (struct raw_symbol){ start, size, name, info, b->region });
}

void symtab_builder_add(struct symtab_builder *b, uint64_t start, uint64_t end, const char *name,
                        uint8_t binding, uint8_t type)
{
	uint32_t at = add_name(b, name);

	if (at != UINT32_MAX)
		symtab_builder_add_named(b, start, end > start ? end - start : 0, at,
		                         ELF64_ST_INFO(binding, type));
}

/*
 * Order by start, keeping the order of those that are equal: radix sort, as the numbers are close
 * to one another. Returns the array that has the result, `a` or `spare`.
 */
static struct place *sort_places(struct place *a, struct place *spare, size_t nr)
{
	uint64_t min = UINT64_MAX, range = 0;

	for (size_t i = 0; i < nr; i++)
		min = a[i].start < min ? a[i].start : min;
	for (size_t i = 0; i < nr; i++)
		range |= a[i].start - min;

	for (unsigned shift = 0; shift < 64 && range >> shift; shift += RADIX_BITS) {
		size_t at[RADIX_BUCKETS] = { 0 }, sum = 0;
		struct place *done = spare;

		for (size_t i = 0; i < nr; i++)
			at[((a[i].start - min) >> shift) % RADIX_BUCKETS]++;
		for (size_t i = 0; i < RADIX_BUCKETS; i++) {
			size_t count = at[i];

			at[i] = sum;
			sum += count;
		}
		for (size_t i = 0; i < nr; i++)
			spare[at[((a[i].start - min) >> shift) % RADIX_BUCKETS]++] = a[i];
		spare = a;
		a = done;
	}
	return a;
}

static uint64_t page_after(uint64_t start)
{
	uint64_t page = start & ~(uint64_t)(SYMTAB_PAGE_BYTES - 1);
	uint64_t end = page + SYMTAB_PAGE_BYTES + (page == start ? 0 : SYMTAB_PAGE_BYTES);

	return end > start ? end : UINT64_MAX;
}

/*
 * Sizes that are not known. As perf 6.1 does it this comes before doubles are dropped, so of
 * several symbols without size at one address the last added is the one that gets a size.
 */
static void set_sizes(struct symtab_builder *b)
{
	for (size_t i = 0; i < b->raw.len; i++) {
		struct raw_symbol *raw = &b->raw.data[i];
		const struct raw_symbol *next = i + 1 < b->raw.len ? raw + 1 : NULL;

		if (raw->size)
			continue;
		raw->size = (next && next->region == raw->region ? next->start
		                                                 : page_after(raw->start)) -
		            raw->start;
	}
}

static int binding_rank(uint8_t info)
{
	switch (ELF64_ST_BIND(info)) {
	case STB_WEAK:
		return 0;
	case STB_GLOBAL:
		return 2;
	default:
		return 1;
	}
}

/* > 0: b is better than a, 0: as good as far as can be told without the names. */
static int compare_without_names(const struct raw_symbol *a, const struct raw_symbol *b)
{
	if (!a->size != !b->size)
		return b->size ? 1 : -1;
	return binding_rank(b->info) - binding_rank(a->info);
}

static uint32_t size_32(uint64_t size)
{
	return size < SYMTAB_SIZE_MAX ? (uint32_t)size : SYMTAB_SIZE_MAX;
}

/* One address: raw[0..nr). The best of them becomes symbol t->nr, its equals are noted. */
static void add_group(struct symtab *t, const struct raw_symbol *raw, size_t nr, bool last_wins)
{
	const struct raw_symbol *best = &raw[last_wins ? nr - 1 : 0];
	uint32_t index = (uint32_t)t->nr++;

	for (size_t i = 1; i < nr && !last_wins; i++) {
		int better = compare_without_names(best, &raw[i]);

		if (better > 0) {
			while (t->ties.len && vec_last(&t->ties)->index == index)
				(void)vec_pop(&t->ties);
			best = &raw[i];
		} else if (better == 0) {
			vec_push(&t->ties, (struct symtab_tie){ index, size_32(raw[i].size),
			                                        raw[i].name, raw[i].info });
		}
	}

	t->start[index] = best->start;
	t->size[index] = size_32(best->size);
	t->name[index] = best->name;
	t->info[index] = best->info;
}

/* For each symbol the nearest one before it that ends later. Only kept where some are nested. */
static void set_parents(struct symtab *t)
{
	bool nested = false;

	for (size_t i = 0; i + 1 < t->nr && !nested; i++)
		nested = symtab_end(t, i, t->size[i]) > symtab_end(t, i + 1, t->size[i + 1]);
	if (!nested)
		return;

	t->parent = xcalloc(t->nr, sizeof(*t->parent));
	for (size_t i = 0; i < t->nr; i++) {
		uint32_t at = i ? (uint32_t)i - 1 : SYMTAB_NO_PARENT;

		while (at != SYMTAB_NO_PARENT &&
		       symtab_end(t, at, t->size[at]) <= symtab_end(t, i, t->size[i]))
			at = t->parent[at];
		t->parent[i] = at;
	}
}

/* Two to four symbols a bucket, where they are spread evenly. */
static void set_buckets(struct symtab *t)
{
	uint64_t range = t->start[t->nr - 1] - t->start[0];
	size_t at = 0;

	while (range >> t->bucket_shift >= t->nr / 2 + 1)
		t->bucket_shift++;
	t->nr_buckets = (size_t)(range >> t->bucket_shift) + 1;
	t->bucket = xmalloc((t->nr_buckets + 1) * sizeof(*t->bucket));

	for (size_t i = 0; i < t->nr_buckets; i++) {
		while (at < t->nr && (t->start[at] - t->start[0]) >> t->bucket_shift < i)
			at++;
		t->bucket[i] = (uint32_t)at;
	}
	t->bucket[t->nr_buckets] = (uint32_t)t->nr;
}

static void fill_table(struct symtab *t, const struct symtab_builder *b)
{
	const struct raw_symbol *raw = b->raw.data;
	size_t nr = b->raw.len, end;

	t->start = xmalloc(nr * sizeof(*t->start));
	t->size = xmalloc(nr * sizeof(*t->size));
	t->name = xmalloc(nr * sizeof(*t->name));
	t->info = xmalloc(nr * sizeof(*t->info));
	for (size_t i = 0; i < nr; i = end) {
		end = i + 1;
		while (end < nr && raw[end].start == raw[i].start)
			end++;
		add_group(t, raw + i, end - i, b->last_wins);
	}

	t->made = xcalloc(t->nr, sizeof(*t->made));
	set_parents(t);
	set_buckets(t);
}

/* The symbols themselves in order: what is sorted already (kallsyms) is left where it is. */
static void sort_raw(struct symtab_builder *b)
{
	size_t nr = b->raw.len;
	AUTO(freep) struct place *places = NULL;
	AUTO(freep) struct place *spare = NULL;
	AUTO(freep) struct raw_symbol *unsorted = NULL;
	const struct place *sorted;

	if (!b->unsorted)
		return;
	places = xmalloc(nr * sizeof(*places));
	spare = xmalloc(nr * sizeof(*spare));
	for (size_t i = 0; i < nr; i++)
		places[i] = (struct place){ b->raw.data[i].start, (uint32_t)i };
	sorted = sort_places(places, spare, nr);

	unsorted = b->raw.data;
	b->raw.data = xmalloc(b->raw.cap * sizeof(*b->raw.data));
	for (size_t i = 0; i < nr; i++)
		b->raw.data[i] = unsorted[sorted[i].raw];
}

struct symtab *symtab_build(struct symtab_builder *b)
{
	struct symtab *t = xzalloc(sizeof(*t));

	t->demangle = b->demangle;
	if (b->raw.len) {
		sort_raw(b);
		set_sizes(b);
		fill_table(t, b);
	}

	t->text = take(b->text);
	b->open_cap = 0;
	b->unsorted = false;
	vec_done(&b->raw);
	return t;
}
