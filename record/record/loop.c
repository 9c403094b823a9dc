/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <sys/epoll.h>
#include <time.h>

#include "common/base/err.h"
#include "common/kernel/ring.h"
#include "common/perfdata/writer.h"
#include "record/record/control.h"
#include "record/record/options.h"
#include "record/record/recorder.h"

#define NS_PER_MS     UINT64_C(1000000)
#define EVENTS_A_WAIT 64
#define TICK_MS       1000 /* what a killed recorder, or the reader of a pipe, misses at most */

/* What an epoll event is about: a ring's index, or one of these. */
#define TAG_SIGNALS UINT64_MAX
#define TAG_CONTROL (UINT64_MAX - 1)
#define TAG_TRIGGER (UINT64_MAX - 2)

struct loop {
	struct recorder *rec;
	int epoll_fd;
	struct control control;
	size_t nr_alive; /* rings that something may still write to */
	/* -D: the next change, and when. */
	size_t range;
	bool is_on;
	uint64_t delay_at_ns;  /* 0: none */
	uint64_t switch_at_ns; /* 0: none */
	bool has_switch_signal;
	bool has_snapshot;
	uint64_t tick_at_ns;
	bool is_woken; /* a ring is half full */
};

static uint64_t now_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * 1000000000 + (uint64_t)now.tv_nsec;
}

/* The first event that writes to the ring: its files are open as long as the ring is in use. */
static int ring_event_fd(const struct opener *o, const struct open_ring *ring, size_t k)
{
	bool by_thread = o->plan->target == PLAN_THREADS;

	for (size_t c = 0; c < o->plan->cpus.len; c++) {
		if (!by_thread && o->plan->cpus.data[c] != ring->cpu)
			continue;
		for (size_t e = 0; e < o->plan->events.len; e++) {
			size_t at = c * o->nr_tids + k;

			if ((bool)o->plan->events.data[e].attr.write_backward == ring->backward &&
			    o->events[e].fds[at] >= 0)
				return o->events[e].fds[at];
		}
	}
	return -1;
}

/*
 * Wait for the ring by the file of its next thread. A file hangs up when its thread has ended
 * (children that inherited the event included), so the last one's end is the target's.
 */
static void watch_ring(struct loop *loop, size_t i)
{
	struct opener *o = &loop->rec->opener;
	struct open_ring *ring = &o->rings.data[i];
	struct epoll_event ev = { .events = EPOLLIN, .data.u64 = i };

	while (ring->next_fd < o->nr_tids) {
		size_t k = ring->next_fd++;
		int fd;

		if (o->plan->target == PLAN_THREADS && o->tids[k] != ring->tid)
			continue;
		fd = ring_event_fd(o, ring, k);
		if (fd < 0 || epoll_ctl(loop->epoll_fd, EPOLL_CTL_ADD, fd, &ev) < 0)
			continue;
		/* Adding it takes a wakeup that came before, and epoll_wait() then has none. */
		loop->is_woken = true;
		return;
	}
	ring->hung_up = true;
	loop->nr_alive--;
}

static void ring_hangs_up(struct loop *loop, size_t i)
{
	struct opener *o = &loop->rec->opener;
	struct open_ring *ring = &o->rings.data[i];
	int fd = ring_event_fd(o, ring, ring->next_fd - 1);

	epoll_ctl(loop->epoll_fd, EPOLL_CTL_DEL, fd, NULL);
	watch_ring(loop, i);
	/* The workload's own end is known by SIGCHLD, with its status. */
	if (!loop->nr_alive && o->plan->target != PLAN_SYSTEM &&
	    !(loop->rec->has_workload && !loop->rec->targets.tids.len))
		loop->rec->end = END_TARGETS;
}

static int watch_fd(struct loop *loop, int fd, uint64_t tag, struct err *err)
{
	struct epoll_event ev = { .events = EPOLLIN, .data.u64 = tag };

	if (epoll_ctl(loop->epoll_fd, EPOLL_CTL_ADD, fd, &ev) < 0)
		return err_set(err, errno, "epoll: %m");
	return 0;
}

static void say(const struct loop *loop, const char *text)
{
	if (!loop->rec->opts->quiet)
		fprintf(stderr, "%s\n", text);
}

static int switch_events(struct loop *loop, bool on, struct err *err)
{
	struct recorder *rec = loop->rec;
	int r = on ? opener_enable(&rec->opener, err) : opener_disable(&rec->opener, false, err);

	/* Targets that have just ended cannot be switched, and need not be. */
	if (r == -ESRCH || r == -ENODEV)
		r = 0;
	loop->is_on = on;
	say(loop, on ? "Events enabled" : "Events disabled");
	return r;
}

/* When the next range starts or ends; 0: never. */
static void plan_next_change(struct loop *loop, uint64_t start_ns)
{
	const struct delay_opt *delay = &loop->rec->opts->delay;
	uint64_t at_ms;

	loop->delay_at_ns = 0;
	if (!delay->ranges.len || loop->range >= delay->ranges.len)
		return;
	at_ms = loop->is_on ? delay->ranges.data[loop->range].to_ms
	                    : delay->ranges.data[loop->range].from_ms;
	loop->delay_at_ns = start_ns + at_ms * NS_PER_MS;
}

static int delay_is_over(struct loop *loop, uint64_t start_ns, struct err *err)
{
	const struct delay_opt *delay = &loop->rec->opts->delay;
	int r = switch_events(loop, !loop->is_on, err);

	if (r >= 0 && delay->ranges.len && !loop->is_on)
		loop->range++;
	plan_next_change(loop, start_ns);
	if (delay->ranges.len && loop->range == delay->ranges.len)
		loop->rec->end = END_DELAY;
	return r;
}

static void take_signals(struct loop *loop)
{
	struct recorder *rec = loop->rec;
	int signal;

	while ((signal = signals_next(&rec->signals, NULL))) {
		if (signal == SIGCHLD) {
			if (child_reap(&rec->child, &rec->child_status))
				rec->end = END_CHILD;
		} else if (signal == SIGUSR2) {
			loop->has_switch_signal = true;
		} else {
			rec->end = END_SIGNAL;
			rec->signal = signal;
		}
	}
}

static int take_commands(struct loop *loop, struct err *err)
{
	int r = 0;

	for (;;) {
		enum control_command command = control_next(&loop->control);

		switch (command) {
		case CONTROL_NONE:
			return r;
		case CONTROL_CLOSED:
			epoll_ctl(loop->epoll_fd, EPOLL_CTL_DEL, loop->control.ctl_fd, NULL);
			return r;
		case CONTROL_ENABLE:
		case CONTROL_DISABLE:
			r = switch_events(loop, command == CONTROL_ENABLE, err);
			break;
		case CONTROL_SNAPSHOT:
			loop->has_snapshot = true;
			break;
		case CONTROL_STOP:
			loop->rec->end = END_COMMAND;
			break;
		case CONTROL_EVLIST:
			vec_for_each(pe, &loop->rec->plan.events)
				fprintf(stderr, "%s\n", pe->name);
			break;
		case CONTROL_PING:
			break;
		case CONTROL_UNKNOWN:
			fprintf(stderr, "prof record: control: the commands are enable, disable, "
			                "snapshot, stop, ping, evlist\n");
			continue;
		}
		if (r < 0)
			return r;
		control_ack(&loop->control);
	}
}

/* Limits of size and time, and requests for another file. */
static int check_limits(struct loop *loop, struct err *err)
{
	struct recorder *rec = loop->rec;
	const struct record_opts *o = rec->opts;
	uint64_t bytes = pdata_writer_bytes(rec->writer);
	bool wanted = (loop->has_switch_signal && o->switching.kind == SWITCH_SIGNAL) ||
	              (loop->switch_at_ns && now_ns() >= loop->switch_at_ns) ||
	              (o->switching.kind == SWITCH_SIZE && bytes >= o->switching.amount);

	if (loop->has_snapshot || (loop->has_switch_signal && o->overwrite && !wanted)) {
		int r = drain_snapshot(&rec->drain, err);

		if (r < 0)
			return r;
	}
	loop->has_snapshot = loop->has_switch_signal = false;
	if (o->max_bytes && bytes >= o->max_bytes) {
		if (!o->quiet)
			fprintf(stderr,
			        "[ prof record: perf size limit reached (%" PRIu64
			        " KB), stopping session ]\n",
			        bytes / 1024);
		rec->end = END_SIZE;
	}
	if (!wanted || rec->end)
		return 0;
	if (o->switching.kind == SWITCH_TIME)
		loop->switch_at_ns = now_ns() + o->switching.amount;
	return rotate(rec, err);
}

/* Milliseconds until something is due. */
static int wait_ms(const struct loop *loop)
{
	uint64_t at = loop->delay_at_ns, now;

	if (loop->switch_at_ns && (!at || loop->switch_at_ns < at))
		at = loop->switch_at_ns;
	if (!at)
		return TICK_MS;
	now = now_ns();
	if (at <= now)
		return 0;
	return at - now > TICK_MS * NS_PER_MS ? TICK_MS : (int)((at - now) / NS_PER_MS + 1);
}

static int wait_for_events(struct loop *loop, struct err *err)
{
	struct epoll_event events[EVENTS_A_WAIT];
	int n = epoll_wait(loop->epoll_fd, events, EVENTS_A_WAIT, wait_ms(loop));
	int r = 0;

	if (n < 0 && errno != EINTR)
		return err_set(err, errno, "epoll_wait: %m");
	loop->is_woken = false;
	for (int i = 0; r >= 0 && i < n; i++) {
		if (events[i].data.u64 == TAG_SIGNALS) {
			take_signals(loop);
		} else if (events[i].data.u64 == TAG_TRIGGER) {
			loop->has_switch_signal |= trigger_take(&loop->rec->trigger);
		} else if (events[i].data.u64 == TAG_CONTROL) {
			r = take_commands(loop, err);
		} else {
			loop->is_woken = true;
			if (events[i].events & (EPOLLHUP | EPOLLERR))
				ring_hangs_up(loop, events[i].data.u64);
		}
	}
	loop->rec->nr_wakeups += loop->is_woken;
	return r;
}

/* When a ring is half full, and once a tick whatever there is. */
static int take_records(struct loop *loop, struct err *err)
{
	bool tick = now_ns() >= loop->tick_at_ns;
	int r = 0;

	if (loop->is_woken || tick)
		r = drain_pass(&loop->rec->drain, false, err);
	if (r < 0 || !tick)
		return r;
	loop->tick_at_ns = now_ns() + TICK_MS * NS_PER_MS;
	return pdata_writer_flush(loop->rec->writer, err);
}

static int loop_steps(struct loop *loop, struct err *err)
{
	struct recorder *rec = loop->rec;
	uint64_t start_ns = now_ns();
	int r = 0;

	if (rec->opts->delay.ranges.len)
		plan_next_change(loop, start_ns);
	else if (rec->opts->delay.given && !rec->opts->delay.stay_off)
		loop->delay_at_ns = start_ns + rec->opts->delay.first_ms * NS_PER_MS;
	if (rec->opts->switching.kind == SWITCH_TIME)
		loop->switch_at_ns = start_ns + rec->opts->switching.amount;

	while (!rec->end) {
		r = take_records(loop, err);
		if (r >= 0)
			r = check_limits(loop, err);
		if (r >= 0 && !rec->end)
			r = wait_for_events(loop, err);
		if (r >= 0 && loop->delay_at_ns && now_ns() >= loop->delay_at_ns)
			r = delay_is_over(loop, start_ns, err);
		if (r < 0)
			return r;
	}
	return 0;
}

int loop_run(struct recorder *rec, struct err *err)
{
	AUTO(fd_closep) int epoll_fd = epoll_create1(EPOLL_CLOEXEC);
	const struct control_opt *control = &rec->opts->control;
	struct loop loop = {
		.rec = rec,
		.epoll_fd = epoll_fd,
		.control = { .ctl_fd = control->ctl_fd, .ack_fd = control->ack_fd },
		.nr_alive = rec->opener.rings.len,
		.is_on = !rec->opts->delay.given,
	};
	int r;

	if (epoll_fd < 0)
		return err_set(err, errno, "epoll_create1: %m");
	if (rec->opts->delay.given)
		say(&loop, "Events disabled");
	r = watch_fd(&loop, rec->signals.fd, TAG_SIGNALS, err);
	if (r >= 0 && control->given)
		r = watch_fd(&loop, control->ctl_fd, TAG_CONTROL, err);
	for (size_t i = 0; r >= 0 && i < rec->trigger.rings.len; i++)
		r = watch_fd(&loop, ring_fd(rec->trigger.rings.data[i]), TAG_TRIGGER, err);
	for (size_t i = 0; r >= 0 && i < rec->opener.rings.len; i++) {
		rec->opener.rings.data[i].next_fd = 0;
		watch_ring(&loop, i);
	}
	return r < 0 ? r : loop_steps(&loop, err);
}
