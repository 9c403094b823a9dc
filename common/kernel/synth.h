/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * Live tasks -> records: COMM, FORK, MMAP2, NAMESPACES and CGROUP for what ran before the
 * recording began, read from /proc (by several threads) and written as the kernel would have.
 *
 * Sources: proc(5); record layouts in linux/perf_event.h.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

struct err;
struct outbuf;
struct sample_format;
struct sysroot;

struct synth_opts {
	const struct sysroot *sysroot;
	const struct sample_format *format; /* whose id fields the records end with */
	unsigned nr_threads;
	uint64_t proc_map_timeout_ns; /* for one process's maps; 0: 500 ms */
	bool mmap_data;		      /* data mappings too (PERF_RECORD_MISC_MMAP_DATA) */
	bool build_id_mmap;	      /* MMAP2 with build-ids instead of inodes */
	bool namespaces, cgroups;
	bool tasks, maps; /* --synth */
	bool need_kernel; /* kernel text is sampled: kernel mmap and modules, bpf symbols */
};

/* What was found, and what could not be read. */
struct synth_stats {
	uint64_t nr_tasks, nr_maps;
	uint64_t nr_timed_out;	/* processes whose maps took longer than the time-out */
	uint64_t nr_unreadable; /* no permission */
};

/* All tasks of the machine, or only the given processes/threads, appended to `out`. */
int synth_all_tasks(const struct synth_opts *opts, struct outbuf *out, struct synth_stats *stats,
		    struct err *err);
int synth_processes(const struct synth_opts *opts, const pid_t *pids, size_t nr, struct outbuf *out,
		    struct synth_stats *stats, struct err *err);
int synth_threads(const struct synth_opts *opts, const pid_t *tids, size_t nr, struct outbuf *out,
		  struct synth_stats *stats, struct err *err);

/* The kernel's own text and its modules, as perf writes them ("[kernel.kallsyms]_text"). */
int synth_kernel(const struct synth_opts *opts, struct outbuf *out, struct err *err);

/* Loaded BPF programs: KSYMBOL and BPF_EVENT records. Without permission: nothing. */
int synth_bpf(const struct synth_opts *opts, struct outbuf *out, struct err *err);

/* One COMM record (the forked child before its exec is called "perf-exec"). */
void synth_comm(const struct synth_opts *opts, pid_t pid, pid_t tid, const char *comm,
		struct outbuf *out);
