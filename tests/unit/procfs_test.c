/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <check.h>
#include <linux/btf.h>
#include <string.h>
#include <sys/mman.h>

#include "common/base/err.h"
#include "common/base/sysroot.h"
#include "common/kernel/btf.h"
#include "common/kernel/clocks.h"
#include "common/kernel/kallsyms.h"
#include "common/kernel/proc_maps.h"
#include "common/kernel/proc_task.h"

static const struct {
	const char *line;
	bool valid;
	struct proc_map map;
	const char *path;
} maps[] = {
	{ "00400000-0040c000 r-xp 00001000 fd:01 41038                              /sbin/init",
	  true,
	  { 0x400000, 0x40c000, 0x1000, 41038, PROT_READ | PROT_EXEC, MAP_PRIVATE, 0xfd, 1 },
	  "/sbin/init" },
	{ "7f00-7f01 rw-s 0 00:0f 18446744073709551615 /dev/shm/a b (deleted)",
	  true,
	  { 0x7f00, 0x7f01, 0, UINT64_MAX, PROT_READ | PROT_WRITE, MAP_SHARED, 0, 0xf },
	  "/dev/shm/a b (deleted)" },
	{ "ffffffffff600000-ffffffffff601000 --xp 00000000 00:00 0                  [vsyscall]",
	  true,
	  { 0xffffffffff600000, 0xffffffffff601000, 0, 0, PROT_EXEC, MAP_PRIVATE },
	  "[vsyscall]" },
	{ "1-2 ---p 0 0:0 0", true, { 1, 2, 0, 0, 0, MAP_PRIVATE }, "" },
	{ "1-2 ---p 0 0:0 0 ", true, { 1, 2, 0, 0, 0, MAP_PRIVATE }, "" },
	{ "", false, { 0 }, "" },
	{ "2-1 ---p 0 0:0 0", false, { 0 }, "" }, /* ends before it starts */
	{ "1-2 ---p 0 0:0 x", false, { 0 }, "" }, /* no inode */
	{ "1-2 --", false, { 0 }, "" },           /* cut short */
	{ "1-2 ---p 0 0:0 99999999999999999999", false, { 0 }, "" },
	{ "11111111111111111-2 ---p 0 0:0 0", false, { 0 }, "" }, /* 17 digits */
	{ "-2 ---p 0 0:0 0", false, { 0 }, "" },
};

START_TEST(a_line_of_maps_is_a_mapping)
{
	struct proc_map map = { .start = 99 };

	ck_assert_int_eq(proc_map_parse(str_of(maps[_i].line), &map), maps[_i].valid);
	if (!maps[_i].valid) {
		ck_assert_uint_eq(map.start, 99);
		return;
	}
	ck_assert_uint_eq(map.start, maps[_i].map.start);
	ck_assert_uint_eq(map.end, maps[_i].map.end);
	ck_assert_uint_eq(map.pgoff, maps[_i].map.pgoff);
	ck_assert_uint_eq(map.ino, maps[_i].map.ino);
	ck_assert_uint_eq(map.prot, maps[_i].map.prot);
	ck_assert_uint_eq(map.flags, maps[_i].map.flags);
	ck_assert_uint_eq(map.maj, maps[_i].map.maj);
	ck_assert_uint_eq(map.min, maps[_i].map.min);
	ck_assert(str_is(map.path, maps[_i].path));
}
END_TEST

#define STAT_REST " S 7 900 900 0 -1 4194304 1 1 1 1 1 1 1 1 20 0 3 0 5"

static const struct {
	const char *stat;
	bool valid, is_kthread;
	const char *comm;
} tasks[] = {
	{ "900 (bash)" STAT_REST, true, false, "bash" },
	{ "900 (a (b) c)" STAT_REST, true, false, "a (b) c" },
	{ "900 (a\nb)" STAT_REST, true, false, "a\nb" },
	{ "900 ()" STAT_REST, true, false, "" },
	{ "2 (kworker/R-rcu_gp_long) I 7 0 0 0 -1 2129984 0 0 0 0 0 0 0 0 0 -20 3 0 5", true, true,
	  "kworker/R-rcu_g" },
	{ "900 (bash S 1", false, false, "" },
	{ "900 )bash(" STAT_REST, false, false, "" },
	{ "900 (bash)", false, false, "" },
	{ "900 (bash) S 7 900", false, false, "" },
	{ "900 (bash) S x 900 900 0 -1 4194304 1 1 1 1 1 1 1 1 20 0 3 0 5", false, false, "" },
	{ "900 (bash) S 4294967295 9 9 0 -1 4194304 1 1 1 1 1 1 1 1 20 0 3 0 5", false, false, "" },
	{ "", false, false, "" },
};

START_TEST(a_stat_file_tells_of_a_task)
{
	struct proc_task task;

	ck_assert_int_eq(proc_task_parse(str_of(tasks[_i].stat), &task), tasks[_i].valid);
	if (!tasks[_i].valid)
		return;
	ck_assert_str_eq(task.comm, tasks[_i].comm);
	ck_assert_int_eq(task.is_kthread, tasks[_i].is_kthread);
	ck_assert_int_eq(task.ppid, 7);
	ck_assert_uint_eq(task.nr_threads, 3);
}
END_TEST

static const struct {
	const char *line;
	bool valid;
	uint64_t addr;
	const char *name, *module;
} symbols[] = {
	{ "ffffffff81000000 T _text", true, 0xffffffff81000000, "_text", "" },
	{ "ffffffffc0a1b000 t ext4_init\t[ext4]", true, 0xffffffffc0a1b000, "ext4_init", "ext4" },
	{ "0000000000000000 A fixed_percpu_data", true, 0, "fixed_percpu_data", "" },
	{ "ffffffff81000000 TT _text", false, 0, "", "" },
	{ "ffffffff81000000 T ", false, 0, "", "" },
	{ "x T _text", false, 0, "", "" },
	{ "", false, 0, "", "" },
};

START_TEST(a_line_of_kallsyms_is_a_symbol)
{
	struct kallsyms_line line;

	ck_assert_int_eq(kallsyms_line_parse(str_of(symbols[_i].line), &line), symbols[_i].valid);
	if (!symbols[_i].valid)
		return;
	ck_assert_uint_eq(line.addr, symbols[_i].addr);
	ck_assert(str_is(line.name, symbols[_i].name));
	ck_assert(str_is(line.module, symbols[_i].module));
}
END_TEST

START_TEST(kallsyms_tells_where_the_kernel_is)
{
	static const struct sysroot server = { .root = TEST_DATA "/sysroot-server" };
	struct kallsyms_facts facts;
	struct err err = { 0 };

	ck_assert_int_eq(kallsyms_facts_read(&server, &facts, &err), 0);
	ck_assert_uint_eq(facts.text, 0xffffffff9a000000);
	ck_assert_str_eq(facts.text_name, "_text");
	/* By way of iomem on x86 (0x24f2040 - 0x1000000 + _text), and in kallsyms itself. */
	ck_assert_uint_eq(facts.end, 0xffffffff9b4f2040);
}
END_TEST

/* BTF of: int, struct s { int a; }, FUNC_PROTO, FUNC "handler". */
struct blob {
	struct btf_header header;
	struct btf_type integer;
	uint32_t integer_bits;
	struct btf_type structure;
	struct btf_member member;
	struct btf_type proto, func;
	char strings[32];
};

static struct blob blob(void)
{
	struct blob b = {
		.header = { .magic = BTF_MAGIC,
		            .version = 1,
		            .hdr_len = sizeof(struct btf_header) },
		.integer = { .name_off = 1, .info = BTF_KIND_INT << 24, .size = 4 },
		.structure = { .name_off = 5, .info = BTF_KIND_STRUCT << 24 | 1, .size = 4 },
		.proto = { .info = BTF_KIND_FUNC_PROTO << 24 },
		.func = { .name_off = 7, .info = (uint32_t)BTF_KIND_FUNC << 24 },
		.strings = "\0int\0s\0handler",
	};

	b.header.type_len = offsetof(struct blob, strings) - offsetof(struct blob, integer);
	b.header.str_off = b.header.type_len;
	b.header.str_len = sizeof(b.strings);
	return b;
}

static const struct {
	uint32_t id;
	const char *name;
} types[] = { { 1, "int" }, { 2, "s" }, { 3, "" }, { 4, "handler" }, { 5, "" }, { 0, "" } };

START_TEST(a_btf_type_has_a_name)
{
	struct blob b = blob();

	ck_assert(str_is(btf_type_name(&b, sizeof(b), types[_i].id), types[_i].name));
}
END_TEST

START_TEST(broken_btf_has_no_names)
{
	struct blob b = blob();

	for (size_t len = 0; len < offsetof(struct blob, strings) + 15; len++)
		ck_assert_uint_eq(btf_type_name(&b, len, 4).len, 0);
	b.func.name_off = 1000;
	ck_assert_uint_eq(btf_type_name(&b, sizeof(b), 4).len, 0);
	b.header.magic = 0;
	ck_assert_uint_eq(btf_type_name(&b, sizeof(b), 1).len, 0);
}
END_TEST

static const struct {
	const char *name;
	int result;
	clockid_t clock;
} clocks[] = {
	{ "mono", 0, CLOCK_MONOTONIC },
	{ "CLOCK_MONOTONIC_RAW", 0, CLOCK_MONOTONIC_RAW },
	{ "Realtime", 0, CLOCK_REALTIME },
	{ "clock_boot", 0, CLOCK_BOOTTIME },
	{ "11", 0, CLOCK_TAI },
	{ "sundial", -EINVAL, 0 },
	{ "", -EINVAL, 0 },
	{ "CLOCK_", -EINVAL, 0 },
};

START_TEST(clocks_go_by_name)
{
	struct err err = { 0 };
	clockid_t clock = -1;

	ck_assert_int_eq(clock_parse(clocks[_i].name, &clock, &err), clocks[_i].result);
	ck_assert_int_eq(clock, clocks[_i].result ? -1 : clocks[_i].clock);
}
END_TEST

#define NR(table) (int)(sizeof(table) / sizeof((table)[0]))

TCase *procfs_tests(void)
{
	TCase *tc = tcase_create("procfs");

	tcase_add_loop_test(tc, a_line_of_maps_is_a_mapping, 0, NR(maps));
	tcase_add_loop_test(tc, a_stat_file_tells_of_a_task, 0, NR(tasks));
	tcase_add_loop_test(tc, a_line_of_kallsyms_is_a_symbol, 0, NR(symbols));
	tcase_add_test(tc, kallsyms_tells_where_the_kernel_is);
	tcase_add_loop_test(tc, a_btf_type_has_a_name, 0, NR(types));
	tcase_add_test(tc, broken_btf_has_no_names);
	tcase_add_loop_test(tc, clocks_go_by_name, 0, NR(clocks));
	return tc;
}
