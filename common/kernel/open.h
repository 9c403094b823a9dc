/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * perf_event_open(2), and what to do when the kernel says no.
 *
 * The kernel's checks and error codes are those of perf_event_open(2) and of Linux 6.1's
 * kernel/events/core.c; Debian, Ubuntu and Android add levels of perf_event_paranoid.
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
 * EINVAL (or E2BIG) they are taken off step by step, as perf does. Bits without which the
 * recording would be another one (cgroup, aux_output, write_backward, a clockid) are marked, but
 * stay: then kernel_features_next() says false.
 *
 * kernel_features: what is known to be missing; starts as all false, kept for the next opens.
 */
struct kernel_features {
	bool no_read_lost, no_weight_struct, no_code_page_size, no_data_page_size, no_cgroup;
	bool no_build_id, no_branch_hw_idx, no_aux_output, no_bpf_event, no_ksymbol, no_group_read;
	bool no_write_backward, no_clockid, no_mmap2, no_exclude_guest;
	bool no_sample_id_all, no_lbr_flags;
};
/* Apply what is known to `attr`. */
void kernel_features_apply(const struct kernel_features *missing, struct perf_event_attr *attr);
/* After -EINVAL: mark the next feature as missing. False: none is left to blame. */
bool kernel_features_next(struct kernel_features *missing, const struct perf_event_attr *attr);

/* The newest thing that `attr` uses and a kernel of that version (6.1: 0x0601) does not know. */
struct kernel_feature_use {
	const char *name; /* and the option that asks for it */
	uint32_t since;   /* the version that brought it */
};
bool kernel_features_too_new(const struct perf_event_attr *attr, uint32_t kernel_version,
                             struct kernel_feature_use *ret);

/*
 * perf_open() down that ladder: a file descriptor, or a negative errno.
 *
 * On success *attr is what was opened and *missing what was learnt. On failure both are as they
 * were, and the error is that of the first try: an attr that no kernel takes must not teach that
 * all features are missing.
 */
struct perf_open_where {
	pid_t pid;
	int cpu, group_fd;
	unsigned long flags;
};
int perf_open_ladder(struct perf_event_attr *attr, const struct perf_open_where *where,
                     struct kernel_features *missing);

/* An open that failed, for its explanation. */
struct perf_open_try {
	const struct perf_event_attr *attr;
	const char *name; /* of the event */
	pid_t pid;
	int cpu;
	uint64_t nr_files; /* that the whole recording opens; 0: not known */
};

/*
 * Why an open failed and what to do, as one sentence and a hint: perf_event_paranoid (upstream
 * levels and Debian's 3), capabilities, seccomp, no PMU, file limits, cpu offline, target gone.
 *
 * error: the positive errno. Returns -error.
 */
int perf_open_explain(int error, const struct perf_open_try *what,
                      const struct machine_facts *facts, struct err *err);
