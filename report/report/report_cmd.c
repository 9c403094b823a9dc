/* SPDX-License-Identifier: GPL-2.0-or-later */
/* prof report: where the samples of a perf.data file fell. */
#include "common/base/err.h"
#include "common/base/log.h"
#include "common/base/str.h"
#include "common/cli/command.h"
#include "report/commands.h"
#include "report/report/options.h"
#include "report/report/report_run.h"

static int parse_graph(void *field, const char *arg, bool unset, struct err *err)
{
	return graph_opts_parse(unset ? "none" : arg, field, err);
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

static int parse_percentage(void *field, const char *arg, bool unset, struct err *err)
{
	bool *relative = field;

	if (!unset && !streq(arg, "relative") && !streq(arg, "absolute"))
		return err_set(err, EINVAL, "`%s' is neither relative nor absolute", arg);
	*relative = !unset && streq(arg, "relative");
	return 0;
}

static int parse_inline(void *field, const char *arg, bool unset, struct err *err)
{
	(void)field;
	(void)arg;
	return unset ? 0 : err_set(err, ENOTSUP, "prof does not resolve inlined functions yet");
}

#define O(field, ...) OPT(struct report_opts, field, __VA_ARGS__)
#define C(field, ...) OPT_CUSTOM(struct report_opts, field, __VA_ARGS__)
static const struct opt_spec report_options[] = {
	C(comms, 'c', "comms", "comm[,comm...]", "only the samples of tasks with these names",
	  parse_names),
	C(cpus, 'C', "cpu", "cpu", "only the samples of these CPUs (0-3,7)", parse_cpus),
	C(dsos, 'd', "dsos", "dso[,dso...]", "only samples in these files", parse_names),
	O(fields, 'F', "fields", "key[,keys...]",
	  "the columns: overhead, overhead_children, overhead_sys, overhead_us, sample, period and "
	  "the keys of -s; +key: behind the default"),
	O(force, 'f', "force", NULL, "read the file whoever owns it"),
	C(graph, 'g', "call-graph", "graph,0.5,caller",
	  "how call trees are drawn: graph, flat, fractal, folded or none, the least share of a "
	  "node, the nodes of a level, caller or callee first, percent, period or count",
	  parse_graph, .flags = OPT_ARG_UNLESS_LAST),
	O(inverted, 'G', "inverted", NULL, "call trees with the callers first"),
	O(full_header, 'I', "show-info", NULL, "with --header: the whole topology, too"),
	O(input, 'i', "input", "file", "read this file, or stdin for - (default: perf.data)"),
	O(vmlinux, 'k', "vmlinux", "file", "the kernel's symbols are in this vmlinux"),
	O(nr_samples, 'n', "show-nr-samples", NULL, "a column with the number of samples"),
	O(quiet, 'q', "quiet", NULL, "no head, no warnings"),
	C(symbols, 'S', "symbols", "symbol[,symbol...]", "only samples in these functions",
	  parse_names),
	O(sort, 's', "sort", "key[,key2...]",
	  "group samples by these keys: pid, comm, dso, symbol, cpu, socket, local_weight, "
	  "symbol_size, trace"),
	O(separator, 't', "field-separator", "separator", "put this between columns"),
	O(resolved_only, 'U', "hide-unresolved", NULL, "only what has a symbol"),
	O(verbose, 'v', "verbose", NULL, "say more (-vv: still more)", .flags = OPT_COUNTED),
	O(children, 0, "children", NULL, "count callees in each line too (the default)"),
	O(demangle, 0, "demangle", NULL, "names of C++, Rust and D as in the source (the default)"),
	O(demangle_kernel, 0, "demangle-kernel", NULL, "the same for the kernel's"),
	O(group, 0, "group", NULL, "the events of a group side by side (the default)"),
	O(header, 0, "header", NULL, "show the file's header first"),
	O(header_only, 0, "header-only", NULL, "show the file's header only"),
	O(ignore_vmlinux, 0, "ignore-vmlinux", NULL, "no vmlinux is looked for"),
	C(inlined, 0, "inline", NULL, "show inlined functions (not supported yet)", parse_inline),
	O(kallsyms, 0, "kallsyms", "file", "the kernel's symbols are in this copy of kallsyms"),
	O(max_stack, 0, "max-stack", "n", "count at most n frames of a call chain (default: 127)"),
	O(percent_limit, 0, "percent-limit", "percent", "no lines and nodes below this share",
	  .given = offsetof(struct report_opts, percent_limit_given)),
	C(relative, 0, "percentage", "relative|absolute",
	  "shares of what is shown, or of all samples (the default)", parse_percentage),
	C(pids, 0, "pid", "pid[,pid...]", "only the samples of these processes", parse_pids),
	O(cpu_utilization, 0, "show-cpu-utilization", NULL, "columns for kernel and user space"),
	O(total_period, 0, "show-total-period", NULL, "a column with the sum of periods"),
	O(stdio, 0, "stdio", NULL, "print text (as always)"),
	O(symfs, 0, "symfs", "directory", "look for files with symbols below this directory"),
	C(tids, 0, "tid", "tid[,tid...]", "only the samples of these threads", parse_tids),
	C(time, 0, "time", "str", "only samples of this time: START,STOP or 10%/2 or 0%-10%,...",
	  parse_time),
	OPT_END,
};
#undef O
#undef C

static void opts_done(struct report_opts *o)
{
	name_list_done(&o->comms);
	name_list_done(&o->dsos);
	name_list_done(&o->symbols);
	id_list_done(&o->pids);
	id_list_done(&o->tids);
	id_list_done(&o->cpus);
	time_filter_done(&o->time);
}

static int report_run_args(struct args args, struct err *err)
{
	AUTO(opts_done)
	struct report_opts opts = {
		.children = true,
		.demangle = true,
		.group = true,
		.max_stack = 127,
		.graph = { .min_percent = 0.5 },
	};
	int r = command_parse(&report_command, &opts, &args, err);

	if (r < 0)
		return r;
	if (args.argc) {
		err_set(err, EINVAL, "'%s': prof report takes no arguments", args.argv[0]);
		err_hint(err,
		         "a file is read with -i FILE, one function is shown with -S FUNCTION");
		return err_exit_status(err, EXIT_USAGE);
	}
	log_set_level(opts.verbose);
	if (opts.percent_limit_given)
		opts.graph.min_percent = opts.percent_limit;
	if (opts.quiet)
		opts.header = false;
	if (opts.inverted)
		opts.graph.order = GRAPH_CALLER;
	return report_run(&opts, err);
}

const struct command report_command = {
	.name = "report",
	.summary = "show where the samples of a perf.data file fell",
	.usage = "[OPTIONS]",
	.options = report_options,
	.pager = true,
	.run = report_run_args,
};
