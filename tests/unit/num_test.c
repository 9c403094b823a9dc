/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "common/base/num.h"

#include <check.h>

#include "common/base/mem.h"
#include "common/base/outbuf.h"

static const struct {
	const char *s;
	bool ok;
	uint64_t value;
} u64s[] = {
	{ "0", true, 0 },
	{ "18446744073709551615", true, UINT64_MAX },
	{ "18446744073709551616", false, 0 },
	{ "0x10", true, 16 },
	{ "0Xff", true, 255 },
	{ "0x10000000000000000", false, 0 },
	{ "010", true, 10 },
	{ "", false, 0 },
	{ "0x", false, 0 },
	{ "-1", false, 0 },
	{ "+1", false, 0 },
	{ " 1", false, 0 },
	{ "1 ", false, 0 },
	{ "12a", false, 0 },
};

START_TEST(an_unsigned_number_is_the_whole_string)
{
	uint64_t v = 0;

	ck_assert_int_eq(num_u64(str_of(u64s[_i].s), &v), u64s[_i].ok);
	ck_assert_uint_eq(v, u64s[_i].value);
}
END_TEST

static const struct {
	const char *s;
	bool ok;
	int64_t value;
} i64s[] = {
	{ "-1", true, -1 },
	{ "9223372036854775807", true, INT64_MAX },
	{ "9223372036854775808", false, 0 },
	{ "-9223372036854775808", true, INT64_MIN },
	{ "-9223372036854775809", false, 0 },
	{ "-0x10", true, -16 },
	{ "--1", false, 0 },
	{ "-", false, 0 },
};

START_TEST(a_signed_number_may_be_negative)
{
	int64_t v = 0;

	ck_assert_int_eq(num_i64(str_of(i64s[_i].s), &v), i64s[_i].ok);
	ck_assert_int_eq(v, i64s[_i].value);
}
END_TEST

static const struct {
	const char *s;
	bool ok;
	uint64_t bytes;
} sizes[] = {
	{ "0", true, 0 },        { "10", true, 10 },
	{ "10B", true, 10 },     { "1k", true, 1 << 10 },
	{ "1K", true, 1 << 10 }, { "4M", true, 4 << 20 },
	{ "1g", true, 1 << 30 }, { "K", false, 0 },
	{ "1KB", false, 0 },     { "17179869184G", false, 0 },
	{ "", false, 0 },        { "-1K", false, 0 },
};

START_TEST(a_size_may_have_a_unit)
{
	uint64_t v = 0;
	bool ok = num_size(str_of(sizes[_i].s), &v);

	ck_assert_int_eq(ok, sizes[_i].ok);
	if (ok)
		ck_assert_uint_eq(v, sizes[_i].bytes);
}
END_TEST

static const struct {
	const char *s;
	bool ok;
	uint64_t seconds;
} durations[] = {
	{ "10s", true, 10 },          { "2m", true, 120 }, { "1h", true, 3600 },
	{ "1d", true, 86400 },        { "10", false, 0 },  { "s", false, 0 },
	{ "99999999999d", false, 0 },
};

START_TEST(a_duration_must_have_a_unit)
{
	uint64_t v = 0;
	bool ok = num_duration(str_of(durations[_i].s), &v);

	ck_assert_int_eq(ok, durations[_i].ok);
	if (ok)
		ck_assert_uint_eq(v, durations[_i].seconds * 1000000000);
}
END_TEST

static const struct {
	const char *s;
	const char *numbers; /* NULL: not a list */
} lists[] = {
	{ "0", "0 " },
	{ "0-3,7", "0 1 2 3 7 " },
	{ "7,0-3", "0 1 2 3 7 " },
	{ "1,1,0-1", "0 1 " },
	{ " 1 , 2 ", "1 2 " },
	{ "100", "100 " },
	{ "101", NULL },
	{ "3-1", NULL },
	{ "1-", NULL },
	{ "-1", NULL },
	{ "", NULL },
	{ "1,,2", NULL },
	{ "a", NULL },
	{ "0-4294967295", NULL },
};

START_TEST(a_list_is_sorted_and_bounded)
{
	AUTO(freep) uint32_t *numbers = NULL;
	AUTO(freep) char *text = NULL;
	struct outbuf out = { 0 };
	size_t nr = 0;

	ck_assert_int_eq(num_list(str_of(lists[_i].s), 100, &numbers, &nr),
	                 lists[_i].numbers != NULL);
	if (!lists[_i].numbers)
		return;
	for (size_t i = 0; i < nr; i++)
		outbuf_printf(&out, "%u ", numbers[i]);
	text = outbuf_take(&out);
	ck_assert_str_eq(text, lists[_i].numbers);
}
END_TEST

static const struct {
	const char *s;
	bool ok;
	double value;
} doubles[] = {
	{ "1.5", true, 1.5 }, { "-2", true, -2 }, { "1e3", true, 1000 }, { "", false, 0 },
	{ " 1", false, 0 },   { "1x", false, 0 }, { "1e999", false, 0 },
};

START_TEST(a_fraction_is_the_whole_string)
{
	double v = 0;

	ck_assert_int_eq(num_double(str_of(doubles[_i].s), &v), doubles[_i].ok);
	ck_assert_double_eq(v, doubles[_i].value);
}
END_TEST

START_TEST(small_types_have_their_own_bounds)
{
	uint32_t u32 = 0;
	int i = 0;

	ck_assert(num_u32(STR("4294967295"), &u32));
	ck_assert(!num_u32(STR("4294967296"), &u32));
	ck_assert(num_int(STR("-2147483648"), &i));
	ck_assert(!num_int(STR("2147483648"), &i));
}
END_TEST

#define NR(table) ((int)(sizeof(table) / sizeof((table)[0])))

TCase *num_tests(void)
{
	TCase *tc = tcase_create("num");

	tcase_add_loop_test(tc, an_unsigned_number_is_the_whole_string, 0, NR(u64s));
	tcase_add_loop_test(tc, a_signed_number_may_be_negative, 0, NR(i64s));
	tcase_add_loop_test(tc, a_size_may_have_a_unit, 0, NR(sizes));
	tcase_add_loop_test(tc, a_duration_must_have_a_unit, 0, NR(durations));
	tcase_add_loop_test(tc, a_list_is_sorted_and_bounded, 0, NR(lists));
	tcase_add_loop_test(tc, a_fraction_is_the_whole_string, 0, NR(doubles));
	tcase_add_test(tc, small_types_have_their_own_bounds);
	return tc;
}
