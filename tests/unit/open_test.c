/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "common/kernel/open.h"

#include <check.h>
#include <string.h>

/* Everything that later kernels brought. */
static struct perf_event_attr modern(void)
{
	return (struct perf_event_attr){
		.sample_type = PERF_SAMPLE_IP | PERF_SAMPLE_WEIGHT_STRUCT |
		               PERF_SAMPLE_CODE_PAGE_SIZE | PERF_SAMPLE_DATA_PAGE_SIZE,
		.read_format = PERF_FORMAT_ID | PERF_FORMAT_LOST | PERF_FORMAT_GROUP,
		.branch_sample_type = PERF_SAMPLE_BRANCH_HW_INDEX | PERF_SAMPLE_BRANCH_NO_FLAGS,
		.inherit = 1,
		.bpf_event = 1,
		.build_id = 1,
		.exclude_guest = 1,
		.ksymbol = 1,
		.mmap2 = 1,
		.sample_id_all = 1,
	};
}

START_TEST(features_are_taken_off_newest_first)
{
	static const char *const order[] = {
		"PERF_FORMAT_LOST",
		"PERF_SAMPLE_WEIGHT_STRUCT",
		"attr.build_id (--buildid-mmap)",
		"PERF_SAMPLE_CODE_PAGE_SIZE (--code-page-size)",
		"PERF_SAMPLE_DATA_PAGE_SIZE (--data-page-size)",
		"PERF_SAMPLE_BRANCH_HW_INDEX",
		"attr.bpf_event",
		"attr.ksymbol",
		"PERF_FORMAT_GROUP with attr.inherit",
		"PERF_SAMPLE_BRANCH_NO_FLAGS",
		"attr.mmap2",
		"attr.exclude_guest (modifiers G and H)",
		"attr.sample_id_all",
	};
	struct perf_event_attr attr = modern();
	struct kernel_features missing = { 0 };
	struct kernel_feature_use use;

	for (size_t i = 0; i < sizeof(order) / sizeof(order[0]); i++) {
		ck_assert(kernel_features_too_new(&attr, 1, &use));
		ck_assert_str_eq(use.name, order[i]);
		ck_assert(kernel_features_next(&missing, &attr));
		kernel_features_apply(&missing, &attr);
	}
	ck_assert(!kernel_features_next(&missing, &attr));
	ck_assert_uint_eq(attr.sample_type, PERF_SAMPLE_IP | PERF_SAMPLE_WEIGHT);
	ck_assert_uint_eq(attr.read_format, PERF_FORMAT_ID);
	ck_assert_uint_eq(attr.branch_sample_type, 0);
}
END_TEST

START_TEST(a_feature_that_was_asked_for_is_not_taken_off)
{
	struct perf_event_attr attr = { .write_backward = 1, .mmap2 = 1 };
	struct kernel_features missing = { 0 };

	ck_assert(!kernel_features_next(&missing, &attr));
	ck_assert(missing.no_write_backward);
	kernel_features_apply(&missing, &attr);
	ck_assert(attr.write_backward);
	ck_assert(attr.mmap2);
}
END_TEST

START_TEST(a_kernel_knows_what_came_before_it)
{
	struct perf_event_attr attr = modern();
	struct kernel_feature_use use;

	ck_assert(!kernel_features_too_new(&attr, 0x0601, &use));
	ck_assert(kernel_features_too_new(&attr, 0x050f, &use));
	ck_assert_uint_eq(use.since, 0x0600);
	ck_assert(!kernel_features_too_new(&attr, 0, &use)); /* version not known */
}
END_TEST

START_TEST(a_failed_open_teaches_nothing)
{
	/* An event type that no kernel has. */
	struct perf_event_attr attr = { .type = 0x7fffffff, .size = sizeof(attr), .mmap2 = 1 };
	struct perf_event_attr before = attr;
	struct perf_open_where where = { .pid = 0, .cpu = -1, .group_fd = -1 };
	struct kernel_features missing = { 0 }, none = { 0 };

	ck_assert_int_lt(perf_open_ladder(&attr, &where, &missing), 0);
	ck_assert_mem_eq(&attr, &before, sizeof(attr));
	ck_assert_mem_eq(&missing, &none, sizeof(missing));
}
END_TEST

TCase *open_tests(void)
{
	TCase *tc = tcase_create("open");

	tcase_add_test(tc, features_are_taken_off_newest_first);
	tcase_add_test(tc, a_feature_that_was_asked_for_is_not_taken_off);
	tcase_add_test(tc, a_kernel_knows_what_came_before_it);
	tcase_add_test(tc, a_failed_open_teaches_nothing);
	return tc;
}
