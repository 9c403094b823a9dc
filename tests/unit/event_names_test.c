/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Names made of attrs, and the tables of names. */
#include <check.h>
#include <linux/perf_event.h>

#include "common/base/mem.h"
#include "common/event/branch_type.h"
#include "common/event/event.h"
#include "common/event/names.h"

/* What `perf evlist` 6.1 shows for a perf.data without event descriptions. */
static const struct {
	struct perf_event_attr attr;
	const char *name;
} rebuilt[] = {
	{ { .type = 1, .config = 0, .exclude_guest = 1 }, "cpu-clock" },
	{ { .type = 1, .config = 0, .precise_ip = 3 }, "cpu-clock:ppp" },
	{ { .type = 1, .config = 0, .precise_ip = 3, .exclude_guest = 1 }, "cpu-clock:pppH" },
	{ { .type = 1, .config = 9 }, "dummy:HG" },
	{ { .type = 1, .config = 1, .exclude_guest = 1 }, "task-clock" },
	{ { .type = 1, .config = 2, .exclude_guest = 1 }, "page-faults" },
	{ { .type = 1, .config = 3, .exclude_guest = 1 }, "context-switches" },
	{ { .type = 1, .config = 4, .exclude_guest = 1 }, "cpu-migrations" },
	{ { .type = 1, .config = 5, .exclude_guest = 1 }, "minor-faults" },
	{ { .type = 1, .config = 6, .exclude_guest = 1 }, "major-faults" },
	{ { .type = 1, .config = 7, .exclude_guest = 1 }, "alignment-faults" },
	{ { .type = 1, .config = 8, .exclude_guest = 1 }, "emulation-faults" },
	{ { .type = 1, .config = 10, .exclude_guest = 1 }, "unknown-software" },
	{ { .type = 1, .config = 11, .exclude_guest = 1 }, "unknown-software" },
	{ { .type = 1, .config = 99, .exclude_guest = 1 }, "unknown-software" },
	{ { .type = 0, .config = 0, .exclude_guest = 1 }, "cycles" },
	{ { .type = 0, .config = 1, .exclude_guest = 1 }, "instructions" },
	{ { .type = 0, .config = 4, .exclude_guest = 1 }, "branches" },
	{ { .type = 0, .config = 7, .exclude_guest = 1 }, "stalled-cycles-frontend" },
	{ { .type = 0, .config = 9, .exclude_guest = 1 }, "ref-cycles" },
	{ { .type = 0, .config = 10, .exclude_guest = 1 }, "unknown-hardware" },
	{ { .type = 3, .config = 0, .exclude_guest = 1 }, "L1-dcache-loads" },
	{ { .type = 3, .config = 0x10000, .exclude_guest = 1 }, "L1-dcache-load-misses" },
	{ { .type = 3, .config = 0x201, .exclude_guest = 1 }, "L1-icache-prefetches" },
	{ { .type = 3, .config = 0x101, .exclude_guest = 1 }, "invalid-cache" },
	{ { .type = 3, .config = 0x10102, .exclude_guest = 1 }, "LLC-store-misses" },
	{ { .type = 3, .config = 7, .exclude_guest = 1 }, "unknown-ext-hardware-cache-type" },
	{ { .type = 3, .config = 0x300, .exclude_guest = 1 }, "unknown-ext-hardware-cache-op" },
	{ { .type = 3, .config = 0x20000, .exclude_guest = 1 },
	  "unknown-ext-hardware-cache-result" },
	{ { .type = 3, .config = 0x1000000, .exclude_guest = 1 }, "L1-dcache-loads" },
	{ { .type = 4, .config = 0x1a8, .exclude_guest = 1 }, "raw 0x1a8" },
	{ { .type = 4, .config = 0x1a8 }, "raw 0x1a8:HG" },
	{ { .type = 4, .config = 1, .exclude_kernel = 1, .exclude_hv = 1 }, "raw 0x1:u" },
	{ { .type = 4, .config = 1, .exclude_kernel = 1, .exclude_hv = 1, .exclude_guest = 1 },
	  "raw 0x1:uH" },
	{ { .type = 4, .config = 1, .precise_ip = 2 }, "raw 0x1:pp" },
	{ { .type = 4, .config = 1, .exclude_host = 1 }, "raw 0x1:G" },
	{ { .type = 4, .config = 1, .exclude_host = 1, .exclude_guest = 1 }, "raw 0x1" },
	{ { .type = 4, .config = 1, .exclude_user = 1, .precise_ip = 1, .exclude_host = 1 },
	  "raw 0x1:khpG" },
	{ { .type = 2, .config = 5 }, "unknown tracepoint" },
	{ { .type = 5, .bp_addr = 0x1000, .bp_type = 3, .exclude_guest = 1 }, "mem:0x1000:rw" },
	{ { .type = 5, .bp_addr = 0x1000, .bp_type = 4, .exclude_user = 1 }, "mem:0x1000:x:kh" },
	{ { .type = 5, .bp_addr = 0x1000, .bp_type = 7 }, "mem:0x1000:rwx:HG" },
	{ { .type = 99, .config = 1 }, "unknown attr type: 99" },
};

START_TEST(an_attr_without_a_name_gets_perfs)
{
	AUTO(freep) char *name = event_name_of_attr(&rebuilt[_i].attr);

	ck_assert_str_eq(name, rebuilt[_i].name);
}
END_TEST

START_TEST(every_symbol_is_found_by_name_and_alias)
{
	const struct event_symbol *symbol = &event_symbols[_i];

	ck_assert_ptr_eq(event_symbol_find(str_of(symbol->name)), symbol);
	if (symbol->alias)
		ck_assert_ptr_eq(event_symbol_find(str_of(symbol->alias)), symbol);
	if (symbol->tool == EVENT_TOOL_NONE)
		ck_assert_ptr_eq(event_symbol_of(symbol->type, symbol->config), symbol);
}
END_TEST

START_TEST(every_name_of_a_cache_event_is_found)
{
	unsigned nr = 0;

	for (uint64_t i = 0; i < 7 * 3 * 2; i++) {
		uint64_t type = i / 6, op = i / 2 % 3, result = i % 2, config = 0;
		struct perf_event_attr attr = {
			.type = PERF_TYPE_HW_CACHE,
			.config = type | op << 8 | result << 16,
			.exclude_guest = 1,
		};
		AUTO(freep) char *name = event_name_of_attr(&attr);

		if (!event_cache_can((unsigned)type, (unsigned)op))
			continue;
		ck_assert_int_eq(event_cache_parse(str_of(name), &config), EVENT_CACHE_FOUND);
		ck_assert_uint_eq(config, attr.config);
		nr++;
	}
	ck_assert_uint_eq(nr, 2 * (3 + 2 + 3 + 3 + 1 + 1 + 3));
}
END_TEST

static const struct {
	const char *list;
	bool ok;
	uint64_t bits;
	const char *unknown;
} branches[] = {
	{ "any", true, PERF_SAMPLE_BRANCH_ANY, "" },
	{ "any,u", true, PERF_SAMPLE_BRANCH_ANY | PERF_SAMPLE_BRANCH_USER, "" },
	{ "ANY_CALL,Ind_Jmp", true, PERF_SAMPLE_BRANCH_ANY_CALL | PERF_SAMPLE_BRANCH_IND_JUMP, "" },
	{ "save_type,u", true, PERF_SAMPLE_BRANCH_TYPE_SAVE | PERF_SAMPLE_BRANCH_USER, "" },
	{ "u", true, PERF_SAMPLE_BRANCH_ANY, "" },
	{ "u,k,hv", true, PERF_SAMPLE_BRANCH_ANY, "" },
	{ "stack", true, PERF_SAMPLE_BRANCH_CALL_STACK, "" },
	{ "any,foo,u", false, 0, "foo" },
	{ "any, u", false, 0, " u" },
	{ "no_flags", false, 0, "no_flags" },
	{ "", false, 0, "" },
};

START_TEST(branch_filters_are_perfs)
{
	struct str unknown = STR("");
	uint64_t bits = 0;

	ck_assert_int_eq(event_branch_type_parse(str_of(branches[_i].list), &bits, &unknown),
	                 branches[_i].ok);
	ck_assert_uint_eq(bits, branches[_i].bits);
	ck_assert(str_is(unknown, branches[_i].unknown));
}
END_TEST

TCase *event_names_tests(void)
{
	TCase *tc = tcase_create("event_names");

	tcase_add_loop_test(tc, an_attr_without_a_name_gets_perfs, 0,
	                    sizeof(rebuilt) / sizeof(rebuilt[0]));
	tcase_add_loop_test(tc, every_symbol_is_found_by_name_and_alias, 0, EVENT_SYMBOLS_NR);
	tcase_add_test(tc, every_name_of_a_cache_event_is_found);
	tcase_add_loop_test(tc, branch_filters_are_perfs, 0,
	                    sizeof(branches) / sizeof(branches[0]));
	return tc;
}
