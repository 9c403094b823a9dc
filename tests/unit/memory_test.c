/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The containers of common/base: arena, vec, hmap, strtab. */
#include <check.h>
#include <stdint.h>

#include "common/base/arena.h"
#include "common/base/hmap.h"
#include "common/base/strtab.h"
#include "common/base/vec.h"

START_TEST(an_arena_gives_aligned_memory_of_any_size)
{
	static const size_t sizes[] = { 0, 1, 7, 8, 100, 5000, 70000, 1 << 20, 3 };
	AUTO(arena_freep) struct arena *a = arena_new();
	char *blocks[sizeof(sizes) / sizeof(sizes[0])];

	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		arena_alloc_text(a, 1); /* puts the next one off its alignment */
		blocks[i] = arena_alloc(a, sizes[i]);
		ck_assert_uint_eq((uintptr_t)blocks[i] % _Alignof(max_align_t), 0);
		memset(blocks[i], (int)i, sizes[i]);
	}
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++)
		for (size_t at = 0; at < sizes[i]; at += 97)
			ck_assert_int_eq(blocks[i][at], (int)i);
}
END_TEST

START_TEST(a_reset_arena_is_empty_and_usable)
{
	AUTO(arena_freep) struct arena *a = arena_new();

	for (int round = 0; round < 3; round++) {
		for (int i = 0; i < 1000; i++)
			arena_printf(a, "line %d of many", i);
		ck_assert_uint_gt(arena_used_bytes(a), 10000);
		arena_reset(a);
		ck_assert_uint_eq(arena_used_bytes(a), 0);
	}
	ck_assert_str_eq(arena_strndup(a, "abcdef", 3), "abc");
	ck_assert_int_eq(arena_array(a, int, 100)[99], 0);
}
END_TEST

static int compare_ints(const void *a, const void *b)
{
	return *(const int *)a - *(const int *)b;
}

START_TEST(a_vec_keeps_what_is_pushed)
{
	VEC(int) v = { 0 };
	int expected = 0;

	for (int i = 999; i >= 0; i--)
		vec_push(&v, i);
	ck_assert_uint_eq(v.len, 1000);
	vec_sort(&v, compare_ints);
	vec_for_each(it, &v)
		ck_assert_int_eq(*it, expected++);
	ck_assert_int_eq(expected, 1000);
	ck_assert_int_eq(*vec_last(&v), 999);
	ck_assert_int_eq(vec_pop(&v), 999);
	ck_assert_int_eq(*vec_add(&v), 0);
	vec_done(&v);
	vec_for_each(it, &v)
		ck_abort_msg("an empty vec has no elements");
}
END_TEST

START_TEST(a_map_finds_what_was_added)
{
	struct hmap m = { 0 };
	uint64_t sum = 0;
	struct hmap_slot *slot;
	size_t at = 0;
	bool is_new;

	ck_assert_ptr_null(hmap_find(&m, 1));
	for (uint64_t i = 0; i < 10000; i++) {
		/* Keys that differ in their high bits only, and 0. */
		*hmap_add(&m, i << 40, &is_new) = i;
		ck_assert(is_new);
	}
	ck_assert_uint_eq(m.len, 10000);
	for (uint64_t i = 0; i < 10000; i++)
		ck_assert_uint_eq(*hmap_find(&m, i << 40), i);
	ck_assert_ptr_null(hmap_find(&m, 1));
	ck_assert_uint_eq(*hmap_add(&m, 7ull << 40, &is_new), 7);
	ck_assert(!is_new);

	while ((slot = hmap_next(&m, &at)))
		sum += slot->value;
	ck_assert_uint_eq(sum, 10000 * 9999 / 2);
	hmap_done(&m);
	ck_assert_ptr_null(hmap_find(&m, 0));
}
END_TEST

START_TEST(equal_strings_are_one)
{
	AUTO(strtab_freep) struct strtab *t = strtab_new();
	const char *abc = strtab_add(t, "abc");
	const char *empty = strtab_add(t, "");

	ck_assert_ptr_eq(strtab_addn(t, "abcdef", 3), abc);
	ck_assert_ptr_ne(strtab_add(t, "abd"), abc);
	ck_assert_ptr_eq(strtab_addn(t, "x", 0), empty);
	for (int i = 0; i < 5000; i++) {
		char text[16];

		snprintf(text, sizeof(text), "%d", i);
		ck_assert_str_eq(strtab_add(t, text), text);
	}
	ck_assert_str_eq(abc, "abc");
	ck_assert_ptr_eq(strtab_add(t, "abc"), abc);
}
END_TEST

TCase *memory_tests(void)
{
	TCase *tc = tcase_create("memory");

	tcase_add_test(tc, an_arena_gives_aligned_memory_of_any_size);
	tcase_add_test(tc, a_reset_arena_is_empty_and_usable);
	tcase_add_test(tc, a_vec_keeps_what_is_pushed);
	tcase_add_test(tc, a_map_finds_what_was_added);
	tcase_add_test(tc, equal_strings_are_one);
	return tc;
}
