/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "record/record/fallback.h"

#include <check.h>
#include <errno.h>

#include "common/base/arena.h"
#include "common/kernel/machine_facts.h"
#include "record/record/plan.h"

static const struct machine_facts user = { .perf_event_paranoid = 2 };
static const struct machine_facts root = { .perf_event_paranoid = 2, .cap_sys_admin = true };

static const struct {
	const char *what;
	struct plan_event event;
	int error;
	const struct machine_facts *facts;
	enum fallback result;
	const char *name; /* afterwards */
	unsigned precise_ip, exclude_kernel, type;
} cases[] = {
	{ "the default event on a machine without counters",
	  { .name = "cycles:P", .precise_max = true, .attr = { .precise_ip = 3 } },
	  ENOENT,
	  &root,
	  FALLBACK_CPU_CLOCK,
	  "cpu-clock:ppp",
	  3,
	  0,
	  PERF_TYPE_SOFTWARE },
	{ "an explicit one",
	  { .name = "cycles", .attr = { .exclude_guest = 1 } },
	  ENOENT,
	  &root,
	  FALLBACK_CPU_CLOCK,
	  "cpu-clock",
	  0,
	  0,
	  PERF_TYPE_SOFTWARE },
	{ "one that the user has named",
	  { .name = "mine", .name_is_given = true },
	  ENOENT,
	  &root,
	  FALLBACK_CPU_CLOCK,
	  "mine",
	  0,
	  0,
	  PERF_TYPE_SOFTWARE },
	{ "only cycles have another clock",
	  { .name = "instructions", .attr = { .config = PERF_COUNT_HW_INSTRUCTIONS } },
	  ENOENT,
	  &root,
	  FALLBACK_NONE,
	  "instructions",
	  0,
	  0,
	  PERF_TYPE_HARDWARE },
	{ "a counter that is less precise",
	  { .name = "cycles:P", .precise_max = true, .attr = { .precise_ip = 3 } },
	  EOPNOTSUPP,
	  &root,
	  FALLBACK_LESS_PRECISE,
	  "cycles:P",
	  2,
	  0,
	  PERF_TYPE_HARDWARE },
	{ "precision that was asked for",
	  { .name = "cycles:pp", .attr = { .precise_ip = 2 } },
	  EOPNOTSUPP,
	  &root,
	  FALLBACK_NONE,
	  "cycles:pp",
	  2,
	  0,
	  PERF_TYPE_HARDWARE },
	{ "an ordinary user",
	  { .name = "cycles" },
	  EACCES,
	  &user,
	  FALLBACK_USER_ONLY,
	  "cycles:u",
	  0,
	  1,
	  PERF_TYPE_HARDWARE },
	{ "an ordinary user, precisely",
	  { .name = "cycles:P" },
	  EACCES,
	  &user,
	  FALLBACK_USER_ONLY,
	  "cycles:Pu",
	  0,
	  1,
	  PERF_TYPE_HARDWARE },
	{ "one who asked for the kernel",
	  { .name = "cycles:k", .exclude_given = true },
	  EACCES,
	  &user,
	  FALLBACK_NONE,
	  "cycles:k",
	  0,
	  0,
	  PERF_TYPE_HARDWARE },
	{ "tracepoints are the kernel's",
	  { .name = "sched:x", .attr = { .type = PERF_TYPE_TRACEPOINT } },
	  EACCES,
	  &user,
	  FALLBACK_NONE,
	  "sched:x",
	  0,
	  0,
	  PERF_TYPE_TRACEPOINT },
	{ "root is refused for another reason",
	  { .name = "cycles" },
	  EACCES,
	  &root,
	  FALLBACK_NONE,
	  "cycles",
	  0,
	  0,
	  PERF_TYPE_HARDWARE },
};

START_TEST(an_event_is_replaced_only_by_what_means_the_same)
{
	AUTO(arena_freep) struct arena *arena = arena_new();
	struct plan_event pe = cases[_i].event;

	ck_assert_msg(fallback_next(cases[_i].error, &pe, cases[_i].facts, arena) ==
	                      cases[_i].result,
	              "%s", cases[_i].what);
	ck_assert_str_eq(pe.name, cases[_i].name);
	ck_assert_uint_eq(pe.attr.precise_ip, cases[_i].precise_ip);
	ck_assert_uint_eq(pe.attr.exclude_kernel, cases[_i].exclude_kernel);
	ck_assert_uint_eq(pe.attr.type, cases[_i].type);
}
END_TEST

TCase *fallback_tests(void)
{
	TCase *tc = tcase_create("fallback");

	tcase_add_loop_test(tc, an_event_is_replaced_only_by_what_means_the_same, 0,
	                    sizeof(cases) / sizeof(cases[0]));
	return tc;
}
