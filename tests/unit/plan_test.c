/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "record/record/plan.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "common/abi/attr.h"
#include "common/base/err.h"
#include "common/base/mem.h"
#include "common/base/outbuf.h"
#include "common/base/str.h"
#include "common/kernel/machine_facts.h"
#include "record/record/options.h"

#define WORDS_MAX 16

/* A root's machine of four cpus, of which three are online. */
static const uint32_t cpus_online[] = { 0, 1, 3 };

static struct machine_facts root_facts(void)
{
	return (struct machine_facts){
		.perf_event_paranoid = 2,
		.perf_event_mlock_kb = 516,
		.max_sample_rate_hz = 100000,
		.max_stack = 127,
		.is_root = true,
		.cap_perfmon = true,
		.cap_sys_admin = true,
		.cap_ipc_lock = true,
		.page_bytes = 4096,
		.nr_cpus_online = 3,
		.nr_cpus_possible = 4,
		.cpus_online = cpus_online,
	};
}

/* A command line, parsed: the words after its options are the workload. */
struct line {
	struct record_opts opts;
	struct machine_facts facts;
	struct plan plan;
	struct err err;
	char *text;
	char *words[WORDS_MAX + 1];
	bool has_workload;
};

static int plan_of(struct line *line, const char *text)
{
	struct args args = { .argv = line->words };
	struct plan_input in = { .opts = &line->opts, .facts = &line->facts };
	int r;

	line->text = xstrdup(text);
	for (char *at = line->text, *next; at && *at; at = next) {
		next = strchr(at, ' ');
		if (next)
			*next++ = '\0';
		ck_assert_int_lt(args.argc, WORDS_MAX);
		line->words[args.argc++] = at;
	}
	record_opts_init(&line->opts);
	r = opt_parse(record_options, &line->opts, &args, true, &line->err);
	if (r < 0)
		return r;
	in.has_workload = args.argc > 0;
	in.events = &line->opts.events.list;
	if (line->opts.cpus) {
		in.cpus = cpus_online;
		in.nr_cpus = 1;
	}
	r = record_opts_check(&line->opts, &line->err);
	return r < 0 ? r : plan_make(&in, &line->plan, &line->err);
}

static void line_done(struct line *line)
{
	plan_done(&line->plan);
	record_opts_done(&line->opts);
	free(line->text);
}

static char *sample_type_text(const struct line *line, size_t event)
{
	struct outbuf out = { 0 };

	attr_print_sample_type(line->plan.events.data[event].attr.sample_type, &out);
	return outbuf_take(&out);
}

/* What `perf record` 6.1 asks of the kernel for the same words (perf record -vv). */
static const struct {
	const char *words;
	const char *sample_type;    /* of the first event */
	const char *last_of_others; /* of the last one, where it is another; or NULL */
} layouts[] = {
	{ "-e cpu-clock true", "IP|TID|TIME|PERIOD", NULL },
	{ "-e cpu-clock -c 1000 true", "IP|TID|TIME", NULL },
	{ "-e cpu-clock -P -c 1000 true", "IP|TID|TIME|PERIOD", NULL },
	{ "-e cpu-clock -g true", "IP|TID|TIME|CALLCHAIN|PERIOD", NULL },
	{ "-e cpu-clock -a", "IP|TID|TIME|CPU|PERIOD|IDENTIFIER", "IP|TID|TIME|CPU|IDENTIFIER" },
	{ "-e cpu-clock -a -F 99", "IP|TID|TIME|ID|CPU|PERIOD", "IP|TID|TIME|ID|CPU|PERIOD" },
	{ "-e cpu-clock -C 0 true", "IP|TID|TIME|CPU|PERIOD|IDENTIFIER",
	  "IP|TID|TIME|CPU|IDENTIFIER" },
	{ "-e cpu-clock,page-faults true", "IP|TID|TIME|ID|PERIOD", "IP|TID|TIME|ID|PERIOD" },
	{ "-e {cpu-clock,page-faults}:S true", "IP|TID|TIME|READ|ID|PERIOD",
	  "IP|TID|TIME|READ|ID|PERIOD" },
	{ "-e {cpu-clock,page-faults}:S -a", "IP|TID|TIME|READ|CPU|PERIOD|IDENTIFIER",
	  "IP|TID|TIME|CPU|IDENTIFIER" },
	{ "-e cpu-clock -d true", "IP|TID|TIME|ADDR|PERIOD|DATA_SRC", NULL },
	{ "-e cpu-clock -W true", "IP|TID|TIME|PERIOD|WEIGHT_STRUCT", NULL },
	{ "-e cpu-clock -R true", "IP|TID|TIME|CPU|PERIOD|RAW", NULL },
	{ "-e cpu-clock --per-thread true", "IP|TID|PERIOD", NULL },
	{ "-e cpu-clock --per-thread -T true", "IP|TID|TIME|PERIOD", NULL },
	{ "-e cpu-clock --no-timestamp true", "IP|TID|PERIOD", NULL },
	{ "-e cpu-clock --sample-cpu true", "IP|TID|TIME|CPU|PERIOD", NULL },
	{ "-e cpu-clock --sample-identifier true", "IP|TID|TIME|PERIOD|IDENTIFIER", NULL },
	{ "-e cpu-clock --phys-data true", "IP|TID|TIME|PERIOD|PHYS_ADDR", NULL },
	{ "-e cpu-clock --all-cgroups true", "IP|TID|TIME|PERIOD|CGROUP", NULL },
	{ "-e cpu-clock --call-graph dwarf true",
	  "IP|TID|TIME|ADDR|CALLCHAIN|PERIOD|REGS_USER|STACK_USER|DATA_SRC", NULL },
	{ "-e cpu-clock --intr-regs --user-regs -a",
	  "IP|TID|TIME|CPU|PERIOD|REGS_USER|IDENTIFIER|REGS_INTR", "IP|TID|TIME|CPU|IDENTIFIER" },
	{ "-e cpu-clock -D 10 true", "IP|TID|TIME|PERIOD|IDENTIFIER", "IP|TID|TIME|IDENTIFIER" },
	{ "-e mem:0x1000/8:w true", "IP|TID|TIME", NULL },
	{ "-e cpu-clock/period=100/ true", "IP|TID|TIME", NULL },
	{ "-e cpu-clock/call-graph=fp/,page-faults true", "IP|TID|TIME|CALLCHAIN|PERIOD|IDENTIFIER",
	  "IP|TID|TIME|PERIOD|IDENTIFIER" },
};

START_TEST(samples_are_laid_out_as_perf_does)
{
	struct line line = { .facts = root_facts() };
	char *first, *last;

	ck_assert_msg(plan_of(&line, layouts[_i].words) == 0, "%s", line.err.msg);
	first = sample_type_text(&line, 0);
	last = sample_type_text(&line, line.plan.events.len - 1);
	ck_assert_str_eq(first, layouts[_i].sample_type);
	ck_assert_str_eq(last, layouts[_i].last_of_others ? layouts[_i].last_of_others : first);
	free(first);
	free(last);
	line_done(&line);
}
END_TEST

START_TEST(the_whole_machine_has_a_dummy_for_the_side_band)
{
	struct line line = { .facts = root_facts() };
	const struct plan_event *dummy;

	ck_assert_int_eq(plan_of(&line, "-e cpu-clock -a --switch-events"), 0);
	ck_assert_uint_eq(line.plan.events.len, 2);
	dummy = &line.plan.events.data[1];
	ck_assert_str_eq(dummy->name, "dummy:HG");
	ck_assert(dummy->is_added);
	ck_assert(dummy->attr.mmap && dummy->attr.comm && dummy->attr.task);
	ck_assert(dummy->attr.context_switch);
	ck_assert(!dummy->attr.disabled);
	ck_assert(!line.plan.events.data[0].attr.mmap);
	ck_assert(line.plan.events.data[0].attr.disabled);
	line_done(&line);
}
END_TEST

START_TEST(a_workload_turns_its_events_on_by_exec)
{
	struct line line = { .facts = root_facts() };

	ck_assert_int_eq(plan_of(&line, "-e {cpu-clock,page-faults} true"), 0);
	ck_assert(line.plan.enable_on_exec);
	ck_assert(line.plan.events.data[0].attr.enable_on_exec);
	ck_assert(line.plan.events.data[0].attr.disabled);
	ck_assert_msg(!line.plan.events.data[1].attr.disabled, "members follow their leader");
	ck_assert(!line.plan.events.data[1].attr.enable_on_exec);
	line_done(&line);
}
END_TEST

static const struct {
	const char *words;
	enum plan_target target;
	size_t nr_cpus;
	bool inherit;
} targets[] = {
	{ "-e cpu-clock true", PLAN_TASKS, 3, true },
	{ "-e cpu-clock -i true", PLAN_TASKS, 3, false },
	{ "-e cpu-clock -p 1", PLAN_TASKS, 3, true },
	{ "-e cpu-clock -t 1", PLAN_TASKS, 3, false },
	{ "-e cpu-clock -p 1 --per-thread", PLAN_THREADS, 1, false },
	{ "-e cpu-clock -a", PLAN_SYSTEM, 3, true },
	{ "-e cpu-clock -a true", PLAN_SYSTEM, 3, true },
	{ "-e cpu-clock -C 0", PLAN_SYSTEM, 1, true },
	{ "-e cpu-clock -C 0 -p 1", PLAN_TASKS, 3, true },
	{ "-e cpu-clock -a --per-thread", PLAN_SYSTEM, 3, true },
	{ "-e cpu-clock -u 0", PLAN_TASKS, 3, true },
	{ "-e {cpu-clock,page-faults}:S true", PLAN_TASKS, 3, false },
};

START_TEST(the_target_decides_cpus_and_inheritance)
{
	struct line line = { .facts = root_facts() };

	ck_assert_int_eq(plan_of(&line, targets[_i].words), 0);
	ck_assert_int_eq(line.plan.target, targets[_i].target);
	ck_assert_uint_eq(line.plan.cpus.len, targets[_i].nr_cpus);
	ck_assert_int_eq(line.plan.events.data[0].attr.inherit, targets[_i].inherit);
	line_done(&line);
}
END_TEST

static const struct {
	const char *words;
	const char *msg;
} errors[] = {
	{ "-e cpu-clock -F 99 -c 1 true", "cannot set frequency and period at the same time" },
	{ "-e cpu-clock -F 200000 --strict-freq true",
	  "200000 Hz is above the kernel's limit of 100000 Hz" },
	{ "-e cpu-clock -F 0 true", "a frequency of 0 Hz samples nothing" },
	{ "-e cpu-clock --all-user --all-kernel true",
	  "--all-kernel and --all-user leave nothing" },
	{ "-e cpu-clock -G a true", "cgroup monitoring only available in system-wide mode (-a)" },
	{ "-e cpu-clock -m 0 true", "-m: 0 pages is no size of a ring" },
	{ "-e cpu-clock --call-graph dwarf,70000 true",
	  "--call-graph: callchain: Incorrect stack dump size (max 65528): 70000" },
	{ "-e cpu-clock -k nosuch true", "-k: there is no clock 'nosuch'" },
	{ "-e cpu-clock --user-regs=nosuch true", "--user-regs: unknown register 'nosuch'" },
	{ "-e cpu-clock -D 20-10 true",
	  "-D: '20-10': each range must end after it starts, and before the next" },
	{ "-e cpu-clock --synth nosuch true",
	  "--synth: 'nosuch' is none of no, all, task, mmap, cgroup" },
};

START_TEST(what_does_not_go_together_is_said)
{
	struct line line = { .facts = root_facts() };

	ck_assert_int_lt(plan_of(&line, errors[_i].words), 0);
	ck_assert_str_eq(line.err.msg, errors[_i].msg);
	line_done(&line);
}
END_TEST

static const struct {
	const char *words;
	bool locks; /* CAP_IPC_LOCK */
	size_t pages;
} rings[] = {
	{ "-e cpu-clock true", false, 128 },
	{ "-e cpu-clock -F 99 -g true", true, 128 },     /* 100 KB a second */
	{ "-e cpu-clock -g true", true, 2048 },          /* 4 MB */
	{ "-e cpu-clock -F 20000 -g true", true, 2048 }, /* 20 MB: the most that is taken unasked */
	{ "-e cpu-clock -c 1 true", true, 1024 },        /* who knows */
	{ "-e cpu-clock -g --max-size 1M true", true, 128 },
	{ "-e cpu-clock -m 16 true", true, 16 },
	{ "-e cpu-clock -m 17 true", true, 32 },
	{ "-e cpu-clock -m 1M true", false, 256 },
};

START_TEST(rings_hold_about_a_second)
{
	struct line line = { .facts = root_facts() };

	line.facts.cap_ipc_lock = rings[_i].locks;
	ck_assert_int_eq(plan_of(&line, rings[_i].words), 0);
	ck_assert_uint_eq(line.plan.ring_pages, rings[_i].pages);
	line_done(&line);
}
END_TEST

START_TEST(a_rate_above_the_limit_is_lowered_and_told)
{
	struct line line = { .facts = root_facts() };

	ck_assert_int_eq(plan_of(&line, "-e cpu-clock -F 200000 true"), 0);
	ck_assert_uint_eq(line.plan.events.data[0].attr.sample_freq, 100000);
	ck_assert_uint_eq(line.plan.notices.len, 1);
	ck_assert_ptr_nonnull(strstr(line.plan.notices.data[0], "sampling at 100000 Hz"));
	line_done(&line);
}
END_TEST

START_TEST(cgroups_are_bound_by_position)
{
	struct line line = { .facts = root_facts() };

	ck_assert_int_eq(plan_of(&line, "-e cpu-clock,page-faults,cs -G one,,two -a"), 0);
	ck_assert_str_eq(line.plan.events.data[0].cgroup, "one");
	ck_assert_ptr_null(line.plan.events.data[1].cgroup);
	ck_assert_str_eq(line.plan.events.data[2].cgroup, "two");
	ck_assert_ptr_null(line.plan.events.data[3].cgroup);
	line_done(&line);
}
END_TEST

TCase *plan_tests(void)
{
	TCase *tc = tcase_create("plan");

#define LOOP(test, table) tcase_add_loop_test(tc, test, 0, sizeof(table) / sizeof((table)[0]))
	LOOP(samples_are_laid_out_as_perf_does, layouts);
	LOOP(the_target_decides_cpus_and_inheritance, targets);
	LOOP(what_does_not_go_together_is_said, errors);
	LOOP(rings_hold_about_a_second, rings);
#undef LOOP
	tcase_add_test(tc, the_whole_machine_has_a_dummy_for_the_side_band);
	tcase_add_test(tc, a_workload_turns_its_events_on_by_exec);
	tcase_add_test(tc, a_rate_above_the_limit_is_lowered_and_told);
	tcase_add_test(tc, cgroups_are_bound_by_position);
	return tc;
}
