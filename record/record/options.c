/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "record/record/options.h"

#include <errno.h>
#include <unistd.h>

#include "common/base/err.h"
#include "common/base/threads.h"
#include "record/record/parsers.h"

#define O(field, ...)      OPT(struct record_opts, field, __VA_ARGS__)
#define CUSTOM(field, ...) OPT_CUSTOM(struct record_opts, field, __VA_ARGS__)
#define GIVEN(flag)        .given = offsetof(struct record_opts, flag)
const struct opt_spec record_options[] = {
	O(all_cgroups, 0, "all-cgroups", NULL, "record which cgroup a sample was in"),
	O(all_cpus, 'a', "all-cpus", NULL, "the whole machine: all processes on all cpus"),
	O(all_kernel, 0, "all-kernel", NULL, "of all events, only what happens in the kernel"),
	O(all_user, 0, "all-user", NULL, "of all events, only what happens in user space"),
	CUSTOM(branch_type, 'b', "branch-any", NULL, "sample the taken branches of any kind",
	       parse_branch_any),
	CUSTOM(branch_type, 'j', "branch-filter", "MODE[,MODE...]",
	       "sample branches of these kinds: any, any_call, any_ret, cond, u, k ...",
	       parse_branch_filter, .flags = OPT_ARG_OPTIONAL),
	O(buildid_all, 0, "buildid-all", NULL, "keep the build-ids of all binaries, hit or not"),
	O(copy_elf, 0, "buildid-cache", NULL,
	  "copy the binaries that were hit to the build-id cache", .flags = OPT_NO_NEGATE),
	O(buildid_mmap, 0, "buildid-mmap", NULL, "record build-ids in the map events themselves"),
	CUSTOM(callgraph, 0, "call-graph", "MODE[,SIZE]",
	       "record call chains: fp[,FRAMES], dwarf[,STACK_BYTES] or lbr", parse_callgraph),
	CUSTOM(events, 'G', "cgroup", "NAME[,NAME...]",
	       "count the events before this only in these cgroups, by position", parse_cgroups,
	       .flags = OPT_NO_NEGATE),
	CUSTOM(clockid, 'k', "clockid", "CLOCK",
	       "the clock of the time stamps: monotonic, boottime, ... or its number",
	       parse_clockid),
	O(code_page_size, 0, "code-page-size", NULL, "record the page size of the sampled ip"),
	CUSTOM(zstd_level, 'z', "compression-level", "LEVEL",
	       "compress the records with zstd (1: fastest, the default, to 22)", parse_compression,
	       .flags = OPT_ARG_OPTIONAL),
	CUSTOM(control, 0, "control", "fd:CTL[,ACK]|fifo:CTL[,ACK]",
	       "take the commands enable, disable, snapshot, stop, ping from a descriptor or fifo",
	       parse_control),
	O(count, 'c', "count", "N", "sample every Nth event", GIVEN(count_given)),
	O(cpus, 'C', "cpu", "LIST", "only these cpus (0-3,7)"),
	O(addresses, 'd', "data", NULL,
	  "record the data addresses of the samples, and data mappings"),
	O(data_page_size, 0, "data-page-size", NULL, "record the page size of the data address"),
	CUSTOM(delay, 'D', "delay", "MS|-1|FROM-TO[,...]",
	       "start measuring after MS, or measure in these ranges only; -1: start disabled",
	       parse_delay),
	O(dry_run, 0, "dry-run", NULL, "check the options, then end"),
	CUSTOM(events, 'e', "event", "EVENT", "what to sample: see prof list", parse_event,
	       .flags = OPT_NO_NEGATE),
	CUSTOM(events, 0, "exclude-perf", NULL,
	       "leave the recorder's own events out of the tracepoint before this",
	       parse_exclude_self),
	CUSTOM(events, 0, "filter", "FILTER", "keep only events of the -e before this that match",
	       parse_filter, .flags = OPT_NO_NEGATE),
	CUSTOM(freq, 'F', "freq", "HZ|max", "samples a second and cpu (default: 4000)", parse_freq),
	CUSTOM(callgraph, 'g', NULL, NULL, "record call chains by frame pointers", parse_callgraph),
	O(group, 0, "group", NULL, "put all events into one group"),
	CUSTOM(intr_regs, 'I', "intr-regs", "REG[,REG...]",
	       "record registers at the time of the sample; ? lists them", parse_regs,
	       .flags = OPT_ARG_OPTIONAL),
	O(kernel_callchains, 0, "kernel-callchains", NULL, "call chains of the kernel only"),
	CUSTOM(max_bytes, 0, "max-size", "SIZE", "stop when the output has SIZE (10M, 1G)",
	       parse_bytes),
	CUSTOM(flush_bytes, 0, "mmap-flush", "SIZE",
	       "take records from a ring only when it holds this much", parse_bytes),
	CUSTOM(ring, 'm', "mmap-pages", "PAGES|SIZE", "size of the ring buffer of each cpu",
	       parse_ring),
	O(namespaces, 0, "namespaces", NULL, "record the namespaces of tasks"),
	O(no_bpf_event, 0, "no-bpf-event", NULL, "do not record the loading of BPF programs"),
	O(no_buffering, 0, "no-buffering", NULL, "write each sample as soon as it is there"),
	O(no_buildid, 'B', "no-buildid", NULL, "do not keep build-ids in the file",
	  GIVEN(buildid_given)),
	O(no_buildid_cache, 'N', "no-buildid-cache", NULL,
	  "do not keep the kernel's symbols in the build-id cache", .flags = OPT_NO_NEGATE),
	O(no_inherit, 'i', "no-inherit", NULL, "do not follow the children of the target"),
	O(no_samples, 'n', "no-samples", NULL, "count only"),
	O(nr_synth_threads, 0, "num-thread-synthesize", "N",
	  "threads that look at the tasks that run already (default: by the number of cpus)"),
	O(output, 'o', "output", "FILE", "write to FILE, or to stdout for - (default: perf.data)"),
	O(overwrite, 0, "overwrite", NULL,
	  "keep the newest records of each ring, written at the end"),
	O(per_thread, 0, "per-thread", NULL, "one ring per thread instead of one per cpu"),
	O(period, 'P', "period", NULL, "record the period of each sample"),
	O(phys_data, 0, "phys-data", NULL, "record physical data addresses"),
	O(pids, 'p', "pid", "PID[,PID...]", "processes that run already"),
	O(proc_map_timeout_ms, 0, "proc-map-timeout", "MS",
	  "give up on the maps of one process after MS (default: 500)"),
	O(quiet, 'q', "quiet", NULL, "say nothing but errors"),
	O(raw, 'R', "raw-samples", NULL, "record the raw data of all events"),
	O(rt_priority, 'r', "realtime", "PRIORITY", "read the rings with this SCHED_FIFO priority"),
	O(running_time, 0, "running-time", NULL, "record how long :S counters were on"),
	O(sample_cpu, 0, "sample-cpu", NULL, "record the cpu of each sample"),
	O(sample_identifier, 0, "sample-identifier", NULL, "record the event's id in each sample"),
	O(stat, 's', "stat", NULL, "count per thread, for prof report -T"),
	O(strict_freq, 0, "strict-freq", NULL,
	  "fail where the frequency is above the kernel's limit"),
	O(switch_events, 0, "switch-events", NULL, "record context switches"),
	O(switch_max_files, 0, "switch-max-files", "N", "keep the last N files of --switch-output"),
	CUSTOM(switching, 0, "switch-output", "signal|SIZE|TIME",
	       "start a new file at SIGUSR2, or when this one has SIZE, or every TIME",
	       parse_switch, .flags = OPT_ARG_OPTIONAL),
	O(switch_event, 0, "switch-output-event", "EVENT", "start a new file when EVENT happens"),
	CUSTOM(synth, 0, "synth", "no|all|task|mmap|cgroup",
	       "what to record of the tasks that run already (default: all)", parse_synth),
	O(tail_synthesize, 0, "tail-synthesize", NULL, "look at the running tasks at the end"),
	O(tids, 't', "tid", "TID[,TID...]", "threads that run already"),
	O(timestamp, 'T', "timestamp", NULL, "record the time of each sample (the default)",
	  GIVEN(timestamp_given)),
	O(timestamp_boundary, 0, "timestamp-boundary", NULL,
	  "keep the times of the first and the last sample in the header"),
	O(timestamp_filename, 0, "timestamp-filename", NULL, "append the time to the file's name"),
	O(transaction, 0, "transaction", NULL, "record flags of hardware transactions"),
	O(uid, 'u', "uid", "USER", "all threads of this user that run already"),
	O(user_callchains, 0, "user-callchains", NULL, "call chains of user space only"),
	CUSTOM(user_regs, 0, "user-regs", "REG[,REG...]",
	       "record the registers of user space; ? lists them", parse_regs,
	       .flags = OPT_ARG_OPTIONAL),
	O(verbose, 'v', "verbose", NULL, "tell more; -vv: each event as it is opened",
	  .flags = OPT_COUNTED),
	O(weight, 'W', "weight", NULL, "record the weight of samples (latency, on some events)"),
	OPT_END
};
#undef O
#undef CUSTOM
#undef GIVEN

void record_opts_init(struct record_opts *opts)
{
	*opts = (struct record_opts){
		.timestamp = true,
		.synth = { .tasks = true, .maps = true, .cgroups = true },
		.control = { .ctl_fd = -1, .ack_fd = -1 },
		.flush_bytes = 1,
		.proc_map_timeout_ms = 500,
	};
	event_list_init(&opts->events.list);
}

void record_opts_done(struct record_opts *opts)
{
	event_list_done(&opts->events.list);
	vec_done(&opts->events.cgroups);
	vec_done(&opts->delay.ranges);
	if (opts->control.opened) {
		close(opts->control.ctl_fd);
		if (opts->control.ack_fd >= 0)
			close(opts->control.ack_fd);
	}
}

int record_opts_check(const struct record_opts *opts, struct err *err)
{
	if (opts->freq.given && opts->count_given)
		return err_set(err, EINVAL, "cannot set frequency and period at the same time");
	if (opts->freq.given && !opts->freq.max && !opts->freq.hz)
		return err_set(err, EINVAL, "a frequency of 0 Hz samples nothing");
	if (opts->count_given && !opts->count && !opts->no_samples)
		return err_set(err, EINVAL, "a count of 0 samples nothing (-n counts only)");
	if (opts->all_kernel && opts->all_user)
		return err_set(err, EINVAL, "--all-kernel and --all-user leave nothing");
	if (opts->kernel_callchains && opts->user_callchains)
		return err_set(err, EINVAL,
		               "--kernel-callchains and --user-callchains leave nothing");
	if (opts->events.cgroups.len && !opts->all_cpus && !opts->cpus)
		return err_set(err, EINVAL,
		               "cgroup monitoring only available in system-wide mode (-a)");
	if (opts->overwrite && opts->zstd_level)
		return err_set(err, EINVAL, "--overwrite and -z do not go together");
	return 0;
}
