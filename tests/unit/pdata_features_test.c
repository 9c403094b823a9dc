/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/arena.h"
#include "common/base/cursor.h"
#include "common/base/err.h"
#include "common/base/outbuf.h"
#include "common/perfdata/features.h"

#define NR(table) (sizeof(table) / sizeof((table)[0]))

static const uint64_t ids[] = { 7, 8 };
static const uint64_t blocks[] = { 0xffffff, 1 };
static struct feature_cpu_place places[] = { { 0, 0, 0 }, { 1, 0, 1 } };

/* A machine of two cpus with something of everything. */
static void fill(struct features *f)
{
	struct feature_pmu_caps *caps;

	f->nr_cpus_avail = 2;
	f->nr_cpus_online = 1;
	f->hostname = "vm";
	f->osrelease = "6.1.0";
	f->version = "0.1";
	f->arch = "x86_64";
	f->cpudesc = "";
	f->cpuid = "a string of 64 bytes needs a second block for its NUL at the end";
	f->total_mem_kb = 123456789012;
	vec_push(&f->cmdline, "prof");
	vec_push(&f->cmdline, "it's");
	vec_push(&f->events,
	         (struct feature_event_desc){
			 { .type = 1, .size = 128, .config = 0x1a }, "task-clock", ids, 2 });
	vec_push(&f->events,
	         (struct feature_event_desc){ { .type = 1, .size = 128 }, "x", ids, 0 });
	vec_push(&f->cpu_topology.core_siblings, "0-1");
	vec_push(&f->cpu_topology.thread_siblings, "0");
	vec_push(&f->cpu_topology.thread_siblings, "1");
	vec_push(&f->cpu_topology.die_siblings, "0-1");
	f->cpu_topology.places = places;
	f->cpu_topology.has_dies = true;
	vec_push(&f->numa_nodes, (struct feature_numa_node){ 3, 2000, 1000, "0-1" });
	vec_push(&f->pmus.types, 6);
	vec_push(&f->pmus.names, "kprobe");
	vec_push(&f->pmus.types, 1);
	vec_push(&f->pmus.names, "software");
	vec_push(&f->groups, (struct feature_group){ "{anon_group}", 0, 2 });
	vec_push(&f->groups, (struct feature_group){ "g", 1, 1 });
	vec_push(&f->caches, (struct feature_cache){ 1, 64, 64, 8, "Data", "32K", "0" });
	f->first_sample_ns = 1000001;
	f->last_sample_ns = 2000000999;
	f->mem_block_bytes = 1 << 27;
	vec_push(&f->mem_nodes, (struct feature_mem_node){ 0, 65, blocks });
	f->clockid_res_ns = 1;
	f->dir_version = 1;
	f->compressed.version = 1;
	f->compressed.type = 1;
	f->compressed.level = 3;
	f->compressed.ratio = 12;
	caps = vec_add(&f->cpu_pmu_caps);
	vec_push(&caps->names, "branches");
	vec_push(&caps->values, "32");
	vec_push(&caps->names, "pmu_name");
	vec_push(&caps->values, "icelake");
	caps = vec_add(&f->pmu_caps);
	caps->pmu = "cpu_atom";
	f->clock_data.version = 1;
	f->clock_data.clockid = 1;
	f->clock_data.wall_clock_ns = 1700000000123456789;
	f->clock_data.clockid_time_ns = 5000000001;
	vec_push(&f->hybrid_names, "cpu_core");
	vec_push(&f->hybrid_cpus, "0-7");
}

static const struct {
	enum feature_bit bit;
	const char *full, *brief; /* brief NULL: the same */
} texts[] = {
	{ FEATURE_NRCPUS, "# nrcpus online : 1\n# nrcpus avail : 2\n", NULL },
	{ FEATURE_HOSTNAME, "# hostname : vm\n", NULL },
	{ FEATURE_OSRELEASE, "# os release : 6.1.0\n", NULL },
	{ FEATURE_VERSION, "# perf version : 0.1\n", NULL },
	{ FEATURE_ARCH, "# arch : x86_64\n", NULL },
	{ FEATURE_CPUDESC, "# cpudesc : \n", NULL },
	{ FEATURE_CPUID,
	  "# cpuid : a string of 64 bytes needs a second block for its NUL at the end\n", NULL },
	{ FEATURE_TOTAL_MEM, "# total memory : 123456789012 kB\n", NULL },
	{ FEATURE_CMDLINE, "# cmdline : prof it\\'s \n", NULL },
	{ FEATURE_EVENT_DESC,
	  "# event : name = task-clock, , id = { 7, 8 }, type = 1, size = 128, config = 0x1a\n"
	  "# event : name = x, , type = 1, size = 128\n",
	  NULL },
	{ FEATURE_CPU_TOPOLOGY,
	  "# sibling sockets : 0-1\n# sibling dies    : 0-1\n# sibling threads : 0\n"
	  "# sibling threads : 1\n# CPU 0: Core ID 0, Die ID 0, Socket ID 0\n"
	  "# CPU 1: Core ID 1, Die ID 1, Socket ID 0\n",
	  "# CPU_TOPOLOGY info available, use -I to display\n" },
	{ FEATURE_NUMA_TOPOLOGY,
	  "# node3 meminfo  : total = 2000 kB, free = 1000 kB\n# node3 cpu list : 0-1\n",
	  "# NUMA_TOPOLOGY info available, use -I to display\n" },
	{ FEATURE_BRANCH_STACK, "# contains samples with branch stack\n", NULL },
	{ FEATURE_PMU_MAPPINGS, "# pmu mappings: kprobe = 6, software = 1\n", NULL },
	{ FEATURE_GROUP_DESC, "# group: {task-clock,x}\n# group: g{x}\n", NULL },
	{ FEATURE_STAT, "# contains stat data\n", NULL },
	{ FEATURE_CACHE, "# CPU cache info:\n#  L1 Data                 32K [0]\n",
	  "# CACHE info available, use -I to display\n" },
	{ FEATURE_SAMPLE_TIME,
	  "# time of first sample : 0.001000\n# time of last sample : 2.000000\n"
	  "# sample duration :   1999.001 ms\n",
	  NULL },
	{ FEATURE_MEM_TOPOLOGY,
	  "# memory nodes (nr 1, block size 0x8000000):\n#    0 [3G]: 0-23,64\n",
	  "# MEM_TOPOLOGY info available, use -I to display\n" },
	{ FEATURE_CLOCKID, "# clockid frequency: 1000 MHz\n", NULL },
	{ FEATURE_DIR_FORMAT, "# directory data version : 1\n", NULL },
	{ FEATURE_COMPRESSED, "# compressed : Zstd, level = 3, ratio = 12\n", NULL },
	{ FEATURE_CPU_PMU_CAPS, "# cpu pmu capabilities: branches=32, pmu_name=icelake\n", NULL },
	{ FEATURE_CLOCK_DATA,
	  "# clockid: monotonic (1)\n# reference time: 2023-11-14 22:13:20.123456 = "
	  "1700000000.123456 (TOD) = 5.000000001 (monotonic)\n",
	  NULL },
	{ FEATURE_HYBRID_TOPOLOGY, "# hybrid cpu system:\n# cpu_core cpu list : 0-7\n",
	  "# HYBRID_TOPOLOGY info available, use -I to display\n" },
	{ FEATURE_PMU_CAPS, "# cpu_atom pmu capabilities: not available\n", NULL },
};

static void assert_text(const struct features *f, enum feature_bit bit, bool full,
                        const char *expected)
{
	AUTO(outbuf_done) struct outbuf out = { 0 };

	feature_print(bit, f, full, &out);
	outbuf_char(&out, '\0');
	ck_assert_str_eq(out.data, expected);
}

/* What was written, read into *f, which needs NRCPUS (and EVENT_DESC for groups) before. */
static int read_written(enum feature_bit bit, const struct outbuf *bytes, size_t len,
                        struct arena *arena, struct features *f)
{
	struct err err = { 0 };
	/* Its own memory, so that a sanitizer sees each byte too far. */
	AUTO(freep) void *exact = xmemdup(bytes->data ? bytes->data : "", len);
	int r = feature_read(bit, cursor_of(exact, len), arena, f, &err);

	if (r < 0)
		ck_assert(err.msg[0] && r == -EBADMSG);
	return r;
}

START_TEST(a_feature_is_printed_after_writing_and_reading_as_perf_prints_it)
{
	AUTO(arena_freep) struct arena *arena = arena_new();
	AUTO(features_done) struct features from = { 0 }, to = { 0 };
	AUTO(outbuf_done) struct outbuf bytes = { 0 };
	enum feature_bit bit = texts[_i].bit;

	setenv("TZ", "UTC", 1);
	fill(&from);
	features_set(&from, bit);
	ck_assert(feature_is_written(bit, &from));
	feature_write(bit, &from, &bytes);
	to.nr_cpus_avail = bit == FEATURE_NRCPUS ? 0 : 2;
	if (bit == FEATURE_GROUP_DESC)
		for (size_t i = 0; i < from.events.len; i++)
			vec_push(&to.events, from.events.data[i]);
	ck_assert_int_eq(read_written(bit, &bytes, bytes.len, arena, &to), 0);
	assert_text(&to, bit, true, texts[_i].full);
	assert_text(&to, bit, false, texts[_i].brief ? texts[_i].brief : texts[_i].full);
}
END_TEST

START_TEST(a_feature_cut_anywhere_is_an_error_or_less_of_it)
{
	AUTO(features_done) struct features from = { 0 };
	AUTO(outbuf_done) struct outbuf bytes = { 0 };
	enum feature_bit bit = texts[_i].bit;

	fill(&from);
	features_set(&from, bit);
	feature_write(bit, &from, &bytes);
	for (size_t len = 0; len < bytes.len; len++) {
		AUTO(arena_freep) struct arena *arena = arena_new();
		AUTO(features_done) struct features to = { .nr_cpus_avail = 2 };
		AUTO(outbuf_done) struct outbuf out = { 0 };
		int r = read_written(bit, &bytes, len, arena, &to);

		/* Topologies of older perf end early. */
		ck_assert(r == -EBADMSG || bit == FEATURE_CPU_TOPOLOGY);
		ck_assert(features_has(&to, bit) == (r == 0));
		feature_print(bit, &to, true, &out);
	}
}
END_TEST

/* u32s, and what reading them as a feature says. */
static const struct {
	enum feature_bit bit;
	uint32_t words[8];
	size_t nr;
	const char *msg;
} hostile[] = {
	{ FEATURE_CMDLINE, { 1 << 30 }, 2, "CMDLINE: 1073741824 entries in 4 bytes" },
	{ FEATURE_CMDLINE, { 1, 1000 }, 2, "CMDLINE: word 0 is cut short" },
	{ FEATURE_CPU_TOPOLOGY, { 4096, 1, 1, 1 }, 4, "CPU_TOPOLOGY: 4096 entries in 12 bytes" },
	{ FEATURE_HOSTNAME, { UINT32_MAX }, 2, "HOSTNAME: the text is cut short after 8 bytes" },
	{ FEATURE_MEM_TOPOLOGY,
	  { 1, 0, 1, 0, 0, 0x10000000 },
	  6,
	  "MEM_TOPOLOGY: 1152921504606846976 nodes in 0 bytes" },
	{ FEATURE_CACHE, { 2, 0 }, 2, "CACHE: version 2, 1 is known" },
	{ FEATURE_BUILD_ID, { 0, 40 << 16 }, 3, "BUILD_ID: id 0 claims 40 bytes, 12 are left" },
	{ FEATURE_BUILD_ID, { 0, 7 << 16 }, 3, "BUILD_ID: id 0 claims 7 bytes, 12 are left" },
	{ FEATURE_PMU_CAPS, { 3, 1, 0 }, 3, "PMU_CAPS: 3 entries in 8 bytes" },
};

START_TEST(counts_and_sizes_are_checked_before_they_are_believed)
{
	AUTO(arena_freep) struct arena *arena = arena_new();
	AUTO(features_done) struct features f = { 0 };
	struct err err = { 0 };
	struct cursor c = cursor_of(hostile[_i].words, hostile[_i].nr * sizeof(uint32_t));

	ck_assert_int_eq(feature_read(hostile[_i].bit, c, arena, &f, &err), -EBADMSG);
	ck_assert_str_eq(err.msg, hostile[_i].msg);
	ck_assert(!features_has(&f, hostile[_i].bit));
}
END_TEST

START_TEST(build_ids_keep_their_size_and_mode)
{
	AUTO(arena_freep) struct arena *arena = arena_new();
	AUTO(features_done) struct features from = { 0 }, to = { 0 };
	AUTO(outbuf_done) struct outbuf bytes = { 0 };
	const struct feature_build_id md5 = { 2, -1, { 1, 2, 3 }, 16, "/lib/a.so" };
	const struct feature_build_id sha1 = { 1, 42, { 9, 8, 7 }, 20, "[kernel.kallsyms]" };

	vec_push(&from.build_ids, md5);
	vec_push(&from.build_ids, sha1);
	features_set(&from, FEATURE_BUILD_ID);
	feature_write(FEATURE_BUILD_ID, &from, &bytes);
	ck_assert_uint_eq(bytes.len, 2 * 100);
	ck_assert_int_eq(read_written(FEATURE_BUILD_ID, &bytes, bytes.len, arena, &to), 0);
	ck_assert_uint_eq(to.build_ids.len, 2);
	ck_assert_uint_eq(to.build_ids.data[0].size, 16);
	ck_assert_uint_eq(to.build_ids.data[0].misc, 2);
	ck_assert_int_eq(to.build_ids.data[0].pid, -1);
	ck_assert_str_eq(to.build_ids.data[0].filename, "/lib/a.so");
	ck_assert_mem_eq(to.build_ids.data[1].id, sha1.id, 20);
	ck_assert_int_eq(to.build_ids.data[1].pid, 42);
}
END_TEST

START_TEST(a_feature_that_comes_twice_is_read_once)
{
	AUTO(arena_freep) struct arena *arena = arena_new();
	AUTO(features_done) struct features f = { 0 };
	const uint32_t few[] = { 1, 1 }, many[] = { 4096, 4096 };
	struct err err = { 0 };

	ck_assert_int_eq(feature_read(FEATURE_NRCPUS, cursor_of(few, 8), arena, &f, &err), 0);
	ck_assert_int_eq(feature_read(FEATURE_NRCPUS, cursor_of(many, 8), arena, &f, &err), 0);
	ck_assert_uint_eq(f.nr_cpus_avail, 1);
}
END_TEST

START_TEST(each_bit_that_is_known_has_a_name)
{
	for (unsigned bit = FEATURE_TRACING_DATA; bit < FEATURE_END; bit++)
		ck_assert_ptr_nonnull(feature_name(bit));
	ck_assert_ptr_null(feature_name(0));
	ck_assert_ptr_null(feature_name(FEATURE_END));
	ck_assert_ptr_null(feature_name(255));
}
END_TEST

TCase *pdata_features_tests(void)
{
	TCase *tc = tcase_create("pdata_features");

	tcase_add_loop_test(tc, a_feature_is_printed_after_writing_and_reading_as_perf_prints_it, 0,
	                    NR(texts));
	tcase_add_loop_test(tc, a_feature_cut_anywhere_is_an_error_or_less_of_it, 0, NR(texts));
	tcase_add_loop_test(tc, counts_and_sizes_are_checked_before_they_are_believed, 0,
	                    NR(hostile));
	tcase_add_test(tc, build_ids_keep_their_size_and_mode);
	tcase_add_test(tc, a_feature_that_comes_twice_is_read_once);
	tcase_add_test(tc, each_bit_that_is_known_has_a_name);
	return tc;
}
