/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "common/session/events.h"

#include <stdlib.h>
#include <string.h>
#include <traceevent/event-parse.h>

#include "common/abi/features.h"
#include "common/base/mem.h"
#include "common/event/event.h"
#include "common/perfdata/reader.h"
#include "common/perfdata/tracing_data.h"

static char *make_name(const struct pdata_event *file, const struct tep_event *tep)
{
	if (file->name)
		return xstrdup(file->name);
	if (tep)
		return xasprintf("%s:%s", tep->system, tep->name);
	return event_name_of_attr(&file->attr);
}

static void add_event(struct session_events *e, const struct pdata_event *file)
{
	struct session_event *event = xzalloc(sizeof(*event));

	event->index = e->all.len;
	event->file = file;
	event->leader = event;
	event->nr_members = 1;
	sample_format_init(&event->format, &file->attr);
	if (e->tep && file->attr.type == PERF_TYPE_TRACEPOINT)
		event->tep = tep_find_event(e->tep, (int)file->attr.config);
	event->name = make_name(file, event->tep);
	vec_push(&e->all, event);

	for (size_t i = 0; i < file->nr_ids; i++) {
		struct event_id *id = xzalloc(sizeof(*id));
		uint64_t *slot = hmap_add(&e->by_id, file->ids[i], NULL);

		free((void *)(uintptr_t)*slot); /* an id that is declared twice: the last one counts
		                                 */
		id->event = event;
		*slot = (uintptr_t)id;
	}
}

static void set_groups(struct session_events *e, const struct features *features)
{
	for (size_t g = 0; g < features->groups.len; g++) {
		const struct feature_group *group = &features->groups.data[g];

		if (group->leader >= e->all.len || group->nr_members > e->all.len - group->leader)
			continue; /* of events that the file does not have */
		for (size_t i = 0; i < group->nr_members; i++)
			e->all.data[group->leader + i]->leader = e->all.data[group->leader];
		e->all.data[group->leader]->nr_members = group->nr_members;
		e->all.data[group->leader]->group_name = group->name;
	}
	e->groups_done = true;
}

/* In a pipe the names and formats come behind the attrs. */
static void update_names(struct session_events *e)
{
	vec_for_each(event, &e->all) {
		char *name = make_name((*event)->file, (*event)->tep);

		if (!strcmp(name, (*event)->name)) {
			free(name);
			continue;
		}
		vec_push(&e->old_names, (char *)(*event)->name);
		(*event)->name = name;
	}
}

int session_events_update(struct session_events *e, const struct pdata_header *header,
                          struct err *err)
{
	const struct features *features = header->features;
	int r;

	if (features->tracing_data && features->tracing_data != e->tep_block) {
		struct tep_handle *tep = NULL;

		r = tracing_data_load(features->tracing_data, features->tracing_data_bytes, &tep,
		                      err);
		if (r < 0)
			return r;
		tep_free(e->tep);
		e->tep = tep;
		e->tep_block = features->tracing_data;
		vec_for_each(event, &e->all)
			if ((*event)->file->attr.type == PERF_TYPE_TRACEPOINT)
				(*event)->tep =
					tep_find_event(tep, (int)(*event)->file->attr.config);
	}
	update_names(e);
	while (e->all.len < header->events.len)
		add_event(e, header->events.data[e->all.len]);
	if (!e->groups_done && features_has(features, FEATURE_GROUP_DESC))
		set_groups(e, features);
	return 0;
}

void session_events_done(struct session_events *e)
{
	struct hmap_slot *slot;
	size_t at = 0;

	while ((slot = hmap_next(&e->by_id, &at)))
		free((void *)(uintptr_t)slot->value);
	hmap_done(&e->by_id);
	vec_for_each(event, &e->all) {
		free((char *)(*event)->name);
		free(*event);
	}
	vec_for_each(name, &e->old_names)
		free(*name);
	vec_done(&e->old_names);
	vec_done(&e->all);
	tep_free(e->tep);
}

struct event_id *session_events_find(struct session_events *e, uint64_t id)
{
	if (!e->last || e->last_id != id) {
		struct event_id *found = hmap_find_ptr(&e->by_id, id);

		if (!found)
			return NULL;
		e->last = found;
		e->last_id = id;
	}
	return e->last;
}

/* The id of a record laid out as `f`; false: it has none. */
static bool record_id(const struct record *rec, const struct sample_format *f, uint64_t *ret)
{
	struct sample_id id;

	if (rec->header->type == PERF_RECORD_SAMPLE) {
		if (!f->id_offset || f->id_offset + sizeof(*ret) > rec->header->size)
			return false;
		memcpy(ret, record_bytes(rec) + f->id_offset, sizeof(*ret));
		return true;
	}
	if (!(f->sample_type & (PERF_SAMPLE_ID | PERF_SAMPLE_IDENTIFIER)) || !f->sample_id_all ||
	    sample_id_decode(rec, f, &id, NULL) < 0)
		return false;
	*ret = id.id;
	return *ret != 0;
}

struct session_event *session_events_of_record(struct session_events *e, const struct record *rec)
{
	struct session_event *first;
	struct event_id *found;
	uint64_t id;

	if (!e->all.len)
		return NULL;
	/* All events of a file have the id at the same place: that is what IDENTIFIER is for. */
	first = e->all.data[0];
	if (e->all.len == 1 || !record_id(rec, &first->format, &id))
		return first;
	found = session_events_find(e, id);
	if (found)
		return found->event;
	return rec->header->type == PERF_RECORD_SAMPLE ? NULL : first;
}
