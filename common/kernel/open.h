/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * perf_event_open(2), and what to do when the kernel says no.
 */
#include <linux/perf_event.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

struct err;
struct machine_facts;

/* The bare system call with PERF_FLAG_FD_CLOEXEC: a file descriptor, or a negative errno. */
int perf_open(struct perf_event_attr *attr, pid_t pid, int cpu, int group_fd, unsigned long flags);

/*
 * Attr bits that kernels learned one after another, newest first: where an open fails with
 * EINVAL (or E2BIG) they are taken off step by step, as perf does.
 *
 * kernel_features: what is known to be missing; starts as all false, kept for the next opens.
 */
struct kernel_features {
	bool no_read_lost, no_weight_struct, no_code_page_size, no_data_page_size, no_cgroup;
	bool no_build_id, no_branch_hw_idx, no_aux_output, no_bpf_event, no_ksymbol, no_group_read;
	bool no_write_backward, no_clockid, no_cloexec, no_mmap2, no_exclude_guest;
	bool no_sample_id_all, no_lbr_flags;
};
/* Apply what is known to `attr`. */
void kernel_features_apply(const struct kernel_features *missing, struct perf_event_attr *attr);
/* After -EINVAL: mark the next feature as missing. False: none is left to blame. */
bool kernel_features_next(struct kernel_features *missing, const struct perf_event_attr *attr);

/*
 * Why an open failed and what to do, as one sentence and a hint: perf_event_paranoid (upstream
 * levels and Debian's 3), capabilities, seccomp, no PMU, file limits, cpu offline, target gone.
 *
 * error: the positive errno. name: of the event. Returns -error.
 */
int perf_open_explain(int error, const struct perf_event_attr *attr, const char *name, pid_t pid,
		      int cpu, const struct machine_facts *facts, struct err *err);
