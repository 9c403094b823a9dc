/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <check.h>
#include <elf.h>
#include <stdio.h>
#include <string.h>

#include "common/base/mem.h"
#include "common/object/demangle.h"
#include "common/object/symtab.h"

#define NR_MAX 6

struct in {
	uint64_t start, size;
	const char *name;
	uint8_t binding;
};

#define L STB_LOCAL
#define G STB_GLOBAL
#define W STB_WEAK

/* The winners are what perf 6.1 shows for ELF files with these symbols. */
static const struct {
	struct in in[NR_MAX];
	uint64_t addr;
	const char *name; /* NULL: none */
	uint64_t start;
} finds[] = {
	/* One address. */
	{ { { 0x10, 16, "zglobal", G }, { 0x10, 16, "alocal", L } }, 0x14, "zglobal", 0x10 },
	{ { { 0x10, 16, "weak", W }, { 0x10, 16, "local", L } }, 0x14, "local", 0x10 },
	{ { { 0x10, 16, "a_weak", W }, { 0x10, 16, "z_glob", G } }, 0x14, "z_glob", 0x10 },
	{ { { 0x10, 16, "__u2", G }, { 0x10, 16, "_u1", G }, { 0x10, 16, "u0", G } },
	  0x14,
	  "u0",
	  0x10 },
	{ { { 0x10, 8, "sh", L }, { 0x10, 16, "shl", L } }, 0x14, "shl", 0x10 },
	{ { { 0x10, 4, "lsm", L }, { 0x10, 16, "lbg", L } }, 0x12, "lsm", 0x10 },
	{ { { 0x10, 4, "lsm", L }, { 0x10, 16, "lbg", L } }, 0x14, NULL, 0 },
	{ { { 0x10, 0, "zz0", G }, { 0x10, 4, "__w4", W } }, 0x12, "__w4", 0x10 },
	/* Sizes that are not known: up to the next one, and before doubles are dropped. */
	{ { { 0x10, 0, "a", L }, { 0x50, 4, "b", L } }, 0x4f, "a", 0x10 },
	{ { { 0x10, 0, "longer", L }, { 0x10, 0, "b", L }, { 0x50, 4, "c", L } }, 0x4f, "b", 0x10 },
	{ { { 0x10, 8, "aaa", L }, { 0x10, 0, "bbbbbbb", L }, { 0x50, 4, "c", L } },
	  0x4f,
	  "bbbbbbb",
	  0x10 },
	{ { { 0x1d7, 0, "last", L } }, 0x1fff, "last", 0x1d7 },
	{ { { 0x1d7, 0, "last", L } }, 0x2000, NULL, 0 },
	{ { { 0x1000, 0, "last", L } }, 0x1fff, "last", 0x1000 },
	{ { { 0x1000, 0, "last", L } }, 0x2000, NULL, 0 },
	/* Gaps and nesting; perf loses the outer symbol behind an inner one. */
	{ { { 0x10, 4, "a", L }, { 0x20, 4, "b", L } }, 0x14, NULL, 0 },
	{ { { 0x10, 4, "a", L }, { 0x20, 4, "b", L } }, 0xf, NULL, 0 },
	{ { { 0x10, 64, "out", L }, { 0x20, 16, "in", L } }, 0x2f, "in", 0x20 },
	{ { { 0x10, 64, "out", L }, { 0x20, 16, "in", L } }, 0x30, "out", 0x10 },
	{ { { 0x10, 64, "out", L }, { 0x20, 4, "in", L }, { 0x28, 4, "in2", L } },
	  0x2c,
	  "out",
	  0x10 },
	{ { { 0x10, 32, "over1", L }, { 0x20, 32, "over2", L } }, 0x38, "over2", 0x20 },
	/* The ends of the address space. */
	{ { { UINT64_MAX - 8, 0, "top", L } }, UINT64_MAX - 1, "top", UINT64_MAX - 8 },
	{ { { 0x10, UINT64_MAX - 0x10, "huge", L } }, 0x7fffffffffff, "huge", 0x10 },
	{ { { UINT64_MAX - 8, 100, "wraps", L } }, UINT64_MAX - 1, "wraps", UINT64_MAX - 8 },
};

static struct symtab *table_of(const struct in *in, size_t nr)
{
	AUTO(symtab_builder_freep) struct symtab_builder *b = symtab_builder_new();

	for (size_t i = 0; i < nr && in[i].name; i++) {
		uint64_t end = in[i].start + in[i].size;

		symtab_builder_add(b, in[i].start, end < in[i].start ? UINT64_MAX : end, in[i].name,
		                   in[i].binding, STT_FUNC);
	}
	return symtab_build(b);
}

START_TEST(an_address_has_the_name_that_perf_shows)
{
	AUTO(symtab_freep) struct symtab *t = table_of(finds[_i].in, NR_MAX);
	const struct symbol *found = symtab_find(t, finds[_i].addr);

	if (!finds[_i].name) {
		ck_assert_msg(!found, "found %s", found ? found->name : "");
		return;
	}
	ck_assert_ptr_nonnull(found);
	ck_assert_str_eq(found->name, finds[_i].name);
	ck_assert_uint_eq(found->start, finds[_i].start);
	ck_assert_uint_gt(found->end, finds[_i].addr);
	ck_assert_ptr_eq(symtab_find(t, finds[_i].addr), found);
}
END_TEST

START_TEST(unsorted_symbols_are_found_wherever_they_are)
{
	enum { NR = 5000 };
	AUTO(symtab_builder_freep) struct symtab_builder *b = symtab_builder_new();
	AUTO(symtab_freep) struct symtab *t = NULL;
	uint64_t starts[NR];
	uint64_t random = 88172645463325252u;
	char name[32];

	for (size_t i = 0; i < NR; i++) {
		random ^= random << 13;
		random ^= random >> 7;
		random ^= random << 17;
		/* Two far clusters: most buckets are empty, some are full. */
		starts[i] = (random & 1 ? 0xffffffff81000000u : 0x1000u) +
		            ((random >> 8) % 0x100000) * 64;
		snprintf(name, sizeof(name), "f%016llx", (unsigned long long)starts[i]);
		symtab_builder_add(b, starts[i], starts[i] + 32, name, STB_GLOBAL, STT_FUNC);
	}
	t = symtab_build(b);

	for (size_t i = 1; i < symtab_size(t); i++)
		ck_assert_uint_lt(symtab_at(t, i - 1)->start, symtab_at(t, i)->start);
	for (size_t i = 0; i < NR; i++) {
		const struct symbol *found = symtab_find(t, starts[i] + 31);

		snprintf(name, sizeof(name), "f%016llx", (unsigned long long)starts[i]);
		ck_assert_ptr_nonnull(found);
		ck_assert_str_eq(found->name, name);
		ck_assert_ptr_null(symtab_find(t, starts[i] + 32));
		ck_assert_ptr_eq(symtab_find_name(t, name), found);
	}
	ck_assert_ptr_null(symtab_find_name(t, "nobody"));
}
END_TEST

START_TEST(an_empty_table_knows_nothing)
{
	AUTO(symtab_freep) struct symtab *t = table_of(NULL, 0);

	ck_assert_uint_eq(symtab_size(t), 0);
	ck_assert_ptr_null(symtab_find(t, 0));
	ck_assert_ptr_null(symtab_find(t, UINT64_MAX));
	ck_assert_ptr_null(symtab_find_name(t, ""));
}
END_TEST

START_TEST(no_symbol_reaches_into_another_region)
{
	AUTO(symtab_builder_freep) struct symtab_builder *b = symtab_builder_new();
	AUTO(symtab_freep) struct symtab *t = NULL;

	symtab_builder_add(b, 0x5000, 0, "kernel", STB_GLOBAL, STT_FUNC);
	symtab_builder_set_region(b, 1);
	symtab_builder_add(b, 0xc0000000, 0, "module", STB_GLOBAL, STT_FUNC);
	t = symtab_build(b);

	ck_assert_str_eq(symtab_find(t, 0x5fff)->name, "kernel");
	ck_assert_ptr_null(symtab_find(t, 0x6000));
	ck_assert_str_eq(symtab_find(t, 0xc0000fff)->name, "module");
}
END_TEST

START_TEST(names_are_compared_as_they_are_shown)
{
	AUTO(symtab_builder_freep) struct symtab_builder *b = symtab_builder_new();
	AUTO(symtab_freep) struct symtab *t = NULL;

	if (!demangle_available())
		return;
	symtab_builder_set_demangle(b, true);
	/* "foo::foo" and "operator new": the second is longer, and neither starts with "_". */
	symtab_builder_add(b, 0x10, 0x20, "_ZN3fooC2Ei", STB_GLOBAL, STT_FUNC);
	symtab_builder_add(b, 0x10, 0x20, "_Znwm", STB_GLOBAL, STT_FUNC);
	t = symtab_build(b);
	ck_assert_str_eq(symtab_find(t, 0x10)->name, "operator new");
	ck_assert_ptr_nonnull(symtab_find_name(t, "_ZN3fooC2Ei"));
}
END_TEST

TCase *symtab_tests(void)
{
	TCase *tc = tcase_create("symtab");

	tcase_add_loop_test(tc, an_address_has_the_name_that_perf_shows, 0,
	                    sizeof(finds) / sizeof(finds[0]));
	tcase_add_test(tc, unsorted_symbols_are_found_wherever_they_are);
	tcase_add_test(tc, an_empty_table_knows_nothing);
	tcase_add_test(tc, no_symbol_reaches_into_another_region);
	tcase_add_test(tc, names_are_compared_as_they_are_shown);
	return tc;
}
