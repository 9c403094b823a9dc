/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Groups, filters and the default event. */
#include <check.h>

#include "common/base/err.h"
#include "common/base/mem.h"
#include "common/base/outbuf.h"
#include "tests/lib/event_text.h"

static const struct event_env env = { .sysroot = &event_sysroot };

static void parse(struct event_list *list, const char *text)
{
	struct err err = { 0 };

	ck_assert_msg(event_list_parse(list, text, &env, &err) == 0, "%s", err.msg);
}

static const struct {
	const char *text;
	const char *groups; /* leader:members, with the group's name */
} groups[] = {
	{ "cs,cpu-clock", "0:1 1:1" },
	{ "{cs,cpu-clock}", "0:2 0:0" },
	{ "{cs}", "0:1" },
	{ "g1{cs,faults},dummy,{cpu-clock,dummy,cs}:u", "0:2=g1 0:0 2:1 3:3 3:0 3:0" },
	{ "my-group{cs},9{cs}", "0:1=my-group 1:1=9" },
	{ "{sched:sched_wak*}", "0:3 0:0 0:0" },
	{ "{cpu/event=1/u,cs/name=a/,cpu/event=2,name=b/}:W", "0:3 0:0 0:0" },
	{ "{mem:0x10:w,cs}", "0:2 0:0" },
};

static char *groups_of(const struct event_list *list)
{
	struct outbuf out = { 0 };

	vec_for_each(event, &list->events) {
		outbuf_printf(&out, "%s%zu:%zu", out.len ? " " : "", event->leader,
		              event->nr_members);
		if (event->group_name)
			outbuf_printf(&out, "=%s", event->group_name);
	}
	return outbuf_take(&out);
}

START_TEST(a_group_is_led_by_its_first_event)
{
	AUTO(event_list_done) struct event_list list;
	AUTO(freep) char *text = NULL;

	event_list_init(&list);
	parse(&list, groups[_i].text);
	text = groups_of(&list);
	ck_assert_str_eq(text, groups[_i].groups);
}
END_TEST

START_TEST(events_of_several_options_follow_each_other)
{
	AUTO(event_list_done) struct event_list list;
	AUTO(freep) char *text = NULL;

	event_list_init(&list);
	parse(&list, "cs");
	parse(&list, "{cpu-clock,faults}");
	ck_assert_uint_eq(list.last_first, 1);
	text = groups_of(&list);
	ck_assert_str_eq(text, "0:1 1:2 1:0");
}
END_TEST

START_TEST(all_events_can_be_made_one_group)
{
	AUTO(event_list_done) struct event_list list;
	AUTO(freep) char *text = NULL;

	event_list_init(&list);
	event_list_group_all(&list);
	parse(&list, "cs,g1{cpu-clock,faults}");
	event_list_group_all(&list);
	text = groups_of(&list);
	ck_assert_str_eq(text, "0:3 0:0 0:0");
}
END_TEST

START_TEST(the_default_is_cycles_as_precise_as_can_be)
{
	AUTO(event_list_done) struct event_list list;
	AUTO(freep) char *text = NULL;

	event_list_init(&list);
	event_list_add_default(&list, &env);
	text = event_list_text(&list);
	ck_assert_str_eq(text, "0:0x0 precise=0x3 P | cycles:P");
}
END_TEST

START_TEST(a_filter_binds_to_all_events_of_the_last_option)
{
	AUTO(event_list_done) struct event_list list;
	struct err err = { 0 };

	event_list_init(&list);
	parse(&list, "sched:sched_switch");
	ck_assert_int_eq(event_list_filter(&list, "prev_pid == 1", &err), 0);
	parse(&list, "kmem:kmalloc,kmem:kfree");
	ck_assert_int_eq(event_list_filter(&list, "a > 1", &err), 0);
	ck_assert_int_eq(event_list_filter(&list, "b < 2 || c", &err), 0);
	ck_assert_str_eq(list.events.data[0].filter, "prev_pid == 1");
	ck_assert_str_eq(list.events.data[1].filter, "(a > 1) && (b < 2 || c)");
	ck_assert_str_eq(list.events.data[2].filter, "(a > 1) && (b < 2 || c)");
}
END_TEST

START_TEST(filters_of_addresses_are_divided_by_commas)
{
	AUTO(event_list_done) struct event_list list;
	struct err err = { 0 };

	event_list_init(&list);
	parse(&list, "intel_pt//u");
	ck_assert_int_eq(event_list_filter(&list, "filter main", &err), 0);
	ck_assert_int_eq(event_list_filter(&list, "stop exit", &err), 0);
	ck_assert_str_eq(list.events.data[0].filter, "filter main,stop exit");
}
END_TEST

static const struct {
	const char *text; /* NULL: no event at all */
	const char *msg;
} unfiltered[] = {
	{ NULL, "--filter option should follow a -e tracepoint or HW tracer option" },
	{ "cs", "--filter option should follow a -e tracepoint or HW tracer option, 'cs' is none" },
	{ "sched:sched_switch,cycles:u",
	  "--filter option should follow a -e tracepoint or HW tracer option, 'cycles:u' is none" },
	{ "cpu/event=1/", "This CPU does not support address filtering" },
};

START_TEST(events_that_cannot_be_filtered_say_so)
{
	AUTO(event_list_done) struct event_list list;
	struct err err = { 0 };

	event_list_init(&list);
	if (unfiltered[_i].text)
		parse(&list, unfiltered[_i].text);
	ck_assert_int_eq(event_list_filter(&list, "a == 1", &err), -EINVAL);
	ck_assert_str_eq(err.msg, unfiltered[_i].msg);
	vec_for_each(event, &list.events)
		ck_assert_ptr_null(event->filter);
}
END_TEST

TCase *event_list_tests(void)
{
	TCase *tc = tcase_create("event_list");

	tcase_add_loop_test(tc, a_group_is_led_by_its_first_event, 0,
	                    sizeof(groups) / sizeof(groups[0]));
	tcase_add_test(tc, events_of_several_options_follow_each_other);
	tcase_add_test(tc, all_events_can_be_made_one_group);
	tcase_add_test(tc, the_default_is_cycles_as_precise_as_can_be);
	tcase_add_test(tc, a_filter_binds_to_all_events_of_the_last_option);
	tcase_add_test(tc, filters_of_addresses_are_divided_by_commas);
	tcase_add_loop_test(tc, events_that_cannot_be_filtered_say_so, 0,
	                    sizeof(unfiltered) / sizeof(unfiltered[0]));
	return tc;
}
