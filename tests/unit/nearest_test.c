/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "common/base/nearest.h"

#include <check.h>
#include <limits.h>

static const struct {
	const char *a, *b;
	unsigned edits;
} pairs[] = {
	{ "", "", 0 },
	{ "record", "record", 0 },
	{ "", "abc", 3 },
	{ "abc", "", 3 },
	{ "record", "recrod", 1 },
	{ "report", "reprt", 1 },
	{ "report", "reporrt", 1 },
	{ "report", "deport", 1 },
	{ "script", "stat", 4 },
	{ "abcdefghijabcdefghijabcdefghijabcdefghijabcdefghij", "a", UINT_MAX },
};

START_TEST(the_distance_counts_edits)
{
	ck_assert_uint_eq(edit_distance(str_of(pairs[_i].a), str_of(pairs[_i].b)), pairs[_i].edits);
	ck_assert_uint_eq(edit_distance(str_of(pairs[_i].b), str_of(pairs[_i].a)), pairs[_i].edits);
}
END_TEST

static const struct {
	const char *wanted, *found;
} wishes[] = {
	{ "recrod", "record" }, { "scrpt", "script" }, { "st", "stat" },
	{ "wumpus", NULL },     { "x", NULL },
};

START_TEST(only_a_near_name_is_offered)
{
	static const char *const names[] = { "record", "report", "script", "stat" };
	struct nearest nearest = nearest_to(str_of(wishes[_i].wanted));

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		nearest_add(&nearest, names[i]);
	ck_assert_pstr_eq(nearest.name, wishes[_i].found);
}
END_TEST

#define NR(table) ((int)(sizeof(table) / sizeof((table)[0])))

TCase *nearest_tests(void)
{
	TCase *tc = tcase_create("nearest");

	tcase_add_loop_test(tc, the_distance_counts_edits, 0, NR(pairs));
	tcase_add_loop_test(tc, only_a_near_name_is_offered, 0, NR(wishes));
	return tc;
}
