/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "common/event/near.h"

#include "common/base/mem.h"
#include "common/base/nearest.h"
#include "common/event/names.h"
#include "common/event/parser.h"
#include "common/event/pmu.h"
#include "common/event/tracepoint.h"

void near_add(struct parser *p, struct nearest *nearest, const char *name)
{
	const char *before = nearest->name;

	nearest_add(nearest, name);
	if (nearest->name != before)
		nearest->name = arena_strdup(p->list->arena, name);
}

static void add_symbols(struct nearest *nearest)
{
	for (size_t i = 0; i < EVENT_SYMBOLS_NR; i++) {
		nearest_add(nearest, event_symbols[i].name);
		if (event_symbols[i].alias)
			nearest_add(nearest, event_symbols[i].alias);
	}
}

static void add_caches(struct parser *p, struct nearest *nearest)
{
	struct perf_event_attr attr = { .type = PERF_TYPE_HW_CACHE, .exclude_guest = 1 };

	for (unsigned type = 0; type < EVENT_CACHE_TYPES_NR; type++) {
		for (unsigned i = 0; i < EVENT_CACHE_OPS_NR * EVENT_CACHE_RESULTS_NR; i++) {
			unsigned op = i / EVENT_CACHE_RESULTS_NR;
			unsigned result = i % EVENT_CACHE_RESULTS_NR;
			AUTO(freep) char *name = NULL;

			if (!event_cache_can(type, op))
				continue;
			attr.config = type | op << 8 | result << 16;
			name = event_name_of_attr(&attr);
			near_add(p, nearest, name);
		}
	}
}

static void add_pmu_events(struct parser *p, struct nearest *nearest)
{
	AUTO(pmu_names_done) struct pmu_names pmus = { 0 };
	const char *pmu, *event;

	pmu_names_init(&pmus, p->env->sysroot);
	while ((pmu = pmu_names_next(&pmus))) {
		AUTO(pmu_names_done) struct pmu_names events = { 0 };

		pmu_event_names_init(&events, p->env->sysroot, pmu);
		while ((event = pmu_names_next(&events)))
			near_add(p, nearest, event);
	}
}

static char *help_of(const struct nearest *nearest)
{
	return nearest->name ? xasprintf("Did you mean '%s'?\n", nearest->name) : NULL;
}

char *near_event_help(struct parser *p, struct str name)
{
	struct nearest nearest = nearest_to(name);
	const char *system = tracepoint_find_system(p, name);

	if (system)
		return xasprintf("Did you mean '%s:%.*s'?\n", system, STR_ARG(name));
	add_symbols(&nearest);
	add_caches(p, &nearest);
	add_pmu_events(p, &nearest);
	return help_of(&nearest);
}

char *near_pmu_help(struct parser *p, struct str name)
{
	AUTO(pmu_names_done) struct pmu_names pmus = { 0 };
	struct nearest nearest = nearest_to(name);
	const char *pmu;

	pmu_names_init(&pmus, p->env->sysroot);
	while ((pmu = pmu_names_next(&pmus)))
		near_add(p, &nearest, pmu);
	return help_of(&nearest);
}
