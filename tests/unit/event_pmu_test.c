/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What sysfs and tracefs describe: PMUs, their events, tracepoints. */
#include <check.h>

#include "common/base/err.h"
#include "common/base/mem.h"
#include "common/base/str.h"
#include "common/base/sysroot.h"
#include "tests/lib/event_text.h"

static const struct {
	const char *text;   /* of -e */
	const char *events; /* as event_list_text() writes them */
} cases[] = {
	{ "sched:sched_switch", "2:0x13a period=0x1 sample=0x584 | sched:sched_switch" },
	{ "sched:sched_switch:u",
	  "2:0x13a period=0x1 sample=0x584 -kernel -hv | sched:sched_switch" },
	{ "sched:sched_switch:", "2:0x13a period=0x1 sample=0x584 | sched:sched_switch" },
	{ "sched:sched_switch//k",
	  "2:0x13a period=0x1 sample=0x584 -user -hv +guest | sched:sched_switch" },
	{ "syscalls:sys_enter_op?n", "2:0x258 period=0x1 sample=0x584 | syscalls:sys_enter_open" },
	{ "syscalls:sys_enter_o[a-q]en",
	  "2:0x258 period=0x1 sample=0x584 | syscalls:sys_enter_open" },
	{ "*:sched_switch", "2:0x13a period=0x1 sample=0x584 | sched:sched_switch" },
	{ "kv?:e", "2:0x2bc period=0x1 sample=0x584 | kvm:e" },
	{ "kvm:e", "2:0x2bc period=0x1 sample=0x584 | kvm:e" },
	{ "xdp:u", "2:0x2c6 period=0x1 sample=0x584 | xdp:u" },
	{ "kvm-s390:kvm_s390_sie_enter",
	  "2:0x2bd period=0x1 sample=0x584 | kvm-s390:kvm_s390_sie_enter" },
	{ "irq_vec*:local_*", "2:0x5a period=0x1 sample=0x584 | irq_vectors:local_timer_entry" },
	{ "cpu//", "4:0x0 | cpu//" },
	{ "cpu/event=0x3c/", "4:0x3c | cpu/event=0x3c/" },
	{ "cpu/event=0x3c/u", "4:0x3c -kernel -hv | cpu/event=0x3c/u" },
	{ "cpu/event=0x3c,umask=0x1/", "4:0x13c | cpu/event=0x3c,umask=0x1/" },
	{ "cpu/event=60,umask=1,name=foo/pp", "4:0x13c precise=0x2 | foo" },
	{ "cpu/ event=1 , umask=2 /", "4:0x201 | cpu/ event=1 , umask=2 /" },
	{ "cpu/name='quoted:x',event=1/", "4:0x1 | quoted:x" },
	{ "cpu/name='a,b/c d',event=1/", "4:0x1 | a,b/c d" },
	{ "cpu/name=a:b.c-d*/", "4:0x0 | a:b.c-d*" },
	{ "cpu/name=cycles/", "4:0x0 | cycles" },
	{ "cpu/name=r1a/", "4:0x0 | r1a" },
	{ "cpu/edge/", "4:0x40000 | cpu/edge/" },
	{ "cpu/event/", "4:0x1 | cpu/event/" },
	{ "cpu/edge=1,inv/", "4:0x840000 | cpu/edge=1,inv/" },
	{ "cpu/event=0x3c,edge=0/", "4:0x3c | cpu/event=0x3c,edge=0/" },
	{ "cpu/config=0x123,event=0xff/", "4:0x1ff | cpu/config=0x123,event=0xff/" },
	{ "cpu/event=0xff,config=0x100/", "4:0x1ff | cpu/event=0xff,config=0x100/" },
	{ "cpu/config=1,config1=2,config2=3/",
	  "4:0x1 config1=0x2 config2=0x3 | cpu/config=1,config1=2,config2=3/" },
	{ "cpu/event=1,event=2/", "4:0x3 | cpu/event=1,event=2/" },
	{ "cpu/r1a8/", "4:0x1a8 | cpu/r1a8/" },
	{ "cpu/r0x1a8/", "4:0x1a8 | cpu/r0x1a8/" },
	{ "cpu/offcore_rsp=0xffffffffffffffff/",
	  "4:0x0 config1=0xffffffffffffffff | cpu/offcore_rsp=0xffffffffffffffff/" },
	{ "cpu/cpu-cycles/", "4:0x3c | cpu/cpu-cycles/" },
	{ "cpu/mem-loads/", "4:0x1cd config1=0x3 | cpu/mem-loads/" },
	{ "cpu/mem-loads,ldlat=30/", "4:0x1cd config1=0x1f | cpu/mem-loads,ldlat=30/" },
	{ "cpu/ldlat=30,mem-loads/", "4:0x1cd config1=0x1f | cpu/ldlat=30,mem-loads/" },
	{ "cpu/event=mem-loads/", "4:0x1cd config1=0x3 | cpu/event=mem-loads/" },
	{ "cpu/MEM-LOADS/", "4:0x1cd config1=0x3 | cpu/MEM-LOADS/" },
	{ "cpu/mem-loads,name=x/", "4:0x1cd config1=0x3 | x" },
	{ "cpu/in_tx_cp,event=0x3c/", "4:0x20000003c | cpu/in_tx_cp,event=0x3c/" },
	{ "cpu/topdown-total-slots/", "4:0x20003c | cpu/topdown-total-slots/" },
	{ "mem-loads", "4:0x1cd config1=0x3 | mem-loads" },
	{ "mem-loads:u", "4:0x1cd config1=0x3 -kernel -hv | mem-loads:u" },
	{ "MEM-LOADS", "4:0x1cd config1=0x3 | MEM-LOADS" },
	{ "mem-loads//", "4:0x1cd config1=0x3 | mem-loads//" },
	{ "mem-loads//p", "4:0x1cd config1=0x3 precise=0x1 | mem-loads//p" },
	{ "mem-loads/ldlat=8/u", "4:0x1cd config1=0xb -kernel -hv | mem-loads/ldlat=8/u" },
	{ "cycles-ct", "4:0x30000003c | cycles-ct" },
	{ "tx-abort", "4:0x4c9 | tx-abort" },
	{ "tsc", "10:0x0 | tsc" },
	{ "msr/tsc/", "10:0x0 | msr/tsc/" },
	{ "msr/event=0/u", "10:0x0 -kernel -hv | msr/event=0/u" },
	{ "uncore_imc_0/clockticks/", "13:0xff | uncore_imc_0/clockticks/" },
	{ "uncore_imc_0/odd=0x1ff/", "13:0xf10f | uncore_imc_0/odd=0x1ff/" },
	{ "uncore_imc_0/odd=0x20/", "13:0x1000 | uncore_imc_0/odd=0x20/" },
	{ "uncore_imc_0/multi,event=3/", "13:0x103 | uncore_imc_0/multi,event=3/" },
	{ "uncore_imc_0/event=3,multi/", "13:0x103 | uncore_imc_0/event=3,multi/" },
	{ "uncore_imc*1/event=7/", "14:0x7 | uncore_imc*1/event=7/" },
	{ "imc_1/event=7/", "14:0x7 | imc_1/event=7/" },
	{ "arm_cmn/nodeid=3/", "31:0x300000000 | arm_cmn/nodeid=3/" },
	{ "my-pmu.x/a=9/", "40:0x0 config1=0x9 | my-pmu.x/a=9/" },
	{ "software/config=1/", "1:0x1 | software/config=1/" },
	{ "breakpoint//", "5:0x0 0x0/0:0 | breakpoint//" },
	{ "tracepoint/config=5/", "2:0x5 | tracepoint/config=5/" },
	{ "odd/ok=3/", "20:0x0 config2=0x3 | odd/ok=3/" },
	{ "intel_pt/pt=1,tsc/u", "8:0x401 -kernel -hv | intel_pt/pt=1,tsc/u" },
	{ "cpu/event=3/,cs", "4:0x3 | cpu/event=3/; 1:0x3 | cs" },
	{ "cpu/event=1/u,cpu/event=2/k",
	  "4:0x1 -kernel -hv | cpu/event=1/u; 4:0x2 -user -hv +guest | cpu/event=2/k" },
};

START_TEST(sysfs_and_tracefs_give_the_attr)
{
	static const struct event_env env = { .sysroot = &event_sysroot };
	AUTO(event_list_done) struct event_list list;
	AUTO(freep) char *text = NULL;
	struct err err = { 0 };

	event_list_init(&list);
	ck_assert_msg(event_list_parse(&list, cases[_i].text, &env, &err) == 0, "%s: %s",
	              cases[_i].text, err.msg);
	text = event_list_text(&list);
	ck_assert_str_eq(text, cases[_i].events);
}
END_TEST

/* Events of several PMUs come in readdir's order, which is not the same everywhere. */
static const struct event *find(const struct event_list *list, const char *pmu, uint64_t config)
{
	vec_for_each(event, &list->events)
		if (streq(event->pmu, pmu) && event->attr.config == config)
			return event;
	return NULL;
}

static void parse(struct event_list *list, const char *text)
{
	static const struct event_env env = { .sysroot = &event_sysroot };
	struct err err = { 0 };

	event_list_init(list);
	ck_assert_msg(event_list_parse(list, text, &env, &err) == 0, "%s", err.msg);
}

static const char *const of_all_boxes[] = {
	"uncore_imc/cas_count_read/u", "imc/cas_count_read/u", "uncore_imc_*/cas_count_read/u",
	"imc_[01]/cas_count_read/u",   "cas_count_read:u",     "cas_count_read//u",
};

START_TEST(a_name_without_its_number_means_all_boxes_of_a_kind)
{
	AUTO(event_list_done) struct event_list list;
	const struct event *first;

	parse(&list, of_all_boxes[_i]);
	ck_assert_uint_eq(list.events.len, 2);
	first = find(&list, "uncore_imc_0", 0x304);
	ck_assert_ptr_nonnull(first);
	ck_assert_ptr_nonnull(find(&list, "uncore_imc_1", 0x304));
	ck_assert_uint_eq(first->attr.type, 13);
	ck_assert_uint_eq(first->attr.exclude_kernel, 1);
	ck_assert(first->one_of_several);
	ck_assert_str_eq(first->name, of_all_boxes[_i]);
}
END_TEST

START_TEST(an_event_knows_unit_scale_and_cpus_of_its_pmu)
{
	AUTO(event_list_done) struct event_list list;
	const struct event *event;

	parse(&list, "uncore_imc_1/cas_count_read/,cpu/mem-loads/,intel_pt//,odd/ok=1/");
	event = &list.events.data[0];
	ck_assert_str_eq(event->unit, "MiB");
	ck_assert_double_eq_tol(event->scale, 6.103515625e-5, 1e-12);
	ck_assert_str_eq(event->cpus, "0,1");
	ck_assert(!event->one_of_several);
	ck_assert_ptr_null(event[1].unit);
	ck_assert_double_eq(event[1].scale, 1);
	ck_assert_ptr_null(event[1].cpus);
	ck_assert_uint_eq(event[1].nr_addr_filters, 0);
	ck_assert_uint_eq(event[2].nr_addr_filters, 2);
	ck_assert_ptr_null(event[3].cpus);
}
END_TEST

START_TEST(a_group_of_several_boxes_is_one_group_each)
{
	AUTO(event_list_done) struct event_list list;
	const struct event *events;

	parse(&list, "{imc/cas_count_read/,imc/clockticks/}:S");
	ck_assert_uint_eq(list.events.len, 4);
	events = list.events.data;
	for (size_t leader = 0; leader < 4; leader += 2) {
		ck_assert_uint_eq(events[leader].leader, leader);
		ck_assert_uint_eq(events[leader].nr_members, 2);
		ck_assert_uint_eq(events[leader + 1].leader, leader);
		ck_assert_str_eq(events[leader].pmu, events[leader + 1].pmu);
		ck_assert_uint_eq(events[leader].attr.config, 0x304);
		ck_assert_uint_eq(events[leader + 1].attr.config, 0xff);
		ck_assert(events[leader + 1].sample_read);
	}
}
END_TEST

static const struct {
	const char *text;
	size_t nr;
} patterns[] = {
	{ "sched:*", 5 },  { "sched:sched_wak*", 3 },
	{ "s*:sys_*", 4 }, { "s*:sched_process_*", 1 },
	{ "*:*", 15 },     { "kmem:k*,kmem:kfree", 3 },
	{ "kv?:e", 1 },
};

START_TEST(patterns_find_the_tracepoints_and_nothing_else)
{
	AUTO(event_list_done) struct event_list list;

	parse(&list, patterns[_i].text);
	ck_assert_uint_eq(list.events.len, patterns[_i].nr);
	vec_for_each(event, &list.events) {
		AUTO(freep) char *name = xasprintf("%s:%s", event->tp_system, event->tp_name);

		ck_assert_int_eq(event->kind, EVENT_TRACEPOINT);
		ck_assert_str_eq(event->name, name);
		ck_assert_uint_ge(event->attr.config, 90);
	}
}
END_TEST

/* A machine with cores of two kinds, cpu_core and cpu_atom. */
static const struct {
	const char *text;
	const char *events;
} hybrid[] = {
	{ "cycles:u", "0:0x400000000 -kernel -hv | cpu_core/cycles:u/; "
	              "0:0xa00000000 -kernel -hv | cpu_atom/cycles:u/" },
	{ "instructions/name=x/", "0:0x400000001 | cpu_core/x/; 0:0xa00000001 | cpu_atom/x/" },
	{ "LLC-loads", "3:0x400000002 | cpu_core/LLC-loads/; 3:0xa00000002 | cpu_atom/LLC-loads/" },
	{ "r1a8", "4:0x1a8 | cpu_core/r1a8/; 10:0x1a8 | cpu_atom/r1a8/" },
	{ "cpu_core/cycles/u", "0:0x400000000 -kernel -hv | cpu_core/cycles/u" },
	{ "cpu_atom/LLC-loads/", "3:0xa00000002 | cpu_atom/LLC-loads/" },
	{ "cpu_atom/mem-loads/", "10:0xcd | cpu_atom/mem-loads/" },
	{ "cpu_atom/event=3/", "10:0x3 | cpu_atom/event=3/" },
	{ "cs", "1:0x3 | cs" },
	{ "{cycles,instructions}",
	  "0:0x400000000 | cpu_core/cycles/; 0:0x400000001 | cpu_core/instructions/; "
	  "0:0xa00000000 | cpu_atom/cycles/; 0:0xa00000001 | cpu_atom/instructions/" },
};

START_TEST(a_plain_event_is_one_for_each_kind_of_core)
{
	static const struct sysroot two_kinds = { .root = TEST_DATA "/sysroot-hybrid" };
	static const struct event_env env = { .sysroot = &two_kinds };
	AUTO(event_list_done) struct event_list list;
	AUTO(freep) char *text = NULL;
	struct err err = { 0 };

	event_list_init(&list);
	ck_assert_msg(event_list_parse(&list, hybrid[_i].text, &env, &err) == 0, "%s", err.msg);
	text = event_list_text(&list);
	ck_assert_str_eq(text, hybrid[_i].events);
}
END_TEST

TCase *event_pmu_tests(void)
{
	TCase *tc = tcase_create("event_pmu");

	tcase_add_loop_test(tc, sysfs_and_tracefs_give_the_attr, 0,
	                    sizeof(cases) / sizeof(cases[0]));
	tcase_add_loop_test(tc, a_name_without_its_number_means_all_boxes_of_a_kind, 0,
	                    sizeof(of_all_boxes) / sizeof(of_all_boxes[0]));
	tcase_add_test(tc, an_event_knows_unit_scale_and_cpus_of_its_pmu);
	tcase_add_test(tc, a_group_of_several_boxes_is_one_group_each);
	tcase_add_loop_test(tc, a_plain_event_is_one_for_each_kind_of_core, 0,
	                    sizeof(hybrid) / sizeof(hybrid[0]));
	tcase_add_loop_test(tc, patterns_find_the_tracepoints_and_nothing_else, 0,
	                    sizeof(patterns) / sizeof(patterns[0]));
	return tc;
}
