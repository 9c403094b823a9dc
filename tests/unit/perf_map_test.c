/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <check.h>
#include <string.h>

#include "common/object/symtab.h"
#include "common/symbol/perf_map.h"

static const char text[] = "1000 10 foo\n"
			   "1010 10 bar baz (qux)\n"
			   "1020 0 zero\n"
			   "1040 20 _ZN3foo3barEv\n"
			   "1080 40 outer\n"
			   "1090 10 inner\n"
			   "garbage line here\n"
			   "10e0 zz \n"
			   "\n"
			   "0x1120 0x10 hexpref\n"
			   "1180 20\ttabname\n"
			   "11a0 20  two blanks\n"
			   "11C0 20 UPPER\n"
			   "11e0 20 \n"
			   "1220 20 LazyCompile:~foo /tmp/x.js:3:4\n"
			   "1000 10 foo_again\n"
			   "1300 40 old\n"
			   "1300 20 new\n"
			   "1320 20 new2\n"
			   "ffffffffffffffff 20 wraps\n"
			   "1400 20 unended";

static const struct {
	uint64_t addr;
	const char *name; /* NULL: none */
} finds[] = {
	{ 0x1000, "foo_again" }, /* compiled again: what is there now (perf: any of them) */
	{ 0x101f, "bar baz (qux)" },
	{ 0x1020, "zero" },
	{ 0x1021, NULL },
	{ 0x1040, "_ZN3foo3barEv" }, /* not demangled: a compiler writes what it wants seen */
	{ 0x1095, "inner" },
	{ 0x10a0, "outer" },
	{ 0x10c0, NULL },
	{ 0x1120, "hexpref" },
	{ 0x1180, "tabname" },
	{ 0x11a0, " two blanks" },
	{ 0x11c0, "UPPER" },
	{ 0x11e0, NULL },
	{ 0x1220, "LazyCompile:~foo /tmp/x.js:3:4" },
	{ 0x1310, "new" },
	{ 0x1330, "new2" },
	{ 0x1400, "unended" },
};

START_TEST(an_address_has_the_name_of_the_newest_line)
{
	size_t nr_bad;
	AUTO(symtab_freep) struct symtab *t = perf_map_parse(text, strlen(text), &nr_bad);
	const struct symbol *found = symtab_find(t, finds[_i].addr);

	ck_assert_uint_eq(nr_bad, 3);
	if (finds[_i].name) {
		ck_assert_ptr_nonnull(found);
		ck_assert_str_eq(found->name, finds[_i].name);
	} else {
		ck_assert_msg(!found, "found %s", found ? found->name : "");
	}
}
END_TEST

TCase *perf_map_tests(void)
{
	TCase *tc = tcase_create("perf_map");

	tcase_add_loop_test(tc, an_address_has_the_name_of_the_newest_line, 0,
	                    sizeof(finds) / sizeof(finds[0]));
	return tc;
}
