/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is wrong, and where: perf's text, byte for byte where perf has one. */
#include <check.h>

#include "common/base/err.h"
#include "common/base/mem.h"
#include "common/base/str.h"
#include "common/base/sysroot.h"
#include "tests/lib/event_text.h"

#define LEAD "event syntax error: "

static const struct {
	const char *text;
	const char *shown; /* NULL: text */
	int caret;         /* its column in `shown` */
	const char *what;
	const char *help; /* what it starts with; or NULL */
} cases[] = {
	{ "", NULL, 1, "parser error", NULL },
	{ " ", NULL, 0, "parser error", NULL },
	{ "foo", NULL, 0, "parser error", NULL },
	{ "foo-bar", NULL, 3, "parser error", NULL },
	{ "foo,cs", NULL, 0, "parser error", NULL },
	{ "foo-bar,cs", NULL, 4, "parser error", NULL },
	{ "cs,foo", NULL, 3, "parser error", NULL },
	{ "{foo,cs}", NULL, 1, "parser error", NULL },
	{ "a.b", NULL, 0, "parser error", NULL },
	{ "!", NULL, 0, "parser error", NULL },
	{ "-", NULL, 0, "parser error", NULL },
	{ "cs;cs", NULL, 2, "parser error", NULL },
	{ "cycles#", NULL, 0, "parser error", NULL },
	{ "cyclse", NULL, 0, "parser error", "Did you mean 'cycles'?\n" },
	{ "cyclse:u", NULL, 6, "parser error", "Did you mean 'cycles'?\n" },
	{ "isntructions", NULL, 0, "parser error", "Did you mean 'instructions'?\n" },
	{ "L1-dcache-laods", NULL, 9, "parser error", "Did you mean 'L1-dcache-loads'?\n" },
	{ "mem_loads", NULL, 0, "parser error", "Did you mean 'mem-loads'?\n" },
	{ "cpu-clock:z", NULL, 9, "parser error", NULL },
	{ "cycles:z", NULL, 6, "parser error", NULL },
	{ "cycles:uz", NULL, 6, "parser error", NULL },
	{ "cycles:uu", NULL, 7, "Bad modifier", NULL },
	{ "cycles:pppp", NULL, 7, "Bad modifier", NULL },
	{ "cycles:u:k", NULL, 7, "parser error", NULL },
	{ "cpu-cycles:SSD", NULL, 11, "Bad modifier", NULL },
	{ "cycles cycles", NULL, 6, "parser error", NULL },
	{ "cycles,", NULL, 0, "parser error", NULL },
	{ ",cycles", NULL, 1, "parser error", NULL },
	{ "cycles,,cycles", NULL, 6, "parser error", NULL },
	{ "cycles}", NULL, 0, "parser error", NULL },
	{ "{cycles", NULL, 1, "parser error", NULL },
	{ "{cycles}}", NULL, 7, "parser error", NULL },
	{ "{}", NULL, 0, "parser error", NULL },
	{ "{{cycles}}", NULL, 1, "parser error", NULL },
	{ "{cs,{cs}}", NULL, 4, "parser error", NULL },
	{ "{cs,}", NULL, 3, "parser error", NULL },
	{ "{cs},", NULL, 3, "parser error", NULL },
	{ "{cs}{cs}", NULL, 3, "parser error", NULL },
	{ "{cs}cs", NULL, 3, "parser error", NULL },
	{ "{cs,cs}:", NULL, 6, "parser error", NULL },
	{ "{cs,cs}:z", NULL, 7, "parser error", NULL },
	{ "{cs,cs}:uu", NULL, 8, "Bad modifier", NULL },
	{ "{cs:pp,cs}:pp", NULL, 11, "Bad modifier", NULL },
	{ "a b{cs,cs}", NULL, 1, "parser error", NULL },
	{ "g1{}", NULL, 2, "parser error", NULL },
	{ "cycles-", NULL, 0, "parser error", "Did you mean 'cycles'?\n" },
	{ "L1-foo", NULL, 2, "parser error", NULL },
	{ "L1-dcache-foo", NULL, 9, "parser error", "Did you mean 'L1-dcache-loads'?\n" },
	{ "L1-dcache-", NULL, 0, "parser error", "Did you mean 'L1-dcache-loads'?\n" },
	{ "L1-dcache-load-", NULL, 10, "parser error", "Did you mean 'L1-dcache-loads'?\n" },
	{ "L1-dcache-load-foo", "..dcache-load-foo", 13, "parser error",
	  "Did you mean 'L1-dcache-loads'?\n" },
	{ "L1-dcache-loads-misses-foo", "..ache-loads-misses-foo", 13, "parser error",
	  "Did you mean 'L1-dcache-load-misses'?\n" },
	{ "L1-icache-stores", NULL, 0, "this cache does not do that", NULL },
	{ "bpu-prefetch", NULL, 0, "this cache does not do that", NULL },
	{ "r0x1a8", NULL, 0, "parser error", NULL },
	{ "rfffffffffffffffff", NULL, 0, "parser error", NULL },
	{ "raw", NULL, 0, "parser error", NULL },
	{ "1", NULL, 0, "parser error", NULL },
	{ "1:", NULL, 0, "parser error", NULL },
	{ "1:x", NULL, 1, "parser error", NULL },
	{ "0x", NULL, 0, "parser error", NULL },
	{ "4294967296:1", NULL, 0, "the type is above 32 bits", NULL },
	{ "999999999999999999999:1", NULL, 0, "parser error", NULL },
	{ "1:999999999999999999999", NULL, 1, "parser error", NULL },
	{ "mem:", NULL, 0, "parser error", NULL },
	{ "mem:zz", NULL, 4, "parser error", NULL },
	{ "mem:0x1000/", NULL, 4, "parser error", NULL },
	{ "mem:0x1000/x", NULL, 10, "parser error", NULL },
	{ "mem:0x1000:rr", NULL, 11, "r, w and x may be given once each", NULL },
	{ "mem:0x1000:rwxx", NULL, 11, "parser error", NULL },
	{ "mem:0x1000/8:w/name=x/", NULL, 13, "parser error", NULL },
	{ "cs/", NULL, 0, "parser error", NULL },
	{ "cs/u", NULL, 2, "parser error", NULL },
	{ "cs/u/", NULL, 3, "unknown term", "valid terms: " },
	{ "cs//:k", NULL, 3, "parser error", NULL },
	{ "cs:u//", NULL, 3, "parser error", NULL },
	{ "cycles/foo/", NULL, 7, "unknown term", "valid terms: " },
	{ "cycles/period=x/", "..les/period=x/", 13, "expected numeric value", NULL },
	{ "cycles/call-graph=1/", "..call-graph=1/", 13, "expected string value", NULL },
	{ "cycles/call-graph=foo/", "..call-graph=foo/", 13,
	  "unknown call-graph, it can be fp, dwarf, lbr or no", NULL },
	{ "cycles/call-graph='lbr,3'/", "..call-graph='lbr,3'/", 13,
	  "only fp and dwarf take a number", NULL },
	{ "cycles/call-graph='dwarf,x'/", "..call-graph='dwarf,x'/", 13,
	  "no number behind the comma", NULL },
	{ "cycles/branch_type=foo/", "..ranch_type=foo/", 13, "invalid branch sample type", NULL },
	{ "cycles/stack-size=65536/", "..stack-size=65536/", 13, "stack-size is 1 to 65528 bytes",
	  NULL },
	{ "cycles/stack-size=0/", "..stack-size=0/", 13, "stack-size is 1 to 65528 bytes", NULL },
	{ "cycles/time=2/", NULL, 12, "expected 0 or 1", NULL },
	{ "cycles/percore=2/", "..es/percore=2/", 13, "expected 0 or 1", NULL },
	{ "cycles/nr=4294967296/", NULL, 10, "too big", NULL },
	{ "cycles/name=1/", NULL, 12, "expected string value", NULL },
	{ "cycles/name/", NULL, 0, "expected string value", NULL },
	{ "cycles/@foo/", NULL, 7, "unknown term", "valid terms: " },
	{ "cs/name=/", NULL, 7, "parser error", NULL },
	{ "cpu/foo/", NULL, 4, "unknown term 'foo' for pmu 'cpu'", "valid terms: " },
	{ "cpu/event=foo/", NULL, 10, "expected numeric value", NULL },
	{ "cpu/event=0x1ff/", NULL, 10, "value too big for format, maximum is 255", NULL },
	{ "cpu/inv=2/", NULL, 8, "value too big for format, maximum is 1", NULL },
	{ "cpu/frontend=0x1000000/", NULL, 13, "value too big for format, maximum is 16777215",
	  NULL },
	{ "cpu/event=1", NULL, 9, "parser error", NULL },
	{ "cpu/event=1/z", NULL, 11, "parser error", NULL },
	{ "cpu/event=1/:u", NULL, 11, "parser error", NULL },
	{ "cpu/event=1,/", NULL, 11, "parser error", NULL },
	{ "cpu/,event=1/", NULL, 3, "parser error", NULL },
	{ "cpu/event=/", NULL, 9, "parser error", NULL },
	{ "cpu/event==1/", NULL, 9, "parser error", NULL },
	{ "cpu/name=foo bar/", NULL, 12, "parser error", NULL },
	{ "cpu/name='foo/", NULL, 8, "parser error", NULL },
	{ "cpu/event=0x11111111111111111111/", NULL, 9, "parser error", NULL },
	{ "cpu/@foo,/", NULL, 8, "parser error", NULL },
	{ "cpu/mem-loads,mem-stores/", "../mem-loads,mem-stores/", 13,
	  "only one event of the pmu can be named", NULL },
	{ "cpu/event=1,foo=bar/", NULL, 12, "unknown term 'foo' for pmu 'cpu'", "valid terms: " },
	{ "uncore_imc_0/multi=3/", NULL, 13, "unknown term 'multi' for pmu 'uncore_imc_0'",
	  "valid terms: " },
	{ "uncore_imc_0/multi/", NULL, 13, "required parameter 'event' not specified", NULL },
	{ "odd/hi=1/", NULL, 4, "this term needs a newer perf_event_attr", NULL },
	{ "odd/hashi/", NULL, 4, "this term needs a newer perf_event_attr", NULL },
	{ "odd/broken/", NULL, 4, "sysfs describes this event wrongly", "event==" },
	{ "odd/wide=1/", NULL, 4, "unknown term 'wide' for pmu 'odd'", "valid terms: " },
	{ "nopmu/event=1/", NULL, 0, "Cannot find PMU `nopmu'. Missing kernel support?", NULL },
	{ "cpi/event=1/", NULL, 0, "Cannot find PMU `cpi'. Missing kernel support?",
	  "Did you mean 'cpu'?\n" },
	{ "cs,cs,cs,cs,cs,cs,cs,cs,cs,foo,cs,cs,cs,cs,cs,cs,cs,cs,cs,cs,cs,cs,cs,cs,cs,cs,cs,cs,cs,cs,cs",
	  "..s,cs,cs,cs,foo,cs,cs,cs,cs,cs,cs,cs,cs,cs,cs,cs,cs,cs,..", 13, "parser error", NULL },
	{ "sched:", NULL, 0, "parser error", NULL },
	{ "sched_switch", NULL, 0, "parser error", "Did you mean 'sched:sched_switch'?\n" },
	{ "sched:sched_switch:z", "..ched_switch:z", 13, "parser error", NULL },
	{ "sched:sched_switch:uu", "..hed_switch:uu", 13, "Bad modifier", NULL },
	{ "sched:sched_switch/name=foo/", "..hed_switch/name=foo/", 13, "unknown term",
	  "valid terms: " },
};

START_TEST(the_caret_points_to_the_error)
{
	static const struct event_env env = { .sysroot = &event_sysroot };
	const char *shown = cases[_i].shown ? cases[_i].shown : cases[_i].text;
	AUTO(event_list_done) struct event_list list;
	AUTO(freep) char *wanted = NULL;
	struct err err = { 0 };
	size_t len;

	event_list_init(&list);
	ck_assert_int_eq(event_list_parse(&list, cases[_i].text, &env, &err), -EINVAL);
	ck_assert_uint_eq(list.events.len, 0);
	wanted = xasprintf(LEAD "'%s'\n%*s\\___ %s%s%s", shown,
	                   (int)strlen(LEAD) + cases[_i].caret + 1, "", cases[_i].what,
	                   cases[_i].help ? "\n\n" : "", cases[_i].help ? cases[_i].help : "");
	len = strlen(wanted);
	ck_assert_int_eq(strncmp(err.msg, wanted, len), 0);
	ck_assert(cases[_i].help || err.msg[len] == '\0');
	ck_assert_str_eq(err.hint, "Run 'prof list' for a list of valid events");
}
END_TEST

START_TEST(a_long_text_is_cut_to_the_columns_of_the_terminal)
{
	static const struct event_env env = { .sysroot = &event_sysroot, .columns = 50 };
	AUTO(event_list_done) struct event_list list;
	struct err err = { 0 };

	event_list_init(&list);
	ck_assert_int_eq(
		event_list_parse(&list, "cs,cs,cs,cs,cs,cs,foo,cs,cs,cs,cs,cs,cs,cs", &env, &err),
		-EINVAL);
	ck_assert_str_eq(err.msg, LEAD "'..s,cs,cs,cs,foo,cs,cs,cs,..'\n"
	                               "                                  \\___ parser error");
}
END_TEST

/* Paths of the test data are in these. */
static const struct {
	const char *text;
	const char *parts[3]; /* of the message */
} tracepoints[] = {
	{ "sched:sched_swicth",
	  { "\n                     \\___ unknown tracepoint\n\nError:\tFile ",
	    "/sys/kernel/tracing/events/sched/sched_swicth not found.\nHint:\tPerhaps this kernel "
	    "misses some CONFIG_ setting to enable this feature?.\n",
	    "Hint:\tDid you mean 'sched:sched_switch'?\n" } },
	{ "shced:sched_switch",
	  { "unknown tracepoint", "/events/shced/sched_switch not found.",
	    "Did you mean 'sched:sched_switch'?" } },
	{ "cs,sched:zz*",
	  { "\n                        \\___ unknown tracepoint", "/events/sched/zz* not found.",
	    "" } },
	{ "foo*:bar", { "unknown tracepoint", "/events/foo*/bar not found.", "" } },
	{ "odd:noid", { "unknown tracepoint", "/events/odd/noid not found.", "" } },
	{ "odd:badid", { "unknown tracepoint", "/events/odd/badid not found.", "" } },
	{ "sched:enable", { "unknown tracepoint", "/events/sched/enable not found.", "" } },
};

START_TEST(an_unknown_tracepoint_is_told_with_its_file)
{
	static const struct event_env env = { .sysroot = &event_sysroot };
	AUTO(event_list_done) struct event_list list;
	struct err err = { 0 };

	event_list_init(&list);
	ck_assert_int_eq(event_list_parse(&list, tracepoints[_i].text, &env, &err), -EINVAL);
	for (size_t i = 0; i < 3; i++)
		ck_assert_ptr_nonnull(strstr(err.msg, tracepoints[_i].parts[i]));
}
END_TEST

START_TEST(without_tracefs_the_hint_is_to_mount_it)
{
	static const struct sysroot nothing = { .root = TEST_DATA "/sysroot-none" };
	static const struct event_env env = { .sysroot = &nothing };
	AUTO(event_list_done) struct event_list list;
	struct err err = { 0 };

	event_list_init(&list);
	ck_assert_int_eq(event_list_parse(&list, "sched:sched_switch", &env, &err), -EINVAL);
	ck_assert_ptr_nonnull(strstr(err.msg, "Hint:\tTry 'sudo mount -t tracefs nodev "));
}
END_TEST

START_TEST(after_an_error_the_list_is_as_before)
{
	static const struct event_env env = { .sysroot = &event_sysroot };
	AUTO(event_list_done) struct event_list list;
	struct err err = { 0 };

	event_list_init(&list);
	ck_assert_int_eq(event_list_parse(&list, "cs,cpu-clock", &env, &err), 0);
	ck_assert_int_eq(event_list_parse(&list, "{faults,sched:*},foo", &env, &err), -EINVAL);
	ck_assert_uint_eq(list.events.len, 2);
	ck_assert_uint_eq(list.last_first, 0);
}
END_TEST

TCase *event_errors_tests(void)
{
	TCase *tc = tcase_create("event_errors");

	tcase_add_loop_test(tc, the_caret_points_to_the_error, 0, sizeof(cases) / sizeof(cases[0]));
	tcase_add_test(tc, a_long_text_is_cut_to_the_columns_of_the_terminal);
	tcase_add_loop_test(tc, an_unknown_tracepoint_is_told_with_its_file, 0,
	                    sizeof(tracepoints) / sizeof(tracepoints[0]));
	tcase_add_test(tc, without_tracefs_the_hint_is_to_mount_it);
	tcase_add_test(tc, after_an_error_the_list_is_as_before);
	return tc;
}
