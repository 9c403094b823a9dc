/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "record/record/plan.h"

#include <errno.h>
#include <inttypes.h>

#include "common/abi/attr.h"
#include "common/base/arena.h"
#include "common/base/err.h"
#include "common/base/mem.h"
#include "common/base/num.h"
#include "common/base/outbuf.h"
#include "common/event/event.h"
#include "common/kernel/machine_facts.h"
#include "record/record/options.h"
#include "record/record/plan_attr.h"
#include "record/record/plan_ring.h"

#define FREQ_DEFAULT_HZ 4000

bool plan_has_target(const struct record_opts *o)
{
	return o->all_cpus || o->cpus || o->pids || o->tids || o->uid;
}

static void notice(struct plan *plan, const char *text)
{
	vec_push(&plan->notices, text);
}

/* Whom to watch. More than one target was named: the narrower one counts, as in perf. */
static void plan_target(const struct plan_input *in, struct plan *plan, struct attr_context *ctx)
{
	const struct record_opts *o = in->opts;
	bool cpu_wide = o->all_cpus || o->cpus;

	if (o->pids && o->tids)
		notice(plan, "-p and -t were given: -t is ignored");
	if ((o->pids || o->tids) && cpu_wide)
		notice(plan, o->cpus ? "PID/TID switch overriding CPU"
		                     : "PID/TID switch overriding SYSTEM");
	if ((o->pids || o->tids) && o->uid)
		notice(plan, "PID/TID switch overriding UID");
	else if (o->uid && cpu_wide)
		notice(plan,
		       o->cpus ? "UID switch overriding CPU" : "UID switch overriding SYSTEM");

	if (o->pids || o->tids || o->uid || (in->has_workload && !cpu_wide))
		plan->target = o->per_thread ? PLAN_THREADS : PLAN_TASKS;
	else
		plan->target = PLAN_SYSTEM;
	if (plan->target == PLAN_SYSTEM && o->per_thread)
		notice(plan, "SYSTEM/CPU switch overriding PER-THREAD");

	ctx->target = plan->target;
	ctx->is_cpu_target = plan->target == PLAN_SYSTEM;
	ctx->no_inherit = o->no_inherit || plan->target == PLAN_THREADS || (o->tids && !o->pids);
	plan->enable_on_exec = in->has_workload && !plan_has_target(o) && !o->delay.given;
	ctx->enable_on_exec = plan->enable_on_exec;
}

static void plan_cpus(const struct plan_input *in, struct plan *plan)
{
	bool chosen = plan->target == PLAN_SYSTEM && in->cpus;
	const uint32_t *cpus = chosen ? in->cpus : in->facts->cpus_online;
	size_t nr = chosen ? in->nr_cpus : in->facts->nr_cpus_online;

	if (plan->target == PLAN_THREADS) {
		vec_push(&plan->cpus, -1);
		return;
	}
	for (size_t i = 0; i < nr; i++)
		vec_push(&plan->cpus, (int)cpus[i]);
}

static int plan_rate(const struct plan_input *in, struct plan *plan, struct attr_context *ctx,
                     struct err *err)
{
	const struct record_opts *o = in->opts;
	uint64_t max_hz = in->facts->max_sample_rate_hz;

	ctx->count = o->count;
	if (o->count_given)
		return 0;

	ctx->freq_hz = o->freq.given ? o->freq.hz : FREQ_DEFAULT_HZ;
	if (o->freq.max) {
		ctx->freq_hz = max_hz;
		notice(plan,
		       arena_printf(plan->arena, "sampling at the kernel's limit of %" PRIu64 " Hz",
		                    max_hz));
		return 0;
	}
	if (!max_hz || ctx->freq_hz <= max_hz)
		return 0;
	if (o->strict_freq) {
		err_set(err, EINVAL, "%" PRIu64 " Hz is above the kernel's limit of %" PRIu64 " Hz",
		        ctx->freq_hz, max_hz);
		return err_hint(err, "use a lower -F, or raise "
		                     "/proc/sys/kernel/perf_event_max_sample_rate");
	}
	notice(plan, arena_printf(plan->arena,
	                          "%" PRIu64 " Hz is above the kernel's limit: sampling at %" PRIu64
	                          " Hz (see /proc/sys/kernel/perf_event_max_sample_rate; "
	                          "--strict-freq refuses instead)",
	                          ctx->freq_hz, max_hz));
	ctx->freq_hz = max_hz;
	return 0;
}

/* The PMU says on which cpus it counts; NULL and 0: on all. */
static void own_cpus(const struct event *event, struct plan *plan, struct plan_event *ret)
{
	uint32_t *cpus;

	if (!event->cpus || plan->target != PLAN_SYSTEM ||
	    !num_list(str_of(event->cpus), UINT32_MAX, &cpus, &ret->nr_cpus))
		return;
	ret->cpus = arena_memdup(plan->arena, cpus, ret->nr_cpus * sizeof(*cpus));
	free(cpus);
}

static const char *cgroup_of(const struct event_opts *events, size_t i)
{
	if (events->cgroups.len == 1)
		return events->cgroups.data[0]; /* one for all */
	return i < events->cgroups.len ? events->cgroups.data[i] : NULL;
}

static void add_event(const struct plan_input *in, struct plan *plan,
                      const struct attr_context *ctx, size_t i, bool is_tracking)
{
	const struct event *e = &in->events->events.data[i];
	const struct event *leader = &in->events->events.data[e->leader];
	struct attr_role role = {
		.is_tracking = is_tracking,
		.leads = e->leader == i,
		.nr_members = leader->nr_members,
	};
	struct plan_event *pe = vec_add(&plan->events);

	*pe = (struct plan_event){
		.name = e->name,
		.filter = e->filter,
		.cgroup = cgroup_of(&in->opts->events, i),
		.leader = e->leader,
		.precise_max = e->precise_max,
		.exclude_given = e->exclude_given,
		.name_is_given = e->name_is_given,
		.weak_group = leader->weak_group,
		.is_tracking = is_tracking,
		.group_name = e->group_name,
		.unit = e->unit,
		.scale = e->scale,
	};
	pe->attr = plan_attr(ctx, e, &role);
	own_cpus(e, plan, pe);
}

/*
 * Side-band of its own: on all cpus and from the start, so that what the other events do not
 * see (they are off, or on another cpu) is known too.
 */
static void add_dummy(const struct plan_input *in, struct plan *plan,
                      const struct attr_context *ctx)
{
	bool at_exec = in->has_workload && !plan_has_target(in->opts);
	struct event dummy = {
		.kind = EVENT_SOFTWARE,
		.attr = { .type = PERF_TYPE_SOFTWARE,
		          .config = PERF_COUNT_SW_DUMMY,
		          .sample_period = 1 },
	};
	struct attr_role role = {
		.is_tracking = true,
		.is_immediate = !at_exec,
		.leads = true,
		.nr_members = 1,
	};
	struct attr_context own = *ctx;
	size_t i = plan->events.len;
	struct plan_event *pe = vec_add(&plan->events);
	AUTO(freep) char *name = NULL;

	own.enable_on_exec = at_exec;
	pe->attr = plan_attr(&own, &dummy, &role);
	name = event_name_of_attr(&pe->attr);
	pe->name = arena_strdup(plan->arena, name);
	pe->leader = i;
	pe->exclude_given = true; /* nothing of it is counted, so there is nothing to exclude */
	pe->is_tracking = pe->is_added = true;
}

/* Members of :S groups follow their leader, and all events need an id where there are several. */
static void plan_layouts(const struct plan_input *in, struct plan *plan)
{
	uint64_t first;
	bool differ = in->opts->sample_identifier;

	vec_for_each(pe, &plan->events) {
		const struct perf_event_attr *leader = &plan->events.data[pe->leader].attr;

		if (pe->leader != (size_t)(pe - plan->events.data) &&
		    in->events->events.data[pe->leader].sample_read)
			plan_attr_follow(&pe->attr, leader);
	}

	if (plan->events.len < 2 && !differ && !in->is_pipe)
		return;
	first = plan->events.data[0].attr.sample_type;
	vec_for_each(pe, &plan->events)
		differ |= pe->attr.sample_type != first;
	vec_for_each(pe, &plan->events)
		plan_attr_set_id(&pe->attr, differ);
}

int plan_make(const struct plan_input *in, struct plan *ret, struct err *err)
{
	struct attr_context ctx = { .opts = in->opts, .facts = in->facts };
	struct plan plan = { .arena = arena_new() };
	bool with_dummy;
	int r;

	plan_target(in, &plan, &ctx);
	plan_cpus(in, &plan);
	r = plan_rate(in, &plan, &ctx, err);
	if (r < 0) {
		plan_done(&plan);
		return r;
	}

	with_dummy = ctx.is_cpu_target || in->opts->delay.given;
	for (size_t i = 0; i < in->events->events.len; i++)
		add_event(in, &plan, &ctx, i, i == 0 && !with_dummy);
	if (with_dummy)
		add_dummy(in, &plan, &ctx);
	plan_layouts(in, &plan);

	r = plan_ring_size(in, &plan, err);
	if (r < 0) {
		plan_done(&plan);
		return r;
	}
	plan.tail_synthesize = in->opts->tail_synthesize || in->opts->overwrite;
	*ret = plan;
	return 0;
}

void plan_done(struct plan *plan)
{
	vec_done(&plan->events);
	vec_done(&plan->cpus);
	vec_done(&plan->notices);
	arena_free(plan->arena);
	plan->arena = NULL;
}

void plan_print(const struct plan *plan, struct outbuf *out)
{
	vec_for_each(pe, &plan->events) {
		outbuf_printf(out, "%s: ", pe->name);
		attr_print(&pe->attr, ": ", out);
		outbuf_char(out, '\n');
	}
}
