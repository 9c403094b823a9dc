/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The text of -e, on the machines of tests/data: one with PMUs of many kinds, one with two kinds of
 * cores, and one that has neither PMUs nor tracefs. The length of the text says which.
 */
#include "tests/fuzz/lib/input.h"

#include <assert.h>

#include "common/base/err.h"
#include "common/base/mem.h"
#include "common/base/sysroot.h"
#include "common/event/event.h"

/* What callers rely on: names, and groups that are in one piece. */
static void check(const struct event_list *list)
{
	size_t nr_left = 0; /* members to come of the group at hand */
	size_t leader = 0;

	for (size_t i = 0; i < list->events.len; i++) {
		const struct event *event = &list->events.data[i];
		AUTO(freep) char *rebuilt = event_name_of_attr(&event->attr);

		assert(event->name && rebuilt);
		if (!nr_left) {
			leader = i;
			nr_left = event->nr_members;
		}
		assert(nr_left && event->leader == leader);
		nr_left--;
	}
	assert(!nr_left);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	static const struct sysroot roots[] = {
		{ .root = TEST_DATA "/sysroot-event" },
		{ .root = TEST_DATA "/sysroot-hybrid" },
		{ .root = "/nonexistent" },
	};
	struct event_env env = {
		.sysroot = &roots[len % 3],
		.for_stat = len & 1,
		.columns = (unsigned)len,
	};
	AUTO(event_list_done) struct event_list list;
	AUTO(freep) char *text = xstrndup((const char *)bytes, len);
	struct err err = { 0 };

	event_list_init(&list);
	event_list_add_default(&list, &env);
	if (event_list_parse(&list, text, &env, &err) == 0)
		event_list_filter(&list, "a == 1", &err);
	check(&list);
	event_list_group_all(&list);
	check(&list);
	return 0;
}
