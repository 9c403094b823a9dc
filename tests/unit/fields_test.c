/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <check.h>
#include <stdlib.h>

#include "common/base/err.h"
#include "common/base/str.h"
#include "script/script/fields.h"

#define MAX_ARGS 3

/* The fields of a class by name, blank-separated. */
static char *shown(const struct field_set *set, enum event_class class)
{
	struct outbuf out = { 0 };

	for (int i = 0; i < FIELD_END; i++)
		if (set->of[class].fields & FIELD_BIT(i)) {
			outbuf_str(&out, out.len ? " " : "");
			outbuf_str(&out, field_name(i));
		}
	return outbuf_take(&out);
}

static const struct {
	const char *args[MAX_ARGS];
	const char *software, *tracepoint;
	const char *warnings;
} lists[] = {
	{ { NULL },
	  "comm tid time cpu event ip sym dso symoff period bpf-output",
	  "comm tid time cpu event trace",
	  "" },
	{ { "comm,ip" }, "comm ip", "comm ip", "" },
	{ { "+addr,-tid,-time,-cpu" },
	  "comm event ip sym dso addr symoff period bpf-output",
	  "comm event trace addr",
	  "" },
	{ { "sw:comm,tid" }, "comm tid", "comm tid time cpu event trace", "" },
	{ { "sw:" }, "", "comm tid time cpu event trace", "" },
	{ { "comm", "trace:+trace" },
	  "comm",
	  "comm trace",
	  "Overriding previous field request for tracepoint events.\n" },
	{ { "sw:comm", "tid" },
	  "tid",
	  "tid",
	  "Overriding previous field request for all events.\n" },
	{ { "comm,trace" },
	  "comm",
	  "comm trace",
	  "'trace' not valid for hardware events. Ignoring.\n"
	  "'trace' not valid for software events. Ignoring.\n"
	  "'trace' not valid for hardware-cache events. Ignoring.\n"
	  "'trace' not valid for unknown events. Ignoring.\n"
	  "'trace' not valid for unknown events. Ignoring.\n"
	  "'trace' not valid for unknown events. Ignoring.\n"
	  "'trace' not valid for unknown events. Ignoring.\n" },
	{ { "flags" }, "", "", "" },
};

START_TEST(a_list_of_fields_sets_or_changes_what_is_shown)
{
	struct field_set set;
	struct err err = { 0 };
	char *software, *tracepoint, *warnings;

	field_set_init(&set);
	for (int i = 0; i < MAX_ARGS && lists[_i].args[i]; i++)
		ck_assert_int_eq(field_set_parse(&set, lists[_i].args[i], &err), 0);
	software = shown(&set, CLASS_SOFTWARE);
	tracepoint = shown(&set, CLASS_TRACEPOINT);
	warnings = outbuf_take(&set.warnings);
	ck_assert_str_eq(software, lists[_i].software);
	ck_assert_str_eq(tracepoint, lists[_i].tracepoint);
	ck_assert_str_eq(warnings, lists[_i].warnings);
	free(software);
	free(tracepoint);
	free(warnings);
	field_set_done(&set);
}
END_TEST

static const struct {
	const char *arg, *msg;
	int exit_status;
} faults[] = {
	{ "foo", "Invalid field requested.", 129 },
	{ "comm,foo", "Invalid field requested.", 129 },
	{ "hw:foo", "Invalid field requested.", 129 },
	{ "xx:comm", "Invalid event type in field string.", 129 },
	{ "", "Cannot set fields to 'none' for all event types.", 129 },
	{ "comm,+tid", "Cannot mix +-field with overridden fields", 129 },
	{ "+tid,comm", "Cannot mix +-field with overridden fields", 129 },
	{ "sw:comm,trace", "'trace' not valid for software events.", 129 },
	{ "+insn", "-F insn: instructions are not read from the files that were mapped", 0 },
};

START_TEST(a_wrong_list_of_fields_is_told_as_perf_tells_it)
{
	struct field_set set;
	struct err err = { 0 };

	field_set_init(&set);
	ck_assert_int_lt(field_set_parse(&set, faults[_i].arg, &err), 0);
	ck_assert_str_eq(err.msg, faults[_i].msg);
	ck_assert_int_eq(err.exit_status, faults[_i].exit_status);
	field_set_done(&set);
}
END_TEST

TCase *fields_tests(void)
{
	TCase *tc = tcase_create("fields");

	tcase_add_loop_test(tc, a_list_of_fields_sets_or_changes_what_is_shown, 0,
	                    sizeof(lists) / sizeof(lists[0]));
	tcase_add_loop_test(tc, a_wrong_list_of_fields_is_told_as_perf_tells_it, 0,
	                    sizeof(faults) / sizeof(faults[0]));
	return tc;
}
