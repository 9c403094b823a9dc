/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <errno.h>
#include <stdio.h>
#include <unistd.h>

#include "common/base/err.h"
#include "common/base/str.h"
#include "common/base/sysroot.h"
#include "record/record/options.h"
#include "record/record/parsers.h"

int parse_event(void *field, const char *arg, bool unset, struct err *err)
{
	struct event_opts *events = field;
	struct event_env env = { .sysroot = &sysroot_live };

	(void)unset;
	return event_list_parse(&events->list, arg, &env, err);
}

int parse_filter(void *field, const char *arg, bool unset, struct err *err)
{
	struct event_opts *events = field;

	(void)unset;
	return event_list_filter(&events->list, arg, err);
}

int parse_exclude_self(void *field, const char *arg, bool unset, struct err *err)
{
	struct event_opts *events = field;
	char filter[64];

	(void)arg;
	if (unset)
		return 0;
	snprintf(filter, sizeof(filter), "common_pid != %d", (int)getpid());
	return event_list_filter(&events->list, filter, err);
}

int parse_cgroups(void *field, const char *arg, bool unset, struct err *err)
{
	struct event_opts *events = field;
	struct str rest = str_of(arg), name;

	(void)unset;
	if (!events->list.events.len)
		return err_set(err, EINVAL, "events must be given (-e) before their cgroups");
	while (str_split(&rest, ',', &name)) {
		if (events->cgroups.len == events->list.events.len)
			return err_set(err, EINVAL, "'%s': more cgroups than events (%zu)", arg,
			               events->list.events.len);
		vec_push(&events->cgroups,
		         name.len ? arena_strndup(events->list.arena, name.s, name.len) : NULL);
	}
	return 0;
}
