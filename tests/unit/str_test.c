/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "common/base/str.h"

#include <check.h>

#include "common/base/mem.h"
#include "common/base/outbuf.h"

static const struct {
	const char *pattern, *s;
	bool matches;
} globs[] = {
	{ "", "", true },
	{ "", "a", false },
	{ "*", "", true },
	{ "*", "anything", true },
	{ "sys_enter_*", "sys_enter_read", true },
	{ "sys_enter_*", "sys_exit_read", false },
	{ "*read", "sys_enter_read", true },
	{ "*a*b*", "xxaxxbxx", true },
	{ "*a*b*", "xxbxxaxx", false },
	{ "a?c", "abc", true },
	{ "a?c", "ac", false },
	{ "[a-c]x", "bx", true },
	{ "[a-c]x", "dx", false },
	{ "[!a-c]x", "dx", true },
	{ "[^a-c]x", "bx", false },
	{ "[]]", "]", true },
	{ "[abc", "[abc", true },
	{ "\\*", "*", true },
	{ "\\*", "a", false },
	{ "a*", "A", false },
	{ "*aaaaaaaaaaaaaaaaaaaab", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
	  false },
};

START_TEST(a_pattern_matches_the_whole_string)
{
	ck_assert_int_eq(str_glob(str_of(globs[_i].pattern), str_of(globs[_i].s)),
	                 globs[_i].matches);
}
END_TEST

static const struct {
	const char *s;
	const char *parts; /* each with a bar behind it */
} splits[] = {
	{ "", "|" },         { "a", "a|" }, { "a,b", "a|b|" },
	{ "a,,b", "a||b|" }, { ",", "||" }, { "a,", "a||" },
};

START_TEST(a_separator_divides_all_parts)
{
	struct str rest = str_of(splits[_i].s), part;
	struct outbuf out = { 0 };
	AUTO(freep) char *text = NULL;

	while (str_split(&rest, ',', &part)) {
		outbuf_view(&out, part);
		outbuf_char(&out, '|');
	}
	text = outbuf_take(&out);
	ck_assert_str_eq(text, splits[_i].parts);
}
END_TEST

START_TEST(trimming_takes_blanks_at_both_ends)
{
	ck_assert(str_is(str_trim(STR(" \t a b\n")), "a b"));
	ck_assert(str_is(str_trim(STR(" \n")), ""));
	ck_assert(str_is(str_trim(STR("")), ""));
}
END_TEST

START_TEST(beginnings_and_ends_are_compared)
{
	ck_assert(str_starts(STR("perf.data"), STR("perf")));
	ck_assert(!str_starts(STR("per"), STR("perf")));
	ck_assert(str_ends(STR("perf.data"), STR(".data")));
	ck_assert(!str_ends(STR("data"), STR(".data")));
	ck_assert(str_starts(STR("a"), STR("")));
	ck_assert(str_ends(STR("a"), STR("")));
}
END_TEST

START_TEST(the_hash_depends_on_every_byte_and_the_length)
{
	char bytes[20] = { 0 };
	uint64_t zero = hash_bytes(bytes, sizeof(bytes));

	for (size_t i = 0; i < sizeof(bytes); i++) {
		bytes[i] = 1;
		ck_assert_uint_ne(hash_bytes(bytes, sizeof(bytes)), zero);
		bytes[i] = 0;
	}
	ck_assert_uint_ne(hash_bytes(bytes, sizeof(bytes) - 1), zero);
	ck_assert_uint_eq(hash_bytes(bytes, sizeof(bytes)), zero);
}
END_TEST

#define NR(table) ((int)(sizeof(table) / sizeof((table)[0])))

TCase *str_tests(void)
{
	TCase *tc = tcase_create("str");

	tcase_add_loop_test(tc, a_pattern_matches_the_whole_string, 0, NR(globs));
	tcase_add_loop_test(tc, a_separator_divides_all_parts, 0, NR(splits));
	tcase_add_test(tc, trimming_takes_blanks_at_both_ends);
	tcase_add_test(tc, beginnings_and_ends_are_compared);
	tcase_add_test(tc, the_hash_depends_on_every_byte_and_the_length);
	return tc;
}
