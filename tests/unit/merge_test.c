/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <check.h>
#include <stdlib.h>

#include "common/session/merge.h"

#define NR_ITEMS 500

/* Keys of each case; equal keys must keep their order. */
static const struct {
	unsigned nr_runs, spread; /* runs that start `spread` apart */
} shapes[] = { { 1, 0 }, { 2, 0 }, { 2, 1000 }, { 7, 10 }, { 50, 3 }, { 500, 0 }, { 499, 1 } };

START_TEST(runs_become_one_row_in_which_equal_keys_keep_their_order)
{
	struct merge_item items[NR_ITEMS] = { 0 };
	struct merge_item *scratch = NULL;
	size_t scratch_len = 0;
	unsigned per_run = (NR_ITEMS + shapes[_i].nr_runs - 1) / shapes[_i].nr_runs;

	for (unsigned i = 0; i < NR_ITEMS; i++) {
		items[i].key_ns = (uint64_t)(i / per_run) * shapes[_i].spread + i % per_run / 3;
		items[i].br.rec.file_offset = i;
	}
	merge_sort_runs(items, NR_ITEMS, &scratch, &scratch_len);
	for (unsigned i = 1; i < NR_ITEMS; i++) {
		ck_assert_uint_le(items[i - 1].key_ns, items[i].key_ns);
		if (items[i - 1].key_ns == items[i].key_ns)
			ck_assert_uint_lt(items[i - 1].br.rec.file_offset,
			                  items[i].br.rec.file_offset);
	}
	free(scratch);
}
END_TEST

START_TEST(a_descending_row_is_turned_around)
{
	struct merge_item items[NR_ITEMS] = { 0 };
	struct merge_item *scratch = NULL;
	size_t scratch_len = 0;

	for (unsigned i = 0; i < NR_ITEMS; i++)
		items[i].key_ns = NR_ITEMS - i;
	merge_sort_runs(items, NR_ITEMS, &scratch, &scratch_len);
	for (unsigned i = 0; i < NR_ITEMS; i++)
		ck_assert_uint_eq(items[i].key_ns, i + 1);
	free(scratch);
}
END_TEST

TCase *merge_tests(void)
{
	TCase *tc = tcase_create("merge");

	tcase_add_loop_test(tc, runs_become_one_row_in_which_equal_keys_keep_their_order, 0,
	                    sizeof(shapes) / sizeof(shapes[0]));
	tcase_add_test(tc, a_descending_row_is_turned_around);
	return tc;
}
