/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "record/record/tally.h"

#include <check.h>
#include <linux/perf_event.h>
#include <string.h>

#include "record/record/control.h"

/* Records of 32 bytes: a sample with its time at 24, and what the kernel lost. */
struct ring_record {
	struct perf_event_header header;
	uint64_t words[3];
};

static const struct ring_record records[] = {
	{ { .type = PERF_RECORD_SAMPLE, .size = 32 }, { 0, 0, 700 } },
	{ { .type = PERF_RECORD_LOST, .size = 32 }, { 9, 5, 0 } }, /* id, lost */
	{ { .type = PERF_RECORD_SAMPLE, .size = 32 }, { 0, 0, 300 } },
	{ { .type = PERF_RECORD_LOST_SAMPLES, .size = 32 }, { 2, 0, 0 } },
	{ { .type = PERF_RECORD_THROTTLE, .size = 32 }, { 0 } },
	{ { .type = PERF_RECORD_COMM, .size = 32 }, { 0 } },
};

START_TEST(records_are_counted_wherever_the_ring_wraps)
{
	size_t cut = (size_t)_i * 8;
	const char *bytes = (const char *)records;
	struct iovec parts[2] = { { (void *)bytes, cut },
		                  { (void *)(bytes + cut), sizeof(records) - cut } };
	struct tally t = { .time_offset = 24 };

	tally_add(&t, parts, 2);
	ck_assert_uint_eq(t.nr_samples, 2);
	ck_assert_uint_eq(t.nr_lost, 7);
	ck_assert_uint_eq(t.nr_throttled, 1);
	ck_assert_uint_eq(t.first_ns, 300);
	ck_assert_uint_eq(t.last_ns, 700);
}
END_TEST

START_TEST(a_record_of_no_size_ends_the_count)
{
	struct ring_record none[2] = { { .header = { .type = PERF_RECORD_SAMPLE } } };
	struct iovec part = { none, sizeof(none) };
	struct tally t = { 0 };

	tally_add(&t, &part, 1);
	ck_assert_uint_eq(t.nr_samples, 0);
}
END_TEST

static const struct {
	const char *line;
	enum control_command command;
} commands[] = {
	{ "enable", CONTROL_ENABLE },     { "disable", CONTROL_DISABLE },
	{ "snapshot", CONTROL_SNAPSHOT }, { "stop", CONTROL_STOP },
	{ "ping", CONTROL_PING },         { "evlist -v", CONTROL_EVLIST },
	{ " enable ", CONTROL_ENABLE },   { "enabled", CONTROL_UNKNOWN },
	{ "", CONTROL_UNKNOWN },          { "Enable", CONTROL_UNKNOWN },
};

START_TEST(control_lines_have_one_meaning)
{
	ck_assert_int_eq(control_parse(commands[_i].line, strlen(commands[_i].line)),
	                 commands[_i].command);
}
END_TEST

TCase *record_tally_tests(void)
{
	TCase *tc = tcase_create("record_tally");

	tcase_add_loop_test(tc, records_are_counted_wherever_the_ring_wraps, 0,
	                    sizeof(records) / 8 + 1);
	tcase_add_test(tc, a_record_of_no_size_ends_the_count);
	tcase_add_loop_test(tc, control_lines_have_one_meaning, 0,
	                    sizeof(commands) / sizeof(commands[0]));
	return tc;
}
