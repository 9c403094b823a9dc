/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * Header features as plain data: what a perf.data file says about the machine and the recording.
 *
 * One struct holds all of them, decoded; the live machine (common/kernel) and a recorder fill it,
 * common/perfdata reads, writes and prints it. A feature that is not `present` is neither written
 * nor printed.
 * Layouts: Linux 6.1 tools/perf/Documentation/perf.data-file-format.txt.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/abi/attr.h"
#include "common/base/vec.h"

enum feature_bit {
	FEATURE_TRACING_DATA = 1,
	FEATURE_BUILD_ID,
	FEATURE_HOSTNAME,
	FEATURE_OSRELEASE,
	FEATURE_VERSION,
	FEATURE_ARCH,
	FEATURE_NRCPUS,
	FEATURE_CPUDESC,
	FEATURE_CPUID,
	FEATURE_TOTAL_MEM,
	FEATURE_CMDLINE,
	FEATURE_EVENT_DESC,
	FEATURE_CPU_TOPOLOGY,
	FEATURE_NUMA_TOPOLOGY,
	FEATURE_BRANCH_STACK,
	FEATURE_PMU_MAPPINGS,
	FEATURE_GROUP_DESC,
	FEATURE_AUXTRACE,
	FEATURE_STAT,
	FEATURE_CACHE,
	FEATURE_SAMPLE_TIME,
	FEATURE_MEM_TOPOLOGY,
	FEATURE_CLOCKID,
	FEATURE_DIR_FORMAT,
	FEATURE_BPF_PROG_INFO,
	FEATURE_BPF_BTF,
	FEATURE_COMPRESSED,
	FEATURE_CPU_PMU_CAPS,
	FEATURE_CLOCK_DATA,
	FEATURE_HYBRID_TOPOLOGY,
	FEATURE_PMU_CAPS,
	FEATURE_END, /* bits from here on are not known: skipped and counted */
};

struct feature_build_id {
	uint16_t misc; /* cpumode of the mapping: PERF_RECORD_MISC_KERNEL or _USER */
	int32_t pid;   /* -1: of the host */
	uint8_t id[20];
	uint8_t size; /* of id, 20 where the file does not say */
	const char *filename;
};

struct feature_event_desc {
	struct perf_event_attr attr;
	const char *name;
	const uint64_t *ids;
	size_t nr_ids;
};

struct feature_cpu_topology {
	VEC(const char *) core_siblings, thread_siblings, die_siblings;
	struct feature_cpu_place {
		int32_t core, socket, die; /* die: -1 where the file has none */
	} * places;                        /* one a cpu (nr_cpus_avail), or NULL */
	bool has_dies;
};

struct feature_numa_node {
	uint32_t node;
	uint64_t mem_total_kb, mem_free_kb;
	const char *cpus;
};

struct feature_cache {
	uint32_t level, line_size, sets, ways;
	const char *type, *size, *map;
};

struct feature_mem_node {
	uint64_t node, nr_bits;
	const uint64_t *bitmap;
};

struct feature_pmu_caps {
	const char *pmu; /* NULL in CPU_PMU_CAPS */
	VEC(const char *) names, values;
};

struct feature_group {
	const char *name;
	uint32_t leader, nr_members;
};

/*
 * All of them. Strings and arrays are owned by whoever fills the struct (the reader's arena, or
 * the recorder's); vecs are freed by features_done().
 */
struct features {
	uint64_t present[4]; /* bitmap of enum feature_bit */

	const void *tracing_data; /* as one block: see features/tracing_data.c */
	size_t tracing_data_bytes;
	VEC(struct feature_build_id) build_ids;
	const char *hostname, *osrelease, *version, *arch, *cpudesc, *cpuid;
	uint32_t nr_cpus_avail, nr_cpus_online;
	uint64_t total_mem_kb;
	VEC(const char *) cmdline;
	VEC(struct feature_event_desc) events;
	struct feature_cpu_topology cpu_topology;
	VEC(struct feature_numa_node) numa_nodes;
	struct {
		VEC(const char *) names;
		VEC(uint32_t) types;
	} pmus;
	VEC(struct feature_group) groups;
	VEC(struct feature_cache) caches;
	uint64_t first_sample_ns, last_sample_ns;
	uint64_t mem_version, mem_block_bytes;
	VEC(struct feature_mem_node) mem_nodes;
	uint64_t clockid_res_ns;
	uint64_t dir_version;
	struct {
		uint32_t version, type, level, ratio, mmap_bytes;
	} compressed;
	VEC(struct feature_pmu_caps) cpu_pmu_caps, pmu_caps;
	struct {
		uint32_t version, clockid;
		uint64_t wall_clock_ns, clockid_time_ns;
	} clock_data;
	VEC(const char *) hybrid_names, hybrid_cpus;
};

static inline bool features_has(const struct features *f, enum feature_bit bit)
{
	return f->present[bit / 64] >> (bit % 64) & 1;
}

static inline void features_set(struct features *f, enum feature_bit bit)
{
	f->present[bit / 64] |= UINT64_C(1) << (bit % 64);
}
