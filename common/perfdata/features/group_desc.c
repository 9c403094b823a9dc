/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Feature 17, GROUP_DESC: u32 count; per group its name, u32 index of the leader among the
 * events, u32 number of members (the leader too).
 */
#include <string.h>

#include "common/perfdata/features/feature.h"

static int read_group_desc(struct cursor c, struct arena *arena, struct features *f,
                           struct err *err)
{
	uint32_t nr;
	int r = wire_count(&c, "GROUP_DESC", 3 * sizeof(uint32_t), &nr, err);

	if (r < 0)
		return r;
	for (uint32_t i = 0; i < nr; i++) {
		struct feature_group group;

		if (!wire_string(&c, arena, &group.name) || !cursor_u32(&c, &group.leader) ||
		    !cursor_u32(&c, &group.nr_members))
			return wire_short("GROUP_DESC", "group", i, err);
		vec_push(&f->groups, group);
	}
	return 0;
}

static void write_group_desc(const struct features *f, struct outbuf *out)
{
	wire_put_u32(out, (uint32_t)f->groups.len);
	vec_for_each(group, &f->groups) {
		wire_put_string(out, group->name ? group->name : "{anon_group}");
		wire_put_u32(out, group->leader);
		wire_put_u32(out, group->nr_members);
	}
}

static const char *event_name(const struct features *f, size_t i)
{
	return i < f->events.len ? f->events.data[i].name : "unknown";
}

static void print_group_desc(const struct features *f, struct outbuf *out)
{
	vec_for_each(group, &f->groups) {
		bool anonymous = !group->name || !strcmp(group->name, "{anon_group}");

		/* Members that the file has no event for are not shown: a count may be anything. */
		outbuf_printf(out, "# group: %s{%s", anonymous ? "" : group->name,
		              event_name(f, group->leader));
		for (size_t i = 1; i < group->nr_members && group->leader + i < f->events.len; i++)
			outbuf_printf(out, ",%s", event_name(f, group->leader + i));
		outbuf_str(out, "}\n");
	}
}

const struct feature feature_group_desc = { "GROUP_DESC", read_group_desc, write_group_desc,
	                                    print_group_desc };
