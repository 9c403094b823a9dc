/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What /terms/ say about sampling. */
#include <check.h>

#include "common/base/err.h"
#include "common/base/mem.h"
#include "tests/lib/event_text.h"

static const struct {
	const char *text;
	const char *terms; /* as event_terms_text() writes them */
} cases[] = {
	{ "cs", "" },
	{ "cs/period=5/", " period=5" },
	{ "cs/freq=100/", " freq=100" },
	{ "cs/freq=100,period=3/", " period=3" },
	{ "cs/period=3,freq=100/", " freq=100" },
	{ "cs/period/", " period=1" },
	{ "cs/call-graph=fp/", " call-graph=fp" },
	{ "cs/call-graph=dwarf/", " call-graph=dwarf" },
	{ "cs/call-graph=lbr/", " call-graph=lbr" },
	{ "cs/call-graph=no/", " call-graph=no" },
	{ "cs/call-graph=dwarf,stack-size=4095/", " call-graph=dwarf stack-size=4096" },
	{ "cs/stack-size=8/", " stack-size=8" },
	{ "cs/stack-size=65528/", " stack-size=65528" },
	{ "cs/max-stack=9/", " max-stack=9" },
	{ "cs/nr=3/", " nr=3" },
	{ "cs/time=0/", " time=0" },
	{ "cs/time/", " time=1" },
	{ "cs/inherit/", " inherit=1" },
	{ "cs/inherit=0/", " inherit=0" },
	{ "cs/no-inherit/", " inherit=0" },
	{ "cs/no-inherit=0/", " inherit=1" },
	{ "cs/overwrite/", " overwrite=1" },
	{ "cs/no-overwrite/", " overwrite=0" },
	{ "cs/percore/", " percore" },
	{ "cs/percore=0/", "" },
	{ "cs/aux-output/", " aux-output" },
	{ "cs/aux-sample-size=4096/", " aux-sample-size=4096" },
	{ "cs/metric-id=abc/", " metric-id=abc" },
	{ "cs/branch_type=any/", " branch_type=8" },
	{ "cs/branch_type='any_call,u'/", " branch_type=17" },
	{ "cs/branch_type=ANY/", " branch_type=8" },
	{ "cs/branch_type=u/", " branch_type=8" },
	{ "cs/branch_type=no/", " branch_type=0" },
	{ "cpu/event=1,period=1000,call-graph=fp,time=0,name=x/",
	  " period=1000 time=0 call-graph=fp" },
	{ "cpu/@foo=bar,event=2/", " @foo=bar" },
	{ "cpu/@sink/", " @sink" },
	{ "mem-loads/period=7/u", " period=7" },
	{ "L1-dcache-loads/period=7/", " period=7" },
	{ "r1a8/freq=99/", " freq=99" },
	{ "1:0/nr=9/", " nr=9" },
	{ "sched:sched_switch/call-graph=dwarf,stack-size=1024,max-stack=5,nr=2/",
	  " call-graph=dwarf stack-size=1024 max-stack=5 nr=2" },
	{ "sched:sched_switch/no-inherit,overwrite/", " inherit=0 overwrite=1" },
	{ "sched:sched_switch/aux-sample-size=8,aux-output/", " aux-output aux-sample-size=8" },
	{ "cs/call-graph='dwarf,4096'/", " call-graph=dwarf stack-size=4096" },
	{ "cs/call-graph='fp,16'/", " call-graph=fp max-stack=16" },
};

START_TEST(terms_are_kept_for_the_plan)
{
	static const struct event_env env = { .sysroot = &event_sysroot };
	AUTO(event_list_done) struct event_list list;
	AUTO(freep) char *text = NULL;
	struct err err = { 0 };

	event_list_init(&list);
	ck_assert_msg(event_list_parse(&list, cases[_i].text, &env, &err) == 0, "%s", err.msg);
	text = event_terms_text(&list.events.data[0].terms);
	ck_assert_str_eq(text, cases[_i].terms);
}
END_TEST

static const struct {
	const char *text;
	int result;
} counted[] = {
	{ "cs/config=1,name=x/", 0 },
	{ "cs/period=3/", 0 },
	{ "cs/percore/", 0 },
	{ "cs/metric-id=a/", 0 },
	{ "cpu/@sink/", 0 },
	{ "cs/freq=3/", -EINVAL },
	{ "cs/time=1/", -EINVAL },
	{ "cs/inherit/", -EINVAL },
	{ "cs/call-graph=fp/", -EINVAL },
	{ "cs/stack-size=8/", -EINVAL },
	{ "cs/nr=8/", -EINVAL },
	{ "cs/aux-output/", -EINVAL },
	{ "sched:sched_switch/max-stack=8/", -EINVAL },
};

START_TEST(stat_refuses_terms_about_sampling)
{
	static const struct event_env env = { .sysroot = &event_sysroot, .for_stat = true };
	AUTO(event_list_done) struct event_list list;
	struct err err = { 0 };

	event_list_init(&list);
	ck_assert_int_eq(event_list_parse(&list, counted[_i].text, &env, &err), counted[_i].result);
	if (counted[_i].result)
		ck_assert_ptr_nonnull(strstr(err.msg, "is not usable in 'prof stat'"));
}
END_TEST

TCase *event_terms_tests(void)
{
	TCase *tc = tcase_create("event_terms");

	tcase_add_loop_test(tc, terms_are_kept_for_the_plan, 0, sizeof(cases) / sizeof(cases[0]));
	tcase_add_loop_test(tc, stat_refuses_terms_about_sampling, 0,
	                    sizeof(counted) / sizeof(counted[0]));
	return tc;
}
