/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <check.h>

#include "common/base/arena.h"
#include "common/model/dso.h"
#include "common/model/space.h"

#define NR_PAGES 64

static struct dso a_file = { .kind = DSO_FILE, .name = "/a" };

static const struct mapping *map(struct arena *arena, uint64_t start, uint64_t end, uint64_t pgoff)
{
	struct mapping m = { .start = start, .end = end, .pgoff = pgoff, .dso = &a_file };

	return arena_memdup(arena, &m, sizeof(m));
}

START_TEST(a_mapping_in_the_middle_of_another_leaves_both_ends)
{
	AUTO(arena_freep) struct arena *arena = arena_new();
	const struct space *s = space_add(NULL, map(arena, 0x1000, 0x5000, 0), 1, arena);
	const struct space *cut = space_add(s, map(arena, 0x2000, 0x3000, 0x100000), 2, arena);

	ck_assert_uint_eq(space_find(cut, 0x1fff)->pgoff, 0);
	ck_assert_uint_eq(space_find(cut, 0x1fff)->end, 0x2000);
	ck_assert_uint_eq(space_find(cut, 0x2000)->pgoff, 0x100000);
	ck_assert_uint_eq(space_find(cut, 0x3000)->pgoff, 0x2000);
	ck_assert_uint_eq(mapping_dso_addr(space_find(cut, 0x3010), 0x3010), 0x2010);
	ck_assert_ptr_null(space_find(cut, 0x5000));
	ck_assert_ptr_null(space_find(cut, 0xfff));
	/* The state before is still there. */
	ck_assert_uint_eq(space_find(s, 0x2000)->pgoff, 0);
	ck_assert_uint_eq(space_find(s, 0x2000)->end, 0x5000);
}
END_TEST

static void count(void *ctx, const struct mapping *m)
{
	uint64_t *last_end = ctx;

	ck_assert_uint_ge(m->start, *last_end);
	ck_assert_uint_lt(m->start, m->end);
	*last_end = m->end;
}

START_TEST(any_row_of_mappings_ends_as_in_an_array_of_pages)
{
	AUTO(arena_freep) struct arena *arena = arena_new();
	const struct space *s = NULL;
	uint64_t owner[NR_PAGES] = { 0 }; /* pgoff of the page's start + 1; 0: not mapped */
	uint32_t random = (uint32_t)_i * 7919 + 1;

	for (unsigned step = 0; step < 200; step++) {
		uint64_t last_end = 0, from, to;

		random = random * 1664525 + 1013904223;
		from = (random >> 8) % NR_PAGES;
		to = from + 1 + (random >> 16) % (NR_PAGES - from);
		if (random >> 30 == 0) {
			s = space_remove(s, from, to, arena);
		} else {
			s = space_add(s, map(arena, from, to, step * 1000), random, arena);
		}
		for (uint64_t page = from; page < to; page++)
			owner[page] = random >> 30 ? step * 1000 + (page - from) + 1 : 0;

		for (uint64_t page = 0; page < NR_PAGES; page++) {
			const struct mapping *m = space_find(s, page);

			ck_assert_uint_eq(m ? mapping_dso_addr(m, page) + 1 : 0, owner[page]);
		}
		space_each(s, count, &last_end);
	}
}
END_TEST

TCase *space_tests(void)
{
	TCase *tc = tcase_create("space");

	tcase_add_test(tc, a_mapping_in_the_middle_of_another_leaves_both_ends);
	tcase_add_loop_test(tc, any_row_of_mappings_ends_as_in_an_array_of_pages, 0, 20);
	return tc;
}
