/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * Live tasks -> records: COMM, FORK, MMAP2, NAMESPACES and CGROUP for what ran before the
 * recording began, read from /proc (by several threads) and written as perf 6.1 does: time 0 and
 * id fields that are all 0, so that they come before everything the kernel says.
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

/*
 * Reads build-ids, for build_id_mmap: `id` gets up to 20 bytes, their number is returned, 0
 * where there is none.
 *
 * path: an ELF file, or with `notes` raw notes (/sys/kernel/notes). Called by several threads at
 * a time.
 */
typedef uint8_t synth_build_id_fn(void *ctx, const char *path, bool notes, uint8_t id[20]);

struct synth_opts {
	const struct sysroot *sysroot;
	const struct sample_format *format; /* whose id fields the records end with */
	unsigned nr_threads;
	uint64_t proc_map_timeout_ns; /* for one process's maps; 0: 500 ms */
	bool mmap_data;               /* data mappings too (PERF_RECORD_MISC_MMAP_DATA) */
	bool build_id_mmap; /* MMAP2 with build-ids instead of inodes; needs build_id_of */
	synth_build_id_fn *build_id_of;
	void *build_id_ctx;
	bool namespaces, cgroups;
	bool tasks, maps; /* --synth */
	bool need_kernel; /* kernel text is sampled: kernel mmap and modules, bpf symbols */
};

/* What was found, and what could not be read. */
struct synth_stats {
	uint64_t nr_tasks, nr_maps;
	uint64_t nr_timed_out;  /* processes whose maps took longer than the time-out */
	uint64_t nr_unreadable; /* processes whose maps may not be read */
};

/*
 * The cgroups (with opts->cgroups), then all tasks of the machine (with opts->tasks), or only
 * the given processes with all their threads, or only the given threads and the maps of their
 * processes; appended to `out`. nr may be 0. Tasks that end meanwhile are left out.
 *
 * *stats is added to. Errors: those of /proc itself.
 */
int synth_all_tasks(const struct synth_opts *opts, struct outbuf *out, struct synth_stats *stats,
                    struct err *err);
int synth_processes(const struct synth_opts *opts, const pid_t *pids, size_t nr, struct outbuf *out,
                    struct synth_stats *stats, struct err *err);
int synth_threads(const struct synth_opts *opts, const pid_t *tids, size_t nr, struct outbuf *out,
                  struct synth_stats *stats, struct err *err);

/*
 * The kernel's own text and its modules, as perf writes them ("[kernel.kallsyms]_text").
 *
 * Nothing without opts->need_kernel, nor where the addresses cannot be seen (kptr_restrict):
 * machine_facts_kernel_addresses() tells that.
 */
int synth_kernel(const struct synth_opts *opts, struct outbuf *out, struct err *err);

/*
 * Loaded BPF programs: KSYMBOL and BPF_EVENT records. Without permission, and without
 * opts->need_kernel: nothing.
 */
int synth_bpf(const struct synth_opts *opts, struct outbuf *out, struct err *err);

/*
 * One COMM record, and with opts->namespaces the NAMESPACES one (the forked child before its exec
 * is called "perf-exec").
 */
void synth_comm(const struct synth_opts *opts, pid_t pid, pid_t tid, const char *comm,
                struct outbuf *out);
