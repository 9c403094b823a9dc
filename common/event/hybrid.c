/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "common/event/hybrid.h"

#include "common/event/names.h"
#include "common/event/parser.h"
#include "common/event/pmu.h"
#include "common/event/terms.h"

static const char *const kinds[] = { "cpu_core", "cpu_atom" };

#define KINDS_NR (sizeof(kinds) / sizeof(kinds[0]))

static bool is_kind(const char *pmu)
{
	for (size_t i = 0; i < KINDS_NR; i++)
		if (streq(kinds[i], pmu))
			return true;
	return false;
}

const struct pmu *hybrid_next(struct parser *p, unsigned *at)
{
	while (*at < KINDS_NR) {
		const struct pmu *pmu = pmu_find(p->list, p->env->sysroot, str_of(kinds[(*at)++]));

		if (pmu && pmu->cpus)
			return pmu;
	}
	return NULL;
}

static void bind(const struct pmu *pmu, struct perf_event_attr *attr)
{
	if (attr->type == PERF_TYPE_RAW)
		attr->type = pmu->type;
	else
		attr->config |= (uint64_t)pmu->type << PERF_PMU_TYPE_SHIFT;
}

void hybrid_bind(const struct pmu *pmu, struct event *event)
{
	bind(pmu, &event->attr);
	event->pmu = pmu->name;
	event->cpus = pmu->cpus;
	event->one_of_several = true;
}

int hybrid_find_term(const struct pmu *pmu, const struct term_list *terms, struct event *event)
{
	if (!is_kind(pmu->name))
		return -1;
	for (size_t i = 0; i < terms->terms.len; i++) {
		const struct term *term = &terms->terms.data[i];
		const struct event_symbol *symbol = event_symbol_find(str_of(term->name));
		uint64_t config;

		if (term->id != TERM_PMU || !term->bare)
			continue;
		if (symbol && symbol->type == PERF_TYPE_HARDWARE) {
			event->attr.type = symbol->type;
			event->attr.config = symbol->config;
		} else if (event_cache_parse(str_of(term->name), &config) == EVENT_CACHE_FOUND) {
			event->attr.type = PERF_TYPE_HW_CACHE;
			event->attr.config = config;
		} else {
			continue;
		}
		bind(pmu, &event->attr);
		return (int)i;
	}
	return -1;
}

void hybrid_rename(struct parser *p, struct event *event)
{
	const char *slash = strchr(event->name, '/');

	if (!event->pmu || !is_kind(event->pmu))
		return;
	if (slash)
		event->name = arena_printf(p->list->arena, "%s%s", event->pmu, slash);
	else
		event->name = arena_printf(p->list->arena, "%s/%s/", event->pmu, event->name);
}
