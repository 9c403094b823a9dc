/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * What the live machine has to say in a perf.data header: host, cpus, caches, memory, PMUs.
 *
 * Values and their order are those of perf 6.1 on the same machine; where sysfs or procfs does
 * not tell, the feature stays away. Sources: proc(5), Documentation/admin-guide/cputopology.rst,
 * Documentation/ABI/testing/sysfs-devices-{memory,node,system-cpu}.
 */
struct arena;
struct features;
struct sysroot;

/*
 * Fill in and mark present: HOSTNAME, OSRELEASE, ARCH, NRCPUS, CPUDESC, CPUID, TOTAL_MEM,
 * CPU_TOPOLOGY, NUMA_TOPOLOGY, PMU_MAPPINGS, CACHE, MEM_TOPOLOGY, HYBRID_TOPOLOGY, CPU_PMU_CAPS
 * and PMU_CAPS. What a recording is made of (version, command line, events, times) is the
 * recorder's to fill. Strings and arrays come from `arena`.
 */
void host_features_read(const struct sysroot *sr, struct arena *arena, struct features *ret);
