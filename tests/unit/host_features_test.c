/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "common/kernel/host_features.h"

#include <check.h>
#include <string.h>

#include "common/abi/features.h"
#include "common/base/arena.h"
#include "common/base/mem.h"
#include "common/base/outbuf.h"
#include "common/base/sysroot.h"
#include "common/perfdata/features.h"

/* What `perf report --header -I` would show of the server. */
static char *print_feature(enum feature_bit bit)
{
	static const struct sysroot server = { .root = TEST_DATA "/sysroot-server" };
	AUTO(arena_freep) struct arena *arena = arena_new();
	struct features features = { 0 };
	struct outbuf out = { 0 };

	host_features_read(&server, arena, &features);
	if (features_has(&features, bit))
		feature_print(bit, &features, true, &out);
	features_done(&features);
	return outbuf_take(&out);
}

static const struct {
	enum feature_bit bit;
	const char *text;
} printed[] = {
	{ FEATURE_HOSTNAME, "# hostname : server\n" },
	{ FEATURE_OSRELEASE, "# os release : 6.1.0-test\n" },
	{ FEATURE_NRCPUS, "# nrcpus online : 3\n# nrcpus avail : 4\n" },
	{ FEATURE_TOTAL_MEM, "# total memory : 16333924 kB\n" },
	{ FEATURE_NUMA_TOPOLOGY, "# node0 meminfo  : total = 8000000 kB, free = 1000 kB\n"
	                         "# node0 cpu list : 0\n"
	                         "# node1 meminfo  : total = 9000000 kB, free = 2000 kB\n"
	                         "# node1 cpu list : 2-3\n" },
	{ FEATURE_CACHE, "# CPU cache info:\n"
	                 "#  L1 Data                 32K [0]\n"
	                 "#  L1 Data                 32K [2-3]\n"
	                 "#  L2 Unified            1024K [0]\n"
	                 "#  L2 Unified            1024K [2-3]\n" },
	{ FEATURE_MEM_TOPOLOGY, "# memory nodes (nr 2, block size 0x8000000):\n"
	                        "#    0 [384M]: 0-1,33\n"
	                        "#    1 [128M]: 66\n" },
	{ FEATURE_CMDLINE, "" },      /* the recorder's */
	{ FEATURE_CPU_PMU_CAPS, "" }, /* there is no PMU "cpu" */
};

START_TEST(a_host_is_described_as_perf_does)
{
	AUTO(freep) char *text = print_feature(printed[_i].bit);

	ck_assert_str_eq(text, printed[_i].text);
}
END_TEST

/* These depend on the architecture or on the order of a folder. */
static const struct {
	enum feature_bit bit;
	const char *part;
} parts[] = {
	{ FEATURE_CPUDESC, "Some Cpu @ 2.50GHz\n" },
	{ FEATURE_CPU_TOPOLOGY, "# sibling sockets : 0\n# sibling sockets : 2-3\n" },
	{ FEATURE_CPU_TOPOLOGY, "# sibling threads : 0\n# sibling threads : 2-3\n" },
	{ FEATURE_CPU_TOPOLOGY, "# CPU 1: Core ID -1," }, /* offline */
	{ FEATURE_PMU_MAPPINGS, "software = 1" },
	{ FEATURE_PMU_MAPPINGS, "uncore_imc = 11" },
	{ FEATURE_HYBRID_TOPOLOGY, "# cpu_core cpu list : 0,2\n" },
	{ FEATURE_HYBRID_TOPOLOGY, "# cpu_atom cpu list : 3\n" },
	{ FEATURE_PMU_CAPS, "# cpu_core pmu capabilities: branches=32\n" },
};

START_TEST(a_description_contains)
{
	AUTO(freep) char *text = print_feature(parts[_i].bit);

	ck_assert_msg(strstr(text, parts[_i].part) != NULL, "not in: %s", text);
}
END_TEST

TCase *host_features_tests(void)
{
	TCase *tc = tcase_create("host_features");

	tcase_add_loop_test(tc, a_host_is_described_as_perf_does, 0,
	                    (int)(sizeof(printed) / sizeof(printed[0])));
	tcase_add_loop_test(tc, a_description_contains, 0, (int)(sizeof(parts) / sizeof(parts[0])));
	return tc;
}
