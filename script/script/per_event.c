/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "script/script/per_event.h"

#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>

#include "common/base/err.h"
#include "common/base/mem.h"
#include "script/script/printer.h"

static char *dump_path(const char *input, const struct event_plan *plan)
{
	return xasprintf("%s.%s.dump", input, plan->event->name);
}

int per_event_open(struct printer *p, const char *input, struct err *err)
{
	for (size_t i = 0; i < p->nr_plans; i++) {
		struct event_plan *plan = &p->plans[i];
		AUTO(freep) char *path = dump_path(input, plan);

		if (plan->dump_fd >= 0)
			continue;
		plan->dump_fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
		if (plan->dump_fd < 0)
			return err_set(err, errno, "Couldn't create the per event dump file %s: %m",
			               path);
	}
	return 0;
}

int per_event_flush(struct printer *p, struct err *err)
{
	for (size_t i = 0; i < p->nr_plans; i++) {
		struct event_plan *plan = &p->plans[i];
		int r;

		plan->dump_bytes += plan->dump.len;
		r = outbuf_flush(&plan->dump, plan->dump_fd, err);
		if (r < 0)
			return r;
	}
	return 0;
}

int per_event_close(struct printer *p, const char *input, struct err *err)
{
	int r = per_event_flush(p, err);

	for (size_t i = 0; r >= 0 && i < p->nr_plans; i++) {
		const struct event_plan *plan = &p->plans[i];
		AUTO(freep) char *path = dump_path(input, plan);

		printf("[ prof script: Wrote %.3f MB %s (%" PRIu64 " samples) ]\n",
		       (double)plan->dump_bytes / 1024.0 / 1024.0, path, plan->dump_samples);
	}
	return r;
}
