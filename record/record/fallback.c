/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "record/record/fallback.h"

#include <errno.h>
#include <string.h>

#include "common/base/arena.h"
#include "common/base/mem.h"
#include "common/event/event.h"
#include "common/kernel/machine_facts.h"
#include "record/record/plan.h"

static bool is_cycles(const struct perf_event_attr *a)
{
	return a->type == PERF_TYPE_HARDWARE && (a->config & 0xff) == PERF_COUNT_HW_CPU_CYCLES;
}

static void rename_by_attr(struct plan_event *pe, struct arena *arena)
{
	AUTO(freep) char *name = event_name_of_attr(&pe->attr);

	if (!pe->name_is_given)
		pe->name = arena_strdup(arena, name);
}

static bool may_drop_kernel(int error, const struct plan_event *pe,
                            const struct machine_facts *facts)
{
	const struct perf_event_attr *a = &pe->attr;

	return (error == EACCES || error == EPERM) && facts->perf_event_paranoid > 1 &&
	       !machine_facts_perfmon(facts) && !a->exclude_kernel && !a->exclude_user &&
	       !pe->exclude_given && a->type != PERF_TYPE_TRACEPOINT;
}

/* perf's way: "cycles" becomes "cycles:u", "cycles:P" becomes "cycles:Pu". */
static void drop_kernel(struct plan_event *pe, struct arena *arena)
{
	pe->attr.exclude_kernel = 1;
	pe->attr.exclude_hv = 1;
	if (!pe->name_is_given)
		pe->name = arena_printf(arena, "%s%su", pe->name, strchr(pe->name, ':') ? "" : ":");
}

enum fallback fallback_next(int error, struct plan_event *pe, const struct machine_facts *facts,
                            struct arena *arena)
{
	struct perf_event_attr *a = &pe->attr;

	if (may_drop_kernel(error, pe, facts)) {
		drop_kernel(pe, arena);
		return FALLBACK_USER_ONLY;
	}
	if (is_cycles(a) && (error == ENOENT || error == ENXIO || error == ENODEV)) {
		a->type = PERF_TYPE_SOFTWARE;
		a->config = PERF_COUNT_SW_CPU_CLOCK;
		rename_by_attr(pe, arena);
		return FALLBACK_CPU_CLOCK;
	}
	if (pe->precise_max && a->precise_ip && (error == EINVAL || error == EOPNOTSUPP)) {
		a->precise_ip--;
		return FALLBACK_LESS_PRECISE;
	}
	return FALLBACK_NONE;
}
