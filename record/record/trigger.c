/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "record/record/trigger.h"

#include <unistd.h>

#include "common/abi/attr.h"
#include "common/base/err.h"
#include "common/base/sysroot.h"
#include "common/event/event.h"
#include "common/kernel/machine_facts.h"
#include "common/kernel/open.h"
#include "common/kernel/ring.h"

static int open_on_cpu(const struct event *event, int cpu, const struct machine_facts *facts,
                       struct trigger *t, struct err *err)
{
	struct perf_event_attr attr = event->attr;
	struct perf_open_where where = { .pid = -1, .cpu = cpu, .group_fd = -1 };
	struct perf_open_try what = { .attr = &attr, .name = event->name, .pid = -1, .cpu = cpu };
	struct kernel_features missing = { 0 };
	struct ring *ring;
	int fd, r;

	attr.size = ATTR_SIZE_WRITTEN;
	attr.freq = 0;
	if (!attr.sample_period)
		attr.sample_period = 1;
	attr.sample_type = PERF_SAMPLE_TIME;
	attr.wakeup_events = 1;
	fd = perf_open_ladder(&attr, &where, &missing);
	if (fd < 0)
		return perf_open_explain(-fd, &what, facts, err);
	r = ring_open(fd, 1, false, &ring, err);
	if (r < 0) {
		close(fd);
		return r;
	}
	vec_push(&t->rings, ring);
	return 0;
}

int trigger_open(const char *text, const struct machine_facts *facts, struct trigger *ret,
                 struct err *err)
{
	struct event_env env = { .sysroot = &sysroot_live };
	struct event_list list;
	struct trigger t = { 0 };
	int r;

	event_list_init(&list);
	r = event_list_parse(&list, text, &env, err);
	for (size_t e = 0; r >= 0 && e < list.events.len; e++)
		for (uint32_t c = 0; r >= 0 && c < facts->nr_cpus_online; c++)
			r = open_on_cpu(&list.events.data[e], (int)facts->cpus_online[c], facts, &t,
			                err);
	event_list_done(&list);
	if (r < 0) {
		trigger_done(&t);
		return err_wrap(err, "--switch-output-event");
	}
	*ret = t;
	return 0;
}

bool trigger_take(struct trigger *t)
{
	bool happened = false;

	vec_for_each(ring, &t->rings) {
		struct iovec part[2];
		size_t nr = ring_peek(*ring, part), bytes = 0;

		for (size_t i = 0; i < nr; i++)
			bytes += part[i].iov_len;
		if (bytes)
			ring_consume(*ring, bytes);
		happened |= bytes > 0;
	}
	return happened;
}

void trigger_done(struct trigger *t)
{
	vec_for_each(ring, &t->rings) {
		int fd = ring_fd(*ring);

		ring_free(*ring);
		close(fd);
	}
	vec_done(&t->rings);
}
