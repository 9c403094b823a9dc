/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * What the command line of `prof record` says, as plain data. options.c has the table.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "common/base/vec.h"
#include "common/cli/opt.h"
#include "common/event/event.h"

/* -e, --filter, --exclude-perf and -G: each is bound to the events that stand before it. */
struct event_opts {
	struct event_list list;
	VEC(const char *) cgroups; /* by position; NULL: none for this event */
};

struct freq_opt {
	bool given, max;
	uint64_t hz;
};

struct callgraph_opt {
	enum event_callgraph mode; /* EVENT_CALLGRAPH_DEFAULT: no call chains */
	uint32_t stack_bytes;      /* dwarf: of user stack to copy */
	uint32_t max_frames;       /* fp: 0 is the kernel's own limit */
};

struct clockid_opt {
	bool given;
	int id;
};

/* Registers to sample; is_list: "?" asks for their names. */
struct regs_opt {
	uint64_t mask;
	bool is_list;
};

struct ring_opt {
	bool given;
	bool in_pages;
	uint64_t amount; /* pages, or bytes */
};

enum switch_kind { SWITCH_NONE, SWITCH_SIGNAL, SWITCH_SIZE, SWITCH_TIME };

struct switch_opt {
	enum switch_kind kind;
	uint64_t amount; /* bytes or ns */
};

struct delay_range {
	uint64_t from_ms, to_ms;
};

/* -D: when events are on, in ms after the start of the recording. */
struct delay_opt {
	bool given, stay_off; /* -1: until --control enables them */
	uint64_t first_ms;
	VEC(struct delay_range) ranges;
};

struct control_opt {
	bool given;
	int ctl_fd, ack_fd; /* -1: none */
	bool opened;        /* the fds are ours to close (fifo:) */
};

struct synth_opt {
	bool given, tasks, maps, cgroups;
};

struct record_opts {
	struct event_opts events;

	/* whom */
	bool all_cpus, per_thread, no_inherit;
	const char *cpus, *pids, *tids, *uid;

	/* how often */
	struct freq_opt freq;
	uint64_t count;
	bool count_given, strict_freq, no_samples;

	/* what is in a sample */
	struct callgraph_opt callgraph;
	bool kernel_callchains, user_callchains, all_kernel, all_user;
	bool addresses, phys_data, data_page_size, code_page_size, weight, transaction, raw;
	bool period, timestamp, timestamp_given, sample_cpu, sample_identifier;
	bool stat, running_time, group;
	struct regs_opt intr_regs, user_regs;
	uint64_t branch_type; /* 0: no branch stacks */
	struct clockid_opt clockid;

	/* what is recorded beside samples */
	bool namespaces, all_cgroups, switch_events, no_bpf_event, buildid_mmap;
	struct synth_opt synth;
	bool tail_synthesize;
	unsigned nr_synth_threads, proc_map_timeout_ms;

	/* the rings */
	struct ring_opt ring;
	bool overwrite, no_buffering;
	uint64_t flush_bytes;
	unsigned rt_priority;

	/* the output */
	const char *output;
	bool no_buildid, no_buildid_cache, copy_elf, buildid_all, timestamp_boundary;
	bool buildid_given;
	int zstd_level; /* 0: not compressed */
	uint64_t max_bytes;
	struct switch_opt switching;
	unsigned switch_max_files;
	const char *switch_event;
	bool timestamp_filename;

	/* the course of the recording */
	struct delay_opt delay;
	struct control_opt control;
	bool dry_run, quiet;
	int verbose;
};

extern const struct opt_spec record_options[];

void record_opts_init(struct record_opts *opts);
void record_opts_done(struct record_opts *opts);

/* Errors for options that do not go together. */
int record_opts_check(const struct record_opts *opts, struct err *err);
