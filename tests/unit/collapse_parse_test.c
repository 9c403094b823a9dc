/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <check.h>

#include "script/collapse/parse.h"

#define NR(array) (sizeof(array) / sizeof((array)[0]))

/* Expected values are what Perl's regular expressions capture. */
static const struct {
	const char *line, *comm, *pid, *tid, *period, *event;
} samples[] = {
	{ "java 25607 4794564.109216: 1 cycles: ", "java", "", "25607", "1", "cycles" },
	{ "java 12688 [002] 6544038.708352: 235 cpu-clock:", "java", "", "12688", "235",
	  "cpu-clock" },
	{ "V8 WorkerThread 24636/25607 [000] 94564.109216: 100 cycles:", "V8 WorkerThread", "24636",
	  "25607", "100", "cycles" },
	{ "swapper     0 [000] 158665.570607: cpu-clock: ", "swapper", "", "0", "", "cpu-clock" },
	{ "node 31912 cpu-clock: ", "node", "", "31912", "", "" },
	/* a number in the comm ends it */
	{ "GC Thread 12 345 [000] 1.5: 7 cycles:", "GC Thread", "", "12", "7", "cycles" },
	/* a comm of one character takes all up to a number that can be an id */
	{ "a 123 [000] 5.5:     1 cycles: ", "a 123 [000] 5.5:", "", "1", "1", "cycles" },
	{ "a  123 [000] 5.5: cycles: ", "a ", "", "123", "", "cycles" },
	{ "x 12/0 [000] 1.5: 7 cycles:", "x 12/0 [000] 1.5:", "", "7", "7", "cycles" },
	{ "xy 12/0 [000] 1.5: 7 cycles:", "xy", "", "12", "7", "cycles" },
	{ "xy 12//13 1.5: 7 cycles:", "xy", "12", "13", "7", "cycles" },
	{ "xy 12/ 1.5: 7 cycles:", "xy", "", "12", "7", "cycles" },
	{ "xy 1/2/3 45 1.5: 7 cycles:", "xy 1/2/3", "", "45", "7", "cycles" },
	{ "xy 12 1.5:007 cycles:\t", "xy", "", "12", "007", "cycles" },
	{ "xy 12 1.5: 7 a:b:c:", "xy", "", "12", "7", "a:b:c" },
	/* text behind the event: there is no event then */
	{ "xy 12 [000] 1.5: sched:sched_switch: prev_comm=x", "xy", "", "12", "", "" },
	{ "xy 12 [000] 1.5: bprint: hello:", "xy", "", "12", "", "hello" },
	{ "xy 12 [000] 1.5: 7 8 cycles:", "xy", "", "12", "", "" },
	{ "xy 12 :", "xy", "", "12", "", "" },
};

static void expect(struct str got, const char *wanted)
{
	ck_assert_msg(str_is(got, wanted), "got '%.*s', not '%s'", STR_ARG(got), wanted);
}

START_TEST(the_first_line_of_a_sample_is_divided_as_perl_does)
{
	struct sample_line sample;

	ck_assert(sample_line_parse(str_of(samples[_i].line), &sample));
	expect(sample.comm, samples[_i].comm);
	expect(sample.pid, samples[_i].pid);
	expect(sample.tid, samples[_i].tid);
	expect(sample.period, samples[_i].period);
	expect(sample.event, samples[_i].event);
}
END_TEST

static const char *const no_samples[] = {
	"",    " ",        "xy",         "xy 12", " xy 12 1.5: cycles:", "xy 12x 5.5:",
	"1 2", "\txy 12 ", "xy -1 1.5:",
};

START_TEST(other_lines_do_not_begin_a_sample)
{
	struct sample_line sample;

	ck_assert(!sample_line_parse(str_of(no_samples[_i]), &sample));
}
END_TEST

static const struct {
	const char *line, *pc, *func, *mod;
} frames[] = {
	{ "\tffffffff8103ce3b native_safe_halt+0xa ([kernel.kallsyms])", "ffffffff8103ce3b",
	  "native_safe_halt+0xa", "[kernel.kallsyms]" },
	{ "            7f12 f(int (*)(int))+0x1 (/lib/x.so)", "7f12", "f(int (*)(int))+0x1",
	  "/lib/x.so" },
	{ "\t7f12 RegExp:[&<>\\\"\\'] (/tmp/perf-7539.map)", "7f12", "RegExp:[&<>\\\"\\']",
	  "/tmp/perf-7539.map" },
	{ "7f12 foo (/a b/c) tail", "7f12", "foo", "/a b/c" },
	{ "7f12 foo (/a) x)", "7f12", "foo", "/a) x" },
	{ "7f12 [unknown] (/lib/x.so (deleted))", "7f12", "[unknown] (/lib/x.so", "deleted)" },
	{ "7f12 foo  (/lib/x.so)", "7f12", "foo ", "/lib/x.so" },
	{ "7f12  ()", "7f12", " ", "" },
	/* no name: the pattern backs up until the name has a character */
	{ "7f12   (/lib/x.so)", "7f12", " ", "/lib/x.so" },
	{ "7f12 (/lib/x.so)", "7f1", "2", "/lib/x.so" },
	{ "7f12:foo (/lib/x.so)", "7f12", ":foo", "/lib/x.so" },
};

START_TEST(a_frame_line_is_divided_as_perl_does)
{
	struct frame_line frame;

	ck_assert(frame_line_parse(str_of(frames[_i].line), &frame));
	expect(frame.pc, frames[_i].pc);
	expect(frame.func, frames[_i].func);
	expect(frame.mod, frames[_i].mod);
}
END_TEST

static const char *const no_frames[] = {
	"",
	"\t",
	"bogus",
	"7f12 foo",
	"7f12 foo(/lib/x.so)",
	"7 (/x)",
	"[foo] bar (/x)",
	" (foo) bar",
	"7f12 foo (bar",
	"\xa0 foo (bar)",
};

START_TEST(other_lines_are_no_frames)
{
	struct frame_line frame;

	ck_assert(!frame_line_parse(str_of(no_frames[_i]), &frame));
}
END_TEST

static const struct {
	const char *func, *without, *offset;
} offsets[] = {
	{ "foo+0x1f", "foo", "1f" },
	{ "foo", "foo", "" },
	{ "foo+0x", "foo+0x", "" },
	{ "foo+0x1F", "foo+0x1F", "" },
	{ "foo+0x1+0x2", "foo+0x1", "2" },
	{ "+0x2", "", "2" },
	{ "foo+0x1 (x", "foo+0x1 (x", "" },
	{ "foo0x1", "foo0x1", "" },
	{ "ab", "ab", "" },
	{ "", "", "" },
};

START_TEST(only_an_offset_at_the_end_is_cut)
{
	expect(func_without_offset(str_of(offsets[_i].func)), offsets[_i].without);
	expect(func_offset(str_of(offsets[_i].func)), offsets[_i].offset);
}
END_TEST

TCase *collapse_parse_tests(void)
{
	TCase *tc = tcase_create("collapse_parse");

	tcase_add_loop_test(tc, the_first_line_of_a_sample_is_divided_as_perl_does, 0, NR(samples));
	tcase_add_loop_test(tc, other_lines_do_not_begin_a_sample, 0, NR(no_samples));
	tcase_add_loop_test(tc, a_frame_line_is_divided_as_perl_does, 0, NR(frames));
	tcase_add_loop_test(tc, other_lines_are_no_frames, 0, NR(no_frames));
	tcase_add_loop_test(tc, only_an_offset_at_the_end_is_cut, 0, NR(offsets));
	return tc;
}
