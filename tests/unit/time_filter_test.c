/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <check.h>

#include "common/base/err.h"
#include "common/session/time_filter.h"

#define FIRST_NS UINT64_C(100000000000) /* 100 s to 200 s */
#define LAST_NS  UINT64_C(200000000000)
#define S        UINT64_C(1000000000)

static const struct {
	const char *text;
	uint64_t in_ns[3], out_ns[3]; /* 0: no more */
} spans[] = {
	{ NULL, { 1, 150 * S }, { 0 } },
	{ ",", { 1, 150 * S }, { 0 } },
	{ "120,130", { 120 * S, 125 * S, 130 * S }, { 120 * S - 1, 130 * S + 1 } },
	{ "120.5,", { 120 * S + S / 2, 900 * S }, { 120 * S } },
	{ ",120.000000001", { 1, 120 * S + 1 }, { 120 * S + 2 } },
	{ "110,120 130,140", { 115 * S, 135 * S, 140 * S }, { 120 * S, 125 * S, 141 * S } },
	{ "130,140 110,120", { 115 * S, 135 * S, 140 * S }, { 120 * S, 125 * S, 141 * S } },
	{ "10%/2", { 110 * S, 115 * S, 120 * S }, { 109 * S, 121 * S } },
	{ "10%", { 100 * S, 110 * S }, { 111 * S } },
	{ "0%-10%,30%-40%", { 105 * S, 130 * S, 140 * S }, { 110 * S, 129 * S, 141 * S } },
	{ "33.3%/3", { 190 * S }, { 166 * S, 200 * S } },
	{ "10%/1,10%/10", { 100 * S, 190 * S, 200 * S }, { 110 * S, 189 * S } },
};

START_TEST(samples_pass_in_their_span_of_time)
{
	struct time_filter f = { 0 };
	struct err err = { 0 };

	time_filter_init(&f, spans[_i].text);
	ck_assert_int_eq(time_filter_parse(&f, FIRST_NS, LAST_NS, &err), 0);
	ck_assert(time_filter_passes(&f, 0)); /* without a time */
	for (int i = 0; i < 3 && spans[_i].in_ns[i]; i++)
		ck_assert_msg(time_filter_passes(&f, spans[_i].in_ns[i]), "in %d", i);
	for (int i = 0; i < 3 && spans[_i].out_ns[i]; i++)
		ck_assert_msg(!time_filter_passes(&f, spans[_i].out_ns[i]), "out %d", i);
	time_filter_done(&f);
}
END_TEST

static const char *const faults[] = {
	"abc",     "120",  "130,120", "120,b",     "1,2,3", "110,130 120,140", "10%/11",
	"0%/1",    "10%-", "-10%",    "101%/1",    "10%/0", "10%/2 20%/3",     "1.0123456789,2",
	"1.-5,10", "10%x", "",        "0%-10% 1%",
};

START_TEST(what_is_no_span_of_time_is_an_error)
{
	struct time_filter f = { 0 };
	struct err err = { 0 };

	time_filter_init(&f, faults[_i]);
	ck_assert_int_lt(time_filter_parse(&f, FIRST_NS, LAST_NS, &err), 0);
	ck_assert_str_eq(err.msg, "Invalid time string");
	ck_assert_int_eq(err.exit_status, 234);
	time_filter_done(&f);
}
END_TEST

START_TEST(percents_need_the_first_and_last_time)
{
	struct time_filter f = { 0 };
	struct err err = { 0 };

	time_filter_init(&f, "10%/2");
	ck_assert_int_lt(time_filter_parse(&f, 0, 0, &err), 0);
	ck_assert(strncmp(err.msg, "HINT: no first/last sample time", 31) == 0);
	time_filter_done(&f);
}
END_TEST

TCase *time_filter_tests(void)
{
	TCase *tc = tcase_create("time_filter");

	tcase_add_loop_test(tc, samples_pass_in_their_span_of_time, 0,
	                    sizeof(spans) / sizeof(spans[0]));
	tcase_add_loop_test(tc, what_is_no_span_of_time_is_an_error, 0,
	                    sizeof(faults) / sizeof(faults[0]));
	tcase_add_test(tc, percents_need_the_first_and_last_time);
	return tc;
}
