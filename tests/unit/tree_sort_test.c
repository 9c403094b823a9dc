/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <check.h>
#include <stdint.h>

#include "common/tally/tree_sort.h"

#define NR 1000

struct element {
	unsigned key, nr;
};

static int compare_keys(const void *a, const void *b, void *ctx)
{
	const struct element *x = a, *y = b;

	(void)ctx;
	return (x->key > y->key) - (x->key < y->key);
}

/* How keys follow from numbers. */
static unsigned ascending(unsigned i)
{
	return i;
}

static unsigned descending(unsigned i)
{
	return NR - i;
}

static unsigned mixed(unsigned i)
{
	return i * 7919 % NR;
}

static unsigned few(unsigned i)
{
	return i * 31 % 7;
}

static unsigned (*const shapes[])(unsigned) = { ascending, descending, mixed, few };

START_TEST(equal_elements_keep_their_order)
{
	struct element elements[NR];
	void *items[NR];

	for (unsigned i = 0; i < NR; i++) {
		elements[i] = (struct element){ shapes[_i](i), i };
		items[i] = &elements[i];
	}
	tree_sort(items, NR, compare_keys, NULL);
	for (unsigned i = 1; i < NR; i++) {
		const struct element *a = items[i - 1], *b = items[i];

		ck_assert_uint_le(a->key, b->key);
		if (a->key == b->key)
			ck_assert_uint_lt(a->nr, b->nr);
	}
}
END_TEST

/* Stone, paper, scissors: each stands before what it beats. */
static int compare_game(const void *a, const void *b, void *ctx)
{
	unsigned x = *(const unsigned *)a, y = *(const unsigned *)b;

	(void)ctx;
	return x == y ? 0 : (x + 1) % 3 == y ? -1 : 1;
}

START_TEST(a_circle_is_cut_where_the_tree_decides)
{
	static unsigned all[] = { 0, 1, 2 };
	void *items[] = { &all[0], &all[1], &all[2] };

	/* 1 goes behind the root 0; 2 stands before 0, so it never meets 1. */
	tree_sort(items, 3, compare_game, NULL);
	ck_assert_uint_eq(*(unsigned *)items[0], 2);
	ck_assert_uint_eq(*(unsigned *)items[1], 0);
	ck_assert_uint_eq(*(unsigned *)items[2], 1);
}
END_TEST

START_TEST(nothing_is_sorted_quietly)
{
	tree_sort(NULL, 0, compare_keys, NULL);
}
END_TEST

TCase *tree_sort_tests(void)
{
	TCase *tc = tcase_create("tree_sort");

	tcase_add_loop_test(tc, equal_elements_keep_their_order, 0,
	                    sizeof(shapes) / sizeof(shapes[0]));
	tcase_add_test(tc, a_circle_is_cut_where_the_tree_decides);
	tcase_add_test(tc, nothing_is_sorted_quietly);
	return tc;
}
