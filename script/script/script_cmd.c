/* SPDX-License-Identifier: GPL-2.0-or-later */
/* prof script: the records of a perf.data file as text. */
#include <stdio.h>

#include "common/base/cleanup.h"
#include "common/base/err.h"
#include "common/base/log.h"
#include "common/base/str.h"
#include "common/cli/command.h"
#include "script/script/options.h"
#include "script/script/script_run.h"

static int parse_fields(void *field, const char *arg, bool unset, struct err *err)
{
	if (unset)
		return 0;
	return field_set_parse(field, arg, err);
}

static int parse_names(void *field, const char *arg, bool unset, struct err *err)
{
	if (unset) {
		name_list_done(field);
		return 0;
	}
	return name_list_add(field, arg, err);
}

static int parse_pids(void *field, const char *arg, bool unset, struct err *err)
{
	return unset ? 0 : id_list_parse(field, arg, "pid", err);
}

static int parse_tids(void *field, const char *arg, bool unset, struct err *err)
{
	return unset ? 0 : id_list_parse(field, arg, "tid", err);
}

static int parse_cpus(void *field, const char *arg, bool unset, struct err *err)
{
	return unset ? 0 : cpu_list_parse(field, arg, err);
}

static int parse_time(void *field, const char *arg, bool unset, struct err *err)
{
	(void)err;
	time_filter_init(field, unset ? NULL : arg);
	return 0;
}

/* Options of perf that are not here say so: see docs/missing-options.txt. */
#define REFUSE(name, why)                                                                   \
	static int refuse_##name(void *field, const char *arg, bool unset, struct err *err) \
	{                                                                                   \
		(void)field;                                                                \
		(void)arg;                                                                  \
		if (unset)                                                                  \
			return 0;                                                           \
		return err_set(err, ENOTSUP, why);                                          \
	}
REFUSE(scripting, "prof runs no Perl or Python scripts and no dlfilters; "
                  "pipe the text of prof script to a program of your own")
REFUSE(inline, "prof does not resolve inlined functions yet")

#define O(field, ...) OPT(struct script_opts, field, __VA_ARGS__)
#define C(field, ...) OPT_CUSTOM(struct script_opts, field, __VA_ARGS__)
#define NOT_HERE(short_, name_, arg_, why) \
	C(verbose, short_, name_, arg_, "not supported", refuse_##why, .flags = OPT_HIDDEN)

static const struct opt_spec script_options[] = {
	C(comms, 'c', "comms", "comm[,comm...]", "only the records of tasks with these names",
	  parse_names),
	C(cpus, 'C', "cpu", "cpu", "only the records of these CPUs (0-3,7)", parse_cpus),
	O(debug_mode, 'd', "debug-mode", NULL, "tell how many records were out of order"),
	O(dump, 'D', "dump-raw-trace", NULL, "show the bytes of each record"),
	C(fields, 'F', "fields", "str",
	  "the fields to print: [hw:|sw:|trace:|raw:|break:|synth:]FIELD,... or +FIELD,-FIELD; "
	  "FIELD is comm, tid, pid, time, cpu, event, trace, ip, sym, dso, addr, symoff, period, "
	  "iregs, uregs, brstack, brstacksym, brstackoff, flags, data_src, weight, bpf-output, "
	  "phys_addr, misc, tod, data_page_size, code_page_size, ins_lat, callindent, synth, ipc, "
	  "machine_pid, vcpu",
	  parse_fields),
	O(force, 'f', "force", NULL, "read the file whoever owns it"),
	O(hide_call_graph, 'G', "hide-call-graph", NULL, "show the address only, no call chain"),
	O(input, 'i', "input", "file", "read this file, or stdin for - (default: perf.data)"),
	O(full_header, 'I', "show-info", NULL, "with --header: the whole topology, too"),
	O(vmlinux, 'k', "vmlinux", "file", "the kernel's symbols are in this vmlinux"),
	O(latency, 'L', "Latency", NULL, "short names and CPU numbers, as for latency traces"),
	O(list_scripts, 'l', "list", NULL, "list available scripts (there are none)"),
	C(symbols, 'S', "symbols", "symbol[,symbol...]",
	  "only samples in these functions (names or addresses)", parse_names),
	O(verbose, 'v', "verbose", NULL, "say more (-vv: still more)", .flags = OPT_COUNTED),
	O(addr_range_bytes, 0, "addr-range", "n", "with addresses in -S: n bytes behind each, too"),
	O(fold.addrs, 0, "addrs", NULL, "--folded: show the address of functions without a name"),
	O(fold.all, 0, "all", NULL, "--folded: mark kernel and JIT functions"),
	O(deltatime, 0, "deltatime", NULL, "times since the previous record"),
	O(demangle, 0, "demangle", NULL, "names of C++, Rust and D as in the source (the default)"),
	O(demangle_kernel, 0, "demangle-kernel", NULL, "the same for the kernel's"),
	C(dsos, 0, "dsos", "dso[,dso...]", "only samples in these DSOs", parse_names),
	O(dump_unsorted, 0, "dump-unsorted-raw-trace", NULL, "-D in the order of the file"),
	O(fold.event_filter, 0, "event-filter", "event",
	  "--folded: count this event (default: that of the first sample)"),
	O(folded, 0, "folded", NULL, "folded stacks and their counts instead of records"),
	O(fold.pid, 0, "folded-pid", NULL, "--folded: the process id behind the name"),
	O(fold.tid, 0, "folded-tid", NULL, "--folded: process and thread id behind the name"),
	O(header, 0, "header", NULL, "show the file's header first"),
	O(header_only, 0, "header-only", NULL, "show the file's header only"),
	C(inlined, 0, "inline", NULL, "show inlined functions (not supported yet)", refuse_inline),
	O(fold.jit, 0, "jit", NULL, "--folded: mark functions of perf-PID.map files with _[j]"),
	O(kallsyms, 0, "kallsyms", "file", "the kernel's symbols are in this copy of kallsyms"),
	O(fold.kernel, 0, "kernel", NULL, "--folded: mark kernel functions with _[k]"),
	O(max_stack, 0, "max-stack", "n", "show at most n frames of a call chain (default: 127)"),
	O(nanoseconds, 0, "ns", NULL, "times with 9 decimals"),
	O(per_event_dump, 0, "per-event-dump", NULL, "a file for each event: INPUT.EVENT.dump"),
	C(pids, 0, "pid", "pid[,pid...]", "only the samples of these processes", parse_pids),
	O(reltime, 0, "reltime", NULL, "times since the first record"),
	O(show_bpf_events, 0, "show-bpf-events", NULL, "show KSYMBOL and BPF_EVENT records"),
	O(show_cgroup_events, 0, "show-cgroup-events", NULL, "show CGROUP records"),
	O(show_kernel_path, 0, "show-kernel-path", NULL, "the kernel's file instead of its name"),
	O(show_lost_events, 0, "show-lost-events", NULL, "show LOST records"),
	O(show_mmap_events, 0, "show-mmap-events", NULL, "show MMAP and MMAP2 records"),
	O(show_namespace_events, 0, "show-namespace-events", NULL, "show NAMESPACES records"),
	O(show_on_off_events, 0, "show-on-off-events", NULL,
	  "show the events of --switch-on and --switch-off, too"),
	O(show_round_events, 0, "show-round-events", NULL, "show FINISHED_ROUND records"),
	O(show_switch_events, 0, "show-switch-events", NULL, "show context switch records"),
	O(show_task_events, 0, "show-task-events", NULL, "show FORK, COMM and EXIT records"),
	O(show_text_poke_events, 0, "show-text-poke-events", NULL,
	  "show TEXT_POKE and KSYMBOL records"),
	C(stop_bt, 0, "stop-bt", "symbol[,symbol...]", "end call chains at these functions",
	  parse_names),
	O(switch_off, 0, "switch-off", "event", "show no samples from this event on"),
	O(switch_on, 0, "switch-on", "event", "show samples only from this event on"),
	O(symfs, 0, "symfs", "directory", "look for files with symbols below this directory"),
	C(tids, 0, "tid", "tid[,tid...]", "only the samples of these threads", parse_tids),
	C(time, 0, "time", "str", "only samples of this time: START,STOP or 10%/2 or 0%-10%,...",
	  parse_time),
	NOT_HERE('a', "all-cpus", NULL, scripting),
	NOT_HERE('g', "gen-script", "lang", scripting),
	NOT_HERE('s', "script", "name", scripting),
	NOT_HERE(0, "dlarg", "argument", scripting),
	NOT_HERE(0, "dlfilter", "file", scripting),
	NOT_HERE(0, "list-dlfilters", NULL, scripting),
	OPT_END
};
#undef O
#undef C

static void opts_done(struct script_opts *o)
{
	field_set_done(&o->fields);
	time_filter_done(&o->time);
	name_list_done(&o->comms);
	name_list_done(&o->dsos);
	name_list_done(&o->symbols);
	name_list_done(&o->stop_bt);
	id_list_done(&o->pids);
	id_list_done(&o->tids);
	id_list_done(&o->cpus);
}

extern const struct command script_command;

static int script_run_args(struct args args, struct err *err)
{
	AUTO(opts_done) struct script_opts opts = { .demangle = true, .max_stack = 127 };
	int r;

	field_set_init(&opts.fields);
	r = command_parse(&script_command, &opts, &args, err);
	if (r < 0)
		return r;
	log_set_level(opts.verbose);
	if (opts.list_scripts) {
		puts("List of available trace scripts:\n");
		return 0;
	}
	if (args.argc) {
		err_set(err, EINVAL, "'%s': prof runs no Perl or Python scripts", args.argv[0]);
		err_hint(err, "a file is read with -i FILE");
		return err_exit_status(err, EXIT_USAGE);
	}
	if (opts.reltime && opts.deltatime)
		return err_set(err, EINVAL,
		               "reltime and deltatime - the two don't get along well. Please limit "
		               "to --reltime or --deltatime.");
	return script_run(&opts, err);
}

const struct command script_command = {
	.name = "script",
	.summary = "print the records of a perf.data file as text",
	.usage = "[<options>]",
	.options = script_options,
	.pager = true,
	.run = script_run_args,
};
