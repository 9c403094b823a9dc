/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/mem.h"
#include "common/base/str.h"
#include "common/object/demangle.h"

/* What `perf script` 6.1 (Debian 12) shows; NULL: the name as it is. D and @plt: see demangle.h. */
static const struct {
	const char *name, *shown;
} names[] = {
	{ "_ZNSt3mapIiSsSt4lessIiESaISt4pairIKiSsEEEixERS3_",
	  "std::map<int, std::string, std::less<int>, "
	  "std::allocator<std::pair<int const, std::string> > >::operator[]" },
	{ "_ZN3fooC2Ei", "foo::foo" },
	{ "_ZN3fooD0Ev", "foo::~foo" },
	{ "_ZThn16_N3fooD0Ev", "non-virtual thunk to foo::~foo()" },
	{ "_ZTV3foo", "vtable for foo" },
	{ "_ZGVZ3foovE1x", "guard variable for foo()::x" },
	{ "_ZZ4mainENKUlvE_clEv", "main::{lambda()#1}::operator()" },
	{ "_ZZ4mainENKUlvE_clEv.constprop.0", "main::{lambda()#1}::operator()" },
	{ "_Z3foov.cold", "foo" },
	{ "_Z3foov.isra.0.cold", "foo" },
	{ "_Z3fooIiEvT_", "foo<int>" },
	{ "_ZN12_GLOBAL__N_13barEv", "(anonymous namespace)::bar" },
	{ "_Znwm", "operator new" },
	{ "_Z3fooB5cxx11v", "foo[abi:cxx11]" },
	{ "_ZNSt8functionIFviEEC4IZ4mainEUliE_vvEEOT_",
	  "std::function<void (int)>::function<main::{lambda(int)#1}, void, void>" },
	{ "_ZX", NULL },
	{ "_Z", NULL },
	{ "__Z3foov", NULL },
	{ "_GLOBAL__sub_I_main", NULL },
	{ "_GLOBAL__sub_I__ZN3foo3barE", NULL },
	{ "__cxa_throw", NULL },
	{ "foo__Fi", NULL },
	{ "main", NULL },
	{ "", NULL },
	/* Rust, legacy and v0. */
	{ "_ZN4core3fmt5Write10write_char17h0123456789abcdefE", "core::fmt::Write::write_char" },
	{ "_ZN4core3fmt5Write10write_char17h0123456789abcdefE.llvm.1234567",
	  "core::fmt::Write::write_char" },
	{ "_ZN4hash17h0123456789abcdefE", "hash" },
	{ "_ZN4hash17haaaaaaaaaaaaaaaaE", "hash::haaaaaaaaaaaaaaaa" },
	{ "_RNvCs1234_7mycrate3foo", "mycrate::foo" },
	{ "_RNvC6_123foo3bar", "123foo::bar" },
	/* OCaml. */
	{ "camlStdlib__list__fold_left_123", "Stdlib.list.fold_left_123" },
	{ "camlFoo__$3c$3d_12", "Foo.<=_12" },
	{ "camlFoo__$zz", "Foo.$zz" },
	{ "camlFoo__$3", "Foo.$3" },
	{ "camlFoo____bar", "Foo..bar" },
	{ "camlfoo__bar", NULL },
	{ "caml_main", NULL },
	/* Java, as a JIT compiler's ELF files have it. */
	{ "Lcom/foo/Bar;meth(I)V", "com.foo.Bar.meth(int)" },
	{ "Lcom/foo/Bar;meth(I)", "com.foo.Bar.meth(int)" },
	{ "Lcom/foo/Bar;meth(IJZBCSFD[I[[J)Ljava/lang/Object;",
	  "com.foo.Bar.meth(int, long, boolean, byte, char, short, float, double, int[], "
	  "long[][])" },
	{ "La/b;c(Ld/e;)Lf/g;", "a.b.c(d.e)" },
	{ "Lcom/foo/Bar;<init>()V", "com.foo.Bar<init>()" },
	{ "Lfoo;bar([Lx;I)V", "foo.bar(x[], int)" }, /* perf: (x, int[]) */
	{ "Lfoo;bar(Lx)V", NULL },
	{ "Lfoo;bar(I", NULL },
	{ "Lfoo;a/b(I)V", NULL },
	{ "Ljava/lang/Object;", NULL },
	{ "Lcom/foo/Bar.meth(I)V", NULL },
	{ "LBB0_1", NULL },
	{ "L1", NULL },
	/* D, which perf does not know. */
	{ "_D8demangle4testFAiYv", "demangle.test(int[], ...)" },
	{ "_Dx", NULL },
	{ "_Dmain", "D main" },
	{ "_D3foo3barFiZv", "foo.bar(int)" },
	/* PLT entries. */
	{ "_Znwm@plt", "operator new@plt" },
	{ "malloc@plt", NULL },
};

START_TEST(a_name_is_shown_as_perf_shows_it)
{
	AUTO(freep) char *shown = demangle(names[_i].name);

	if (!demangle_available() && names[_i].name[0] == '_')
		return;
	if (names[_i].shown) {
		ck_assert_ptr_nonnull(shown);
		ck_assert_str_eq(shown, names[_i].shown);
	} else {
		ck_assert_msg(!shown, "%s became %s", names[_i].name, shown ? shown : "");
	}
}
END_TEST

/* f<p<a, a>, p<p<a, a>, p<a, a> >, ...>: each argument has the one before it twice. */
START_TEST(a_name_made_to_explode_stays_as_it_is)
{
	static const char digits[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
	AUTO(freep) char *shown = NULL;
	char name[1024];
	size_t len = (size_t)snprintf(name, sizeof(name), "_Z1fI1pI1aS1_E");

	for (int i = 2; i < _i; i++)
		len += (size_t)snprintf(name + len, sizeof(name) - len, "S0_IS%c_S%c_E", digits[i],
		                        digits[i]);
	snprintf(name + len, sizeof(name) - len, "Evv");

	shown = demangle(name);
	if (_i <= 4 && demangle_available())
		ck_assert_msg(shown && strstarts(shown, "f<p<a, a>, "), "%s became %s", name,
		              shown);
	else
		ck_assert_ptr_null(shown);
}
END_TEST

TCase *demangle_tests(void)
{
	TCase *tc = tcase_create("demangle");

	tcase_add_loop_test(tc, a_name_is_shown_as_perf_shows_it, 0,
	                    sizeof(names) / sizeof(names[0]));
	tcase_add_loop_test(tc, a_name_made_to_explode_stays_as_it_is, 3, 5);
	tcase_add_loop_test(tc, a_name_made_to_explode_stays_as_it_is, 30, 32);
	return tc;
}
