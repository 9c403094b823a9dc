/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * What this machine allows and has, as far as a recorder's plan depends on it. Plain data: tests
 * fill it by hand.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct sysroot;
struct err;

struct machine_facts {
	int perf_event_paranoid;      /* -1..4; Debian and others have 3 and more */
	uint64_t perf_event_mlock_kb; /* of rings that all users may lock, per cpu */
	uint64_t max_sample_rate_hz;
	uint32_t max_stack;
	int kptr_restrict;
	bool is_root; /* effective uid 0 */
	bool cap_perfmon, cap_sys_admin, cap_ipc_lock, cap_syslog, cap_sys_ptrace,
		cap_dac_read_search;
	uint64_t memlock_limit_bytes; /* RLIMIT_MEMLOCK, UINT64_MAX: none */
	uint64_t nofile_soft, nofile_hard;
	size_t page_bytes;
	uint32_t nr_cpus_online, nr_cpus_possible;
	const uint32_t *cpus_online; /* numbers, nr_cpus_online of them */
	bool tracefs_mounted, tracefs_readable;
	bool seccomp_filter;	/* this process runs under a seccomp filter */
	bool in_container_hint; /* pid 1 is not the machine's init, or /.dockerenv is there */
};

/* Read /proc, /sys and this process's own limits. Freed by machine_facts_done(). */
int machine_facts_read(const struct sysroot *sr, struct machine_facts *ret, struct err *err);
void machine_facts_done(struct machine_facts *facts);
