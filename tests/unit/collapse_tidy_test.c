/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <check.h>

#include "common/base/outbuf.h"
#include "script/collapse/tidy.h"

#define NR(array) (sizeof(array) / sizeof((array)[0]))

enum { JAVA = 1, KERNEL = 2, JIT = 4, ADDRS = 8 };

/* names: as folded, ';' between them. */
static const struct {
	const char *func, *mod;
	unsigned flags;
	const char *names;
} cases[] = {
	{ "main", "/bin/x", 0, "main" },
	{ "f(int, char)", "/bin/x", 0, "f" },
	{ "(anonymous namespace)::f(int)", "/bin/x", 0, "(anonymous namespace)::f" },
	{ "g(anonymous namespace)(", "/bin/x", 0, "g(anonymous namespace)" },
	{ "net/http.(*Client).Do", "/bin/x", 0, "net/http.(*Client).Do" },
	{ "net/http.(*Client)", "/bin/x", 0, "net/http." },
	{ "a.().b(c)", "/bin/x", 0, "a.().b(c)" },
	{ "RegExp:[&<>\"']", "/tmp/perf-1.map", 0, "RegExp:[&<>]" },
	{ "a;b;c", "/bin/x", 0, "a:b:c" },
	/* Java: only with a package, only in its own processes */
	{ "Lorg/foo/Bar;::call", "/tmp/perf-1.map", JAVA, "org/foo/Bar:::call" },
	{ "Lorg/foo/Bar;.<init>(Ljava/lang/X;)V", "/tmp/perf-1.map", JAVA, "org/foo/Bar:.<init>" },
	{ "Lorg/foo/Bar;::call", "/tmp/perf-1.map", 0, "Lorg/foo/Bar:::call" },
	{ "LockFile", "/bin/x", JAVA, "LockFile" },
	{ "Lock(a/b)", "/bin/x", JAVA, "Lock" },
	{ "'L/a", "/bin/x", JAVA, "/a" },
	/* inlined functions, in one line */
	{ "a->b->c", "/bin/x", 0, "a;b_[i];c_[i]" },
	{ "a->b_[i]", "/bin/x", 0, "a;b_[i]" },
	{ "operator->()", "/bin/x", 0, "operator;_[i]" },
	{ "a->->b", "/bin/x", 0, "a;_[i];b_[i]" },
	{ "->a", "/bin/x", 0, ";a_[i]" },
	{ "a->", "/bin/x", 0, "a" },
	/* unknown */
	{ "[unknown]", "/lib/libc.so.6", 0, "[libc.so.6]" },
	{ "[unknown]", "[unknown]", 0, "[unknown]" },
	{ "[unknown]", "[unknown]", ADDRS, "[unknown <7f12>]" },
	{ "[unknown]", "/lib/libc.so.6", ADDRS, "[libc.so.6 <7f12>]" },
	{ "[unknown]", "/a/x (deleted)", 0, "[x " },
	{ "[unknown]", "/a/", 0, "[]" },
	{ "[unknown]", "[kernel.kallsyms]", KERNEL, "[[kernel.kallsyms]]_[k]" },
	{ "a->[unknown]", "/bin/x", 0, "a;[x]_[i]" },
	/* annotations */
	{ "do_x", "[kernel.kallsyms]", KERNEL | JIT, "do_x_[k]" },
	{ "do_x", "[kernel.kallsyms]", JIT, "do_x" },
	{ "do_x", "/usr/lib/debug/vmlinux", KERNEL, "do_x_[k]" },
	{ "do_x", "/usr/lib/debug/vmlinux.gz", KERNEL, "do_x" },
	{ "do_x", "[unknown]", KERNEL, "do_x" },
	{ "x", "/tmp/perf-12.map", KERNEL | JIT, "x_[j]" },
	{ "x", "/tmp/perf-.map", JIT, "x" },
	{ "x", "/tmp/perf-1xmap", JIT, "x" },
	{ "x_[j]", "/tmp/perf-12.map", JIT, "x_[j]" },
	{ "a->b", "/tmp/perf-12.map", JIT, "a_[j];b_[i]" },
	/* nothing is left of these */
	{ "", "/bin/x", 0, NULL },
	{ "->->", "/bin/x", 0, NULL },
};

START_TEST(names_are_tidied_as_perl_does)
{
	struct tidy_opts opts = { .kernel = cases[_i].flags & KERNEL,
		                  .jit = cases[_i].flags & JIT,
		                  .addrs = cases[_i].flags & ADDRS };
	struct tidy tidy = { .func = str_of(cases[_i].func),
		             .mod = str_of(cases[_i].mod),
		             .pc = STR("7f12"),
		             .java = cases[_i].flags & JAVA };
	struct outbuf out = { 0 };

	ck_assert_int_eq(tidy_next(&tidy, &opts, &out), cases[_i].names != NULL);
	if (cases[_i].names) {
		do
			outbuf_char(&out, ';');
		while (tidy_next(&tidy, &opts, &out));
		out.data[out.len - 1] = '\0';
		ck_assert_str_eq(out.data, cases[_i].names);
	}
	outbuf_done(&out);
}
END_TEST

static const struct {
	const char *line, *added;
} sources[] = {
	{ "  file.cpp:137", ":file.cpp:137" },
	{ "libc-2.33.so[27b25]", ":libc-2.33.so" },
	{ "[kernel][ffff]", "" },
	{ "", "" },
	{ " \t ", "" },
	{ "a[b]c[d] ", ":ac" },
	{ "a[b", ":a[b" },
	{ "[x] a [y]", ":a" },
};

START_TEST(source_lines_lose_brackets_and_blanks)
{
	struct outbuf out = { 0 };

	outbuf_str(&out, "f");
	tidy_source(str_of(sources[_i].line), &out);
	outbuf_char(&out, '\0');
	ck_assert_str_eq(out.data + 1, sources[_i].added);
	outbuf_done(&out);
}
END_TEST

static const struct {
	const char *mod;
	bool may;
} mods[] = {
	{ "/bin/x", true },
	{ "[kernel.kallsyms]", false },
	{ "/tmp/perf-12.map", false },
	{ "/x/perf-12map", false },
	{ "/x/perf-1map", true },
	{ "/x/perf-12_map", false },
	{ "/x/perf-.map", true },
	{ "/x/kernel.so", false },
	{ "[vdso]", false },
	{ "[]", true },
	{ "[[]", false },
	{ "inlined", true },
};

START_TEST(kernels_and_perf_maps_are_not_asked_for_inlines)
{
	ck_assert_int_eq(mod_may_have_inlines(str_of(mods[_i].mod)), mods[_i].may);
}
END_TEST

TCase *collapse_tidy_tests(void)
{
	TCase *tc = tcase_create("collapse_tidy");

	tcase_add_loop_test(tc, names_are_tidied_as_perl_does, 0, NR(cases));
	tcase_add_loop_test(tc, source_lines_lose_brackets_and_blanks, 0, NR(sources));
	tcase_add_loop_test(tc, kernels_and_perf_maps_are_not_asked_for_inlines, 0, NR(mods));
	return tc;
}
