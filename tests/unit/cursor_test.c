/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <check.h>

#include "common/base/cursor.h"

START_TEST(a_read_beyond_the_end_leaves_the_cursor)
{
	uint8_t bytes[6] = { 1, 2, 3, 4, 5, 6 };
	struct cursor c = cursor_of(bytes, sizeof(bytes));
	uint64_t u64 = 7;
	uint32_t u32 = 0;

	ck_assert(!cursor_u64(&c, &u64));
	ck_assert_uint_eq(u64, 7);
	ck_assert_uint_eq(cursor_left(&c), 6);
	ck_assert(cursor_u32(&c, &u32));
	ck_assert_uint_eq(u32, 0x04030201);
	ck_assert_uint_eq(cursor_left(&c), 2);
}
END_TEST

START_TEST(a_string_must_end_within_the_bytes)
{
	struct cursor c = cursor_of("ab\0cd", 5);
	struct str s;

	ck_assert(cursor_cstr(&c, &s));
	ck_assert(str_is(s, "ab"));
	ck_assert(!cursor_cstr(&c, &s));
	ck_assert_uint_eq(cursor_left(&c), 2);
}
END_TEST

TCase *cursor_tests(void)
{
	TCase *tc = tcase_create("cursor");

	tcase_add_test(tc, a_read_beyond_the_end_leaves_the_cursor);
	tcase_add_test(tc, a_string_must_end_within_the_bytes);
	return tc;
}
