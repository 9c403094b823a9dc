/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <check.h>
#include <string.h>

#include "common/base/mem.h"
#include "common/object/symtab.h"
#include "common/symbol/kallsyms.h"

/* Lines of each kind; what is expected of them below is what perf 6.1 --kallsyms shows. */
static const char text[] = "0000000000000000 A fixed_percpu_data\n"
			   "ffffffff81000000 T _text\n"
			   "ffffffff81000000 T _stext\n"
			   "ffffffff81000100 T zfunc\n"
			   "ffffffff81000100 t afunc\n"
			   "ffffffff81000200 W wfunc\n"
			   "ffffffff81000200 t lfunc_longer\n"
			   "ffffffff81000600 D datasym\n"
			   "ffffffff81000700 d datasym_local\n"
			   "ffffffff81000800 r rosym\n"
			   "ffffffff81000a00 B bss\n"
			   "ffffffff81000c00 V vvv\n"
			   "ffffffff81000f00 w wlow\n"
			   "ffffffff81001000 u uuu\n"
			   "ffffffff81001200 t $x.1\n"
			   "ffffffff81001400 t .L123\n"
			   "ffffffff81005000 T after_gap\n"
			   "not a line\n"
			   "ffffffff81005100\n"
			   "ffffffff81005100 T \n"
			   "fffffffffffffffff T too_long\n"
			   "ffffffffc0000000 t modf\t[mymod]\n"
			   "ffffffffc0000100 t modf2\t[mymod]\n"
			   "ffffffffc0003000 t modg\t[other_mod]";

static const struct {
	uint64_t addr;
	const char *name; /* NULL: none */
} finds[] = {
	{ 0xffffffff81000000, "_stext" },
	{ 0xffffffff81000100, "afunc" },
	{ 0xffffffff81000200, "lfunc_longer" },
	{ 0xffffffff81000600, "datasym" },
	{ 0xffffffff810009ff, "datasym_local" },
	{ 0xffffffff81000a00, "bss" },
	{ 0xffffffff81000eff, "bss" },
	{ 0xffffffff810013ff, "wlow" },
	{ 0xffffffff81001400, ".L123" },
	{ 0xffffffff81005fff, "after_gap" },
	{ 0xffffffff81006000, NULL },
	{ 0x10, NULL },
	{ 0xffffffffc00000ff, "modf" },
	{ 0xffffffffc0002fff, "modf2" },
	{ 0xffffffffc0003fff, "modg" },
	{ 0xffffffffc0004000, NULL },
};

START_TEST(an_address_has_the_name_that_perf_shows)
{
	struct kallsyms k = kallsyms_parse(text, strlen(text));
	const struct symbol *found = symtab_find(k.symtab, finds[_i].addr);

	if (finds[_i].name) {
		ck_assert_ptr_nonnull(found);
		ck_assert_str_eq(found->name, finds[_i].name);
	} else {
		ck_assert_msg(!found, "found %s", found ? found->name : "");
	}
	kallsyms_done(&k);
}
END_TEST

START_TEST(bad_lines_are_counted_and_modules_are_known)
{
	struct kallsyms k = kallsyms_parse(text, strlen(text));

	ck_assert_uint_eq(k.nr_bad_lines, 4);
	ck_assert(!k.restricted);
	ck_assert_uint_eq(k.modules.len, 2);
	ck_assert(kallsyms_has_module(&k, "mymod", 0xffffffffc0000000));
	ck_assert(kallsyms_has_module(&k, "other_mod", 0xffffffffc0003000));
	ck_assert(!kallsyms_has_module(&k, "mymod", 0xffffffffc0001000));
	ck_assert(!kallsyms_has_module(&k, "mymod", 0xffffffffa0000000));
	ck_assert(!kallsyms_has_module(&k, "third", 0xffffffffc0000000));
	kallsyms_done(&k);
}
END_TEST

START_TEST(addresses_that_are_all_zero_are_restricted)
{
	static const char hidden[] = "0000000000000000 T _text\n0000000000000000 t foo\n";
	struct kallsyms k = kallsyms_parse(hidden, strlen(hidden));

	ck_assert(k.restricted);
	kallsyms_done(&k);
	k = kallsyms_parse("", 0);
	ck_assert(!k.restricted);
	ck_assert_uint_eq(symtab_size(k.symtab), 0);
	kallsyms_done(&k);
}
END_TEST

TCase *kallsyms_tests(void)
{
	TCase *tc = tcase_create("kallsyms");

	tcase_add_loop_test(tc, an_address_has_the_name_that_perf_shows, 0,
	                    sizeof(finds) / sizeof(finds[0]));
	tcase_add_test(tc, bad_lines_are_counted_and_modules_are_known);
	tcase_add_test(tc, addresses_that_are_all_zero_are_restricted);
	return tc;
}
