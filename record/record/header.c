/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "record/record/header.h"

#include "common/abi/features.h"
#include "common/base/arena.h"
#include "common/base/err.h"
#include "common/base/outbuf.h"
#include "common/base/sysroot.h"
#include "common/cli/opt.h"
#include "common/kernel/clocks.h"
#include "common/kernel/host_features.h"
#include "common/perfdata/features.h"
#include "common/perfdata/tracing_data.h"
#include "common/perfdata/writer.h"
#include "record/record/options.h"
#include "record/record/recorder.h"

static void add_cmdline(struct recorder *rec)
{
	vec_push(&rec->features.cmdline, "prof");
	vec_push(&rec->features.cmdline, "record");
	for (int i = 0; i < rec->cmdline->argc; i++)
		vec_push(&rec->features.cmdline, arena_strdup(rec->arena, rec->cmdline->argv[i]));
	features_set(&rec->features, FEATURE_CMDLINE);
}

static void add_groups(struct recorder *rec)
{
	struct features *f = &rec->features;

	for (size_t e = 0; e < rec->plan.events.len; e++) {
		uint32_t nr = 0;

		if (rec->plan.events.data[e].leader != e)
			continue;
		while (e + nr < rec->plan.events.len && rec->plan.events.data[e + nr].leader == e)
			nr++;
		if (nr < 2)
			continue;
		vec_push(&f->groups, (struct feature_group){
					     .name = rec->plan.events.data[e].group_name,
					     .leader = (uint32_t)e,
					     .nr_members = nr,
				     });
	}
	if (f->groups.len)
		features_set(f, FEATURE_GROUP_DESC);
}

/* The clock of -k beside the time of day. */
static void add_clock(struct recorder *rec)
{
	const struct clockid_opt *clock = &rec->opts->clockid;
	struct features *f = &rec->features;
	struct clock_pair pair;

	if (!clock->given)
		return;
	if (clock_resolution(clock->id, &f->clockid_res_ns, NULL) >= 0)
		features_set(f, FEATURE_CLOCKID);
	if (clock_pair_read(clock->id, &pair, NULL) < 0)
		return;
	f->clock_data.version = 1;
	f->clock_data.clockid = (uint32_t)clock->id;
	f->clock_data.clockid_time_ns = pair.clock_ns;
	f->clock_data.wall_clock_ns = pair.wall_clock_ns;
	features_set(f, FEATURE_CLOCK_DATA);
}

/* The formats of the tracepoints, without which their raw data cannot be read elsewhere. */
static int add_tracing_data(struct recorder *rec, struct err *err)
{
	const struct event_list *list = &rec->opts->events.list;
	VEC(struct tracepoint_name) names = { 0 };
	AUTO(outbuf_done) struct outbuf block = { 0 };
	int r;

	for (size_t i = 0; i < list->events.len; i++) {
		const struct event *e = &list->events.data[i];

		if (e->kind == EVENT_TRACEPOINT)
			vec_push(&names, (struct tracepoint_name){ e->tp_system, e->tp_name });
	}
	if (!names.len)
		return 0;
	r = tracing_data_make(&sysroot_live, names.data, names.len, &block, err);
	vec_done(&names);
	if (r < 0)
		return r;
	rec->features.tracing_data = arena_memdup(rec->arena, block.data, block.len);
	rec->features.tracing_data_bytes = block.len;
	features_set(&rec->features, FEATURE_TRACING_DATA);
	return 0;
}

static void add_flags(struct recorder *rec)
{
	vec_for_each(pe, &rec->plan.events)
		if (pe->attr.sample_type & PERF_SAMPLE_BRANCH_STACK)
			features_set(&rec->features, FEATURE_BRANCH_STACK);
}

int header_fill(struct recorder *rec, struct err *err)
{
	host_features_read(&sysroot_live, rec->arena, &rec->features);
	add_cmdline(rec);
	add_groups(rec);
	add_clock(rec);
	add_flags(rec);
	rec->features.version = PROF_VERSION;
	features_set(&rec->features, FEATURE_VERSION);
	return add_tracing_data(rec, err);
}

void header_add_events(struct recorder *rec, const struct pdata_event_out *events, size_t nr)
{
	struct features *f = &rec->features;

	vec_clear(&f->events);
	for (size_t i = 0; i < nr; i++)
		vec_push(&f->events, (struct feature_event_desc){
					     .attr = events[i].attr,
					     .name = events[i].name,
					     .ids = events[i].ids,
					     .nr_ids = events[i].nr_ids,
				     });
	features_set(f, FEATURE_EVENT_DESC);
	rec->events_out = events;
	rec->nr_events_out = nr;
}

void header_finish(struct recorder *rec)
{
	struct features *f = &rec->features;

	if (!rec->drain.tally.first_ns || rec->output.is_pipe)
		return;
	f->first_sample_ns = rec->drain.tally.first_ns;
	f->last_sample_ns = rec->drain.tally.last_ns;
	features_set(f, FEATURE_SAMPLE_TIME);
}

void header_done(struct recorder *rec)
{
	features_done(&rec->features);
}
