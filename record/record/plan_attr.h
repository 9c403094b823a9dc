/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * What the options of `prof record` make of the attr of one event. Pure.
 */
#include <stdbool.h>
#include <stdint.h>

#include "record/record/plan.h"

struct event;

/* What holds for all events of a plan. */
struct attr_context {
	const struct record_opts *opts;
	const struct machine_facts *facts;
	enum plan_target target;
	bool is_cpu_target; /* -a or -C: the cpu of a sample matters */
	bool no_inherit;
	bool enable_on_exec;
	uint64_t freq_hz; /* 0: by count */
	uint64_t count;
};

/* What one event is in its plan. */
struct attr_role {
	bool is_tracking;  /* carries COMM, MMAP, FORK ... */
	bool is_immediate; /* counts from its open on */
	bool leads;        /* its group, or itself alone */
	size_t nr_members; /* of its group, 1 where it is alone */
};

/* The attr of `event`, as the plan opens it. */
struct perf_event_attr plan_attr(const struct attr_context *ctx, const struct event *event,
                                 const struct attr_role *role);

/* Members of a :S group are read with their leader: they sample nothing of their own. */
void plan_attr_follow(struct perf_event_attr *member, const struct perf_event_attr *leader);

/* ID, or IDENTIFIER where the layouts differ: how a record finds its event. */
void plan_attr_set_id(struct perf_event_attr *attr, bool identifier);
