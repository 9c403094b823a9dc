/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "common/base/err.h"
#include "common/event/event.h"

void event_list_init(struct event_list *list)
{
	*list = (struct event_list){ .arena = arena_new() };
}

void event_list_done(struct event_list *list)
{
	vec_done(&list->events);
	vec_done(&list->pmus);
	arena_free(list->arena);
	*list = (struct event_list){ 0 };
}

static void make_group(struct event_list *list, size_t first, size_t end, const char *name)
{
	for (size_t i = first; i < end; i++) {
		struct event *event = &list->events.data[i];

		event->leader = first;
		event->nr_members = i == first ? end - first : 0;
		event->group_name = i == first ? name : NULL;
	}
}

/*
 * A name that stands for several PMUs of a kind ("uncore_imc/...") cannot group with itself: what
 * was written as one group is one group a PMU, the first event of each PMU leads it.
 *
 * Is [first, end) of that shape, the same row of PMUs for each name? *nr: how many PMUs.
 */
static bool is_grid(const struct event_list *list, size_t first, size_t end, size_t *nr)
{
	const struct event *events = list->events.data + first;
	size_t len = end - first;

	*nr = 1;
	while (*nr < len && events[*nr].pmu != events[0].pmu)
		(*nr)++;
	if (*nr == 1 || len % *nr || *nr == len)
		return false;
	for (size_t i = 0; i < len; i++)
		if (!events[i].one_of_several)
			return false;
	for (size_t i = *nr; i < len; i++)
		if (events[i].pmu != events[i - *nr].pmu)
			return false;
	return true;
}

static void group_by_pmu(struct event_list *list, size_t first, size_t end, size_t nr_pmus)
{
	size_t len = end - first, nr_names = len / nr_pmus;
	struct event *old = xmemdup(list->events.data + first, len * sizeof(*list->events.data));

	for (size_t pmu = 0; pmu < nr_pmus; pmu++)
		for (size_t i = 0; i < nr_names; i++)
			list->events.data[first + pmu * nr_names + i] = old[i * nr_pmus + pmu];
	free(old);
}

void event_list_group(struct event_list *list, size_t first, const char *name)
{
	size_t end = list->events.len, nr_pmus, nr_names;

	if (first >= end)
		return;
	if (!is_grid(list, first, end, &nr_pmus)) {
		make_group(list, first, end, name);
		return;
	}
	group_by_pmu(list, first, end, nr_pmus);
	nr_names = (end - first) / nr_pmus;
	for (size_t i = first; i < end; i += nr_names)
		make_group(list, i, i + nr_names, name);
}

void event_list_group_all(struct event_list *list)
{
	if (list->events.len)
		make_group(list, 0, list->events.len, NULL);
}

/* Tracepoints take filters of fields, some PMUs (Intel PT, CoreSight) of addresses. */
static int check_filter(const struct event *event, struct err *err)
{
	if (event->kind == EVENT_TRACEPOINT || event->nr_addr_filters)
		return 0;
	if (event->kind == EVENT_PMU)
		return err_set(err, EINVAL, "This CPU does not support address filtering");
	return err_set(err, EINVAL,
	               "--filter option should follow a -e tracepoint or HW tracer option, '%s' is "
	               "none",
	               event->name);
}

int event_list_filter(struct event_list *list, const char *filter, struct err *err)
{
	if (!list->events.len)
		return err_set(err, EINVAL,
		               "--filter option should follow a -e tracepoint or HW tracer option");
	for (size_t i = list->last_first; i < list->events.len; i++)
		if (check_filter(&list->events.data[i], err) < 0)
			return -EINVAL;

	for (size_t i = list->last_first; i < list->events.len; i++) {
		struct event *event = &list->events.data[i];

		if (!event->filter)
			event->filter = arena_strdup(list->arena, filter);
		else if (event->kind == EVENT_TRACEPOINT)
			event->filter =
				arena_printf(list->arena, "(%s) && (%s)", event->filter, filter);
		else
			event->filter = arena_printf(list->arena, "%s,%s", event->filter, filter);
	}
	return 0;
}
