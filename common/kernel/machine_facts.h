/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * What this machine allows and has, as far as a recorder's plan depends on it. Plain data: tests
 * fill it by hand.
 *
 * Sources: Documentation/admin-guide/sysctl/kernel.rst, proc(5), capabilities(7).
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct sysroot;
struct err;

struct machine_facts {
	int perf_event_paranoid;      /* -1..4; Debian and others have 3 and more */
	bool no_perf_events;          /* the kernel was built without them */
	uint64_t perf_event_mlock_kb; /* of rings that all users may lock, per cpu */
	uint64_t max_sample_rate_hz;
	uint32_t max_stack;
	int kptr_restrict;
	uint32_t kernel_version; /* 6.1 is 0x0601; 0: not known */
	bool is_root;            /* effective uid 0 */
	bool in_user_namespace;  /* of a rootless container: no capability counts, all are false */
	bool cap_perfmon, cap_sys_admin, cap_ipc_lock, cap_syslog, cap_sys_ptrace,
		cap_dac_read_search;
	uint64_t memlock_limit_bytes;      /* RLIMIT_MEMLOCK, UINT64_MAX: none */
	uint64_t nofile_soft, nofile_hard; /* RLIMIT_NOFILE */
	uint64_t nofile_used;              /* files that this process has open */
	size_t page_bytes;
	uint32_t nr_cpus_online, nr_cpus_possible;
	const uint32_t *cpus_online; /* numbers, nr_cpus_online of them */
	bool tracefs_mounted, tracefs_readable;
	bool has_cpu_pmu;                  /* hardware counters: a cpu PMU is in sysfs */
	uint32_t kprobe_type, uprobe_type; /* of their PMUs; 0: there is none */
	bool in_vm;                        /* the cpu or the firmware tells of a hypervisor */
	bool seccomp_filter;               /* this process runs under a seccomp filter */
	bool in_container_hint;            /* another pid namespace than the machine's first */
};

/*
 * Read /proc, /sys and this process's own limits. Freed by machine_facts_done().
 *
 * What cannot be read stays at the value that promises least (paranoid: 2).
 * Errors: those of the list of cpus, without which nothing can be recorded.
 */
int machine_facts_read(const struct sysroot *sr, struct machine_facts *ret, struct err *err);
void machine_facts_done(struct machine_facts *facts);

/*
 * Lift RLIMIT_NOFILE's soft limit towards `nr_files` more than are open, as far as the hard one
 * goes, and note it in `facts`. True: they fit now.
 */
bool machine_facts_raise_nofile(struct machine_facts *facts, uint64_t nr_files);

/* May this process look at the whole machine, or at the kernel, at perf_event_paranoid's level? */
static inline bool machine_facts_perfmon(const struct machine_facts *facts)
{
	return facts->cap_sys_admin || (facts->cap_perfmon && facts->perf_event_paranoid < 3);
}

/*
 * Does /proc/kallsyms show addresses to this process? As the kernel decides (kallsyms_show_value):
 * kptr_restrict 0 lets those see them who may profile the kernel.
 */
static inline bool machine_facts_kernel_addresses(const struct machine_facts *facts)
{
	if (facts->kptr_restrict > 1)
		return false;
	return facts->cap_syslog || (facts->kptr_restrict == 0 && facts->perf_event_paranoid <= 1);
}
