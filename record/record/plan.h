/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * The plan of a recording: options + facts of the machine + events -> exactly what to open.
 *
 * Pure: no system call is made here, so all of it is tested without a kernel. What the kernel
 * then refuses is the opener's affair (opener.h).
 * Behaviour: perf-record(1) of Linux 6.1; attrs as `perf record -vv` shows them.
 */
#include <linux/perf_event.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/base/vec.h"

struct arena;
struct err;
struct event_list;
struct machine_facts;
struct record_opts;

struct plan_event {
	struct perf_event_attr attr;
	const char *name;
	const char *filter;   /* of a tracepoint, or NULL */
	const char *cgroup;   /* -G, or NULL */
	size_t leader;        /* index of its group's leader; its own if it leads */
	const uint32_t *cpus; /* only these of the plan's cpus; NULL: all */
	size_t nr_cpus;
	bool precise_max;       /* precise_ip may be lowered until the kernel takes it */
	bool exclude_given;     /* the user chose u, k or h: never changed behind their back */
	bool name_is_given;     /* name=...: kept when the event is replaced by another */
	bool weak_group;        /* opened alone where the group is refused */
	bool is_tracking;       /* carries COMM, MMAP, FORK ... */
	bool is_added;          /* the dummy: not asked for by the user */
	const char *group_name; /* of a leader in "name{...}", or NULL */
	const char *unit;       /* of the counts, or NULL */
	double scale;
};

/* How the target is reached. */
enum plan_target {
	PLAN_SYSTEM,  /* pid -1 on each cpu */
	PLAN_TASKS,   /* each thread on each cpu: inheritance needs a ring per cpu */
	PLAN_THREADS, /* each thread on any cpu: --per-thread */
};

struct plan {
	struct arena *arena;
	VEC(struct plan_event) events; /* in the order of opening, and of the file */
	enum plan_target target;
	VEC(int) cpus;        /* {-1} with PLAN_THREADS */
	bool enable_on_exec;  /* the workload's exec turns the events on */
	size_t ring_pages;    /* data pages of one ring: a power of two */
	bool ring_may_shrink; /* where the kernel refuses: the user gave no -m */
	bool tail_synthesize;
	VEC(const char *) notices; /* what the user should know, a line each */
};

struct plan_input {
	const struct record_opts *opts;
	const struct event_list *events;
	const struct machine_facts *facts;
	const uint32_t *cpus; /* -C, checked to be online; NULL: all that are online */
	size_t nr_cpus;
	bool has_workload;
	bool is_pipe; /* the output: its readers need ids in every sample */
};

/*
 * Errors: -EINVAL with the sentence for the user.
 * *ret: plan_done()'s; unchanged on error. The event list must outlive it (names).
 */
int plan_make(const struct plan_input *in, struct plan *ret, struct err *err);
void plan_done(struct plan *plan);

/* Does the user name a target (-a, -C, -p, -t, -u)? Without one, the workload is. */
bool plan_has_target(const struct record_opts *opts);

/* The events as they were before the kernel was asked, one block each (--dry-run -vv, tests). */
struct outbuf;
void plan_print(const struct plan *plan, struct outbuf *out);
