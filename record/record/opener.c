/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "record/record/opener.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "common/base/arena.h"
#include "common/base/cleanup.h"
#include "common/base/err.h"
#include "common/base/log.h"
#include "common/base/mem.h"
#include "common/base/outbuf.h"
#include "common/abi/attr.h"
#include "common/kernel/control.h"
#include "common/kernel/machine_facts.h"
#include "common/kernel/ring.h"
#include "record/record/cgroup.h"
#include "record/record/fallback.h"
#include "record/record/plan.h"

#define SPARE_FILES 64 /* beside the events: output, maps, pipes */

/* One event on one cpu for one thread. */
struct place {
	size_t event, cpu, tid;
	int cgroup_fd; /* -1: none */
};

static size_t place_index(const struct opener *o, const struct place *p)
{
	return p->cpu * o->nr_tids + p->tid;
}

static bool counts_on(const struct plan_event *pe, int cpu)
{
	if (!pe->cpus)
		return true;
	for (size_t i = 0; i < pe->nr_cpus; i++)
		if ((int)pe->cpus[i] == cpu)
			return true;
	return false;
}

static void log_open(const struct plan_event *pe, const struct perf_open_where *where, int r)
{
	struct outbuf text = { 0 };
	AUTO(freep) char *s = NULL;

	if (log_level() < 2)
		return;
	attr_print_block(&pe->attr, &text);
	s = outbuf_take(&text);
	log_debug("perf_event_attr:\n%s", s);
	log_debug("sys_perf_event_open: pid %d  cpu %d  group_fd %d  flags %#lx = %d",
	          (int)where->pid, where->cpu, where->group_fd, where->flags, r);
}

/* The fallbacks and what they mean for the user, who is told once. */
static bool fall_back(struct opener *o, struct plan_event *pe, int error)
{
	switch (fallback_next(error, pe, o->facts, o->plan->arena)) {
	case FALLBACK_NONE:
		return false;
	case FALLBACK_USER_ONLY:
		o->is_user_only = true;
		return true;
	case FALLBACK_CPU_CLOCK:
		o->is_cpu_clock = true;
		log_debug("cycles cannot be counted here: sampling by %s", pe->name);
		return true;
	case FALLBACK_LESS_PRECISE:
		log_debug("%s: precise_ip lowered to %u", pe->name, pe->attr.precise_ip);
		return true;
	}
	return false;
}

static int open_place(struct opener *o, const struct place *p, struct err *err)
{
	struct plan_event *pe = &o->plan->events.data[p->event];
	size_t at = place_index(o, p);
	struct perf_open_where where = {
		.pid = p->cgroup_fd >= 0 ? p->cgroup_fd : o->tids[p->tid],
		.cpu = o->plan->cpus.data[p->cpu],
		.group_fd = pe->leader == p->event ? -1 : o->events[pe->leader].fds[at],
		.flags = p->cgroup_fd >= 0 ? PERF_FLAG_PID_CGROUP : 0,
	};
	struct perf_open_try what = { .attr = &pe->attr,
		                      .pid = where.pid,
		                      .cpu = where.cpu,
		                      .nr_files = opener_places(o) * o->plan->events.len };
	int r;

	do {
		r = perf_open_ladder(&pe->attr, &where, &o->missing);
		log_open(pe, &where, r);
	} while (r < 0 && fall_back(o, pe, -r));

	if (r >= 0) {
		o->events[p->event].fds[at] = r;
		return 0;
	}
	what.name = pe->name;
	return perf_open_explain(-r, &what, o->facts, err);
}

/* A thread that has ended since it was listed: it is left out, as long as another is there. */
static bool drop_thread(struct opener *o, const struct place *p, int r)
{
	size_t alive = 0;

	if (r != -ESRCH || o->nr_tids < 2)
		return false;
	for (size_t i = 0; i < o->nr_tids; i++)
		alive += o->tids[i] > 0;
	if (alive < 2)
		return false;
	o->tids[p->tid] = 0;
	o->nr_gone++;
	for (size_t e = 0; e < o->plan->events.len; e++)
		for (size_t c = 0; c < o->plan->cpus.len; c++)
			fd_closep(&o->events[e].fds[c * o->nr_tids + p->tid]);
	return true;
}

static int open_event(struct opener *o, size_t event, struct err *err)
{
	struct plan_event *pe = &o->plan->events.data[event];
	AUTO(fd_closep) int cgroup_fd = -1;
	struct place p = { .event = event, .cgroup_fd = -1 };
	int r;

	if (pe->cgroup) {
		r = cgroup_open(pe->cgroup, &cgroup_fd, err);
		if (r < 0)
			return r;
		p.cgroup_fd = cgroup_fd;
	}
	for (p.cpu = 0; p.cpu < o->plan->cpus.len; p.cpu++) {
		if (!counts_on(pe, o->plan->cpus.data[p.cpu]))
			continue;
		for (p.tid = 0; p.tid < o->nr_tids; p.tid++) {
			if (!o->tids[p.tid])
				continue;
			r = open_place(o, &p, err);
			if (r < 0 && !drop_thread(o, &p, r))
				return r;
		}
	}
	return 0;
}

/* :W: where the kernel does not take the group, its members count alone. */
static bool break_group(struct opener *o, size_t event)
{
	size_t leader = o->plan->events.data[event].leader;

	if (leader == event || !o->plan->events.data[event].weak_group)
		return false;
	log_debug("the group of %s is broken up", o->plan->events.data[leader].name);
	for (size_t e = leader; e < o->plan->events.len; e++) {
		struct plan_event *pe = &o->plan->events.data[e];

		if (pe->leader != leader)
			break;
		for (size_t i = 0; i < opener_places(o); i++)
			fd_closep(&o->events[e].fds[i]);
		pe->leader = e;
		pe->attr.disabled = o->plan->events.data[leader].attr.disabled;
		pe->attr.enable_on_exec = o->plan->events.data[leader].attr.enable_on_exec;
	}
	return true;
}

static int open_events(struct opener *o, struct err *err)
{
	for (size_t e = 0; e < o->plan->events.len; e++) {
		size_t leader = o->plan->events.data[e].leader;
		int r = open_event(o, e, err);

		if (r >= 0)
			continue;
		if (!break_group(o, e))
			return r;
		e = leader - 1; /* again from its first member; may wrap to 0 by the loop's ++ */
	}
	return 0;
}

/* Where the kernel refuses, and the size was our choice, smaller rings are better than none. */
static int map_ring(struct opener *o, int fd, bool backward, struct ring **ret, struct err *err)
{
	for (;;) {
		int r = ring_open(fd, o->ring_pages, backward, ret, err);

		if (r != -EPERM && r != -ENOMEM)
			return r;
		if (!o->plan->ring_may_shrink || o->ring_pages <= 1)
			return r;
		err_clear(err);
		o->ring_pages /= 2;
	}
}

/* The ring of a place: found, or mapped from this event. */
static int output_to_ring(struct opener *o, const struct place *p, struct err *err)
{
	const struct plan_event *pe = &o->plan->events.data[p->event];
	bool by_thread = o->plan->target == PLAN_THREADS, backward = pe->attr.write_backward;
	int cpu = o->plan->cpus.data[p->cpu], fd = o->events[p->event].fds[place_index(o, p)];
	pid_t tid = by_thread ? o->tids[p->tid] : -1;
	struct open_ring fresh = { .cpu = cpu, .tid = tid, .backward = backward };
	int r;

	vec_for_each(ring, &o->rings)
		if (ring->cpu == cpu && ring->tid == tid && ring->backward == backward)
			return perf_set_output(fd, ring_fd(ring->ring), err);

	r = map_ring(o, fd, backward, &fresh.ring, err);
	if (r < 0)
		return r;
	vec_push(&o->rings, fresh);
	return 0;
}

static int connect_place(struct opener *o, const struct place *p, struct err *err)
{
	const struct plan_event *pe = &o->plan->events.data[p->event];
	size_t at = place_index(o, p);
	int fd = o->events[p->event].fds[at];
	int r;

	if (fd < 0)
		return 0;
	r = output_to_ring(o, p, err);
	if (r >= 0 && pe->filter)
		r = perf_set_filter(fd, pe->filter, err);
	if (r >= 0)
		r = perf_id(fd, &o->events[p->event].ids[at], err);
	return r < 0 ? err_wrap(err, "%s", pe->name) : 0;
}

static int connect_events(struct opener *o, struct err *err)
{
	struct place p = { .cgroup_fd = -1 };
	int r;

	for (p.event = 0; p.event < o->plan->events.len; p.event++) {
		for (p.cpu = 0; p.cpu < o->plan->cpus.len; p.cpu++) {
			for (p.tid = 0; p.tid < o->nr_tids; p.tid++) {
				r = connect_place(o, &p, err);
				if (r < 0)
					return r;
			}
		}
	}
	return 0;
}

int opener_open(struct plan *plan, const pid_t *tids, size_t nr_tids, struct machine_facts *facts,
                struct opener *ret, struct err *err)
{
	struct opener o = { .plan = plan, .facts = facts, .ring_pages = plan->ring_pages };
	const pid_t everyone = -1;
	int r;

	o.nr_tids = plan->target == PLAN_SYSTEM ? 1 : nr_tids;
	o.tids = xmemdup(plan->target == PLAN_SYSTEM ? &everyone : tids,
	                 o.nr_tids * sizeof(*o.tids));
	o.events = xcalloc(plan->events.len, sizeof(*o.events));
	for (size_t e = 0; e < plan->events.len; e++) {
		o.events[e].ids = xcalloc(opener_places(&o), sizeof(uint64_t));
		o.events[e].fds = xcalloc(opener_places(&o), sizeof(int));
		for (size_t i = 0; i < opener_places(&o); i++)
			o.events[e].fds[i] = -1;
	}

	machine_facts_raise_nofile(facts, opener_places(&o) * plan->events.len + SPARE_FILES);
	r = open_events(&o, err);
	if (r >= 0)
		r = connect_events(&o, err);
	*ret = o;
	if (r < 0)
		opener_done(ret);
	return r;
}

void opener_done(struct opener *o)
{
	vec_for_each(ring, &o->rings)
		ring_free(ring->ring);
	vec_done(&o->rings);
	for (size_t e = 0; o->events && e < o->plan->events.len; e++) {
		for (size_t i = 0; i < opener_places(o); i++)
			fd_closep(&o->events[e].fds[i]);
		free(o->events[e].fds);
		free(o->events[e].ids);
	}
	free(o->events);
	free(o->tids);
	*o = (struct opener){ 0 };
}

static int switch_event(struct opener *o, size_t event, bool on, struct err *err)
{
	for (size_t i = 0; i < opener_places(o); i++) {
		int fd = o->events[event].fds[i];
		int r;

		if (fd < 0)
			continue;
		r = on ? perf_enable(fd, false, err) : perf_disable(fd, false, err);
		if (r < 0)
			return err_wrap(err, "%s", o->plan->events.data[event].name);
	}
	return 0;
}

/* A group follows its leader, so only leaders are switched. */
static bool is_switched(const struct opener *o, size_t event)
{
	return o->plan->events.data[event].leader == event;
}

int opener_enable(struct opener *o, struct err *err)
{
	int r = 0;

	for (size_t e = 0; r >= 0 && e < o->plan->events.len; e++)
		if (is_switched(o, e) && !o->plan->events.data[e].is_added)
			r = switch_event(o, e, true, err);
	return r;
}

int opener_disable(struct opener *o, bool with_added, struct err *err)
{
	int r = 0;

	for (size_t e = 0; r >= 0 && e < o->plan->events.len; e++)
		if (is_switched(o, e) && (with_added || !o->plan->events.data[e].is_added))
			r = switch_event(o, e, false, err);
	return r;
}
