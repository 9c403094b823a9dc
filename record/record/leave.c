/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "record/record/leave.h"

#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "record/record/opener.h"

/* Types from here on are PMUs by name: kprobe and uprobe events close like tracepoints. */
#define DYNAMIC_TYPE 6

static bool is_slow(const struct perf_event_attr *a)
{
	return a->type == PERF_TYPE_TRACEPOINT || a->type >= DYNAMIC_TYPE;
}

static int compare_fds(const void *a, const void *b)
{
	int x = *(const int *)a, y = *(const int *)b;

	return (x > y) - (x < y);
}

/* Everything but the (sorted) events: files, locks and terminals are not the child's to hold. */
static void close_others(const int *fds, size_t nr)
{
	unsigned from = 0;

	for (size_t i = 0; i < nr; i++) {
		if ((unsigned)fds[i] > from)
			close_range(from, (unsigned)fds[i] - 1, 0);
		from = (unsigned)fds[i] + 1;
	}
	close_range(from, UINT_MAX, 0);
}

void leave_events(const struct opener *o)
{
	VEC(int) fds = { 0 };
	bool slow = false;

	for (size_t e = 0; o->events && e < o->plan->events.len; e++) {
		slow |= is_slow(&o->plan->events.data[e].attr);
		for (size_t i = 0; i < opener_places(o); i++)
			if (o->events[e].fds[i] >= 0)
				vec_push(&fds, o->events[e].fds[i]);
	}
	vec_sort(&fds, compare_fds);
	if (slow && fds.len && fork() == 0) {
		prctl(PR_SET_NAME, "prof-close");
		setsid();
		if (chdir("/") < 0)
			_exit(1);
		close_others(fds.data, fds.len);
		_exit(0); /* the kernel closes the rest here */
	}
	vec_done(&fds);
}
