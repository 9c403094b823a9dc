/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * A plan, opened: the events, the rings that they write to, and their ids.
 *
 * Event e is open once per cpu and thread: at [cpu * nr_tids + tid]. A ring belongs to a cpu
 * (or, with PLAN_THREADS, to a thread) and takes the records of all events there; events that
 * keep the newest records only (write_backward) have rings of their own.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "common/base/vec.h"
#include "common/kernel/open.h"
#include "record/record/plan.h"

struct err;
struct machine_facts;
struct ring;

struct open_ring {
	struct ring *ring;
	int cpu;   /* -1: any */
	pid_t tid; /* -1: any */
	bool backward;
	size_t next_fd; /* of the events that keep it alive: the next to wait for */
	bool hung_up;   /* all that wrote to it have ended */
};

struct opener {
	struct plan *plan; /* its attrs and names become what the kernel took */
	struct machine_facts *facts;
	pid_t *tids; /* {-1} with PLAN_SYSTEM; 0: has ended since */
	size_t nr_tids;
	struct opened {
		int *fds; /* -1: not on this cpu, or the thread has ended */
		uint64_t *ids;
	} * events; /* one per event of the plan */
	VEC(struct open_ring) rings;
	struct kernel_features missing;
	size_t nr_gone;    /* threads that ended before they could be opened */
	size_t ring_pages; /* what they got: the plan's, or less */
	bool is_user_only; /* the kernel was left out, for want of permission */
	bool is_cpu_clock; /* cycles could not be counted */
};

/* tids: of the targets, or the workload's; ignored with PLAN_SYSTEM. Errors: a full sentence. */
int opener_open(struct plan *plan, const pid_t *tids, size_t nr_tids, struct machine_facts *facts,
                struct opener *ret, struct err *err);
void opener_done(struct opener *o);

static inline size_t opener_places(const struct opener *o)
{
	return o->plan->cpus.len * o->nr_tids;
}

/* Switch the events on or off; with_added: those that carry only the side-band too. */
int opener_enable(struct opener *o, struct err *err);
int opener_disable(struct opener *o, bool with_added, struct err *err);
