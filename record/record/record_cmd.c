/* SPDX-License-Identifier: GPL-2.0-or-later */
/* prof record: run a command, or watch what runs, and write what happened to a perf.data file. */
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "common/base/err.h"
#include "common/base/log.h"
#include "common/base/mem.h"
#include "common/base/outbuf.h"
#include "common/base/sysroot.h"
#include "common/base/threads.h"
#include "common/kernel/cpus.h"
#include "record/commands.h"
#include "record/record/options.h"
#include "record/record/output.h"
#include "record/record/recorder.h"
#include "record/record/regs.h"

/* -I?, --user-regs=? */
static int list_registers(struct err *err)
{
	AUTO(outbuf_done) struct outbuf out = { 0 };

	regs_print(&out);
	return outbuf_flush(&out, STDERR_FILENO, err);
}

/* Where the kernel is not this user's to look at, the default event is of user space. */
static void add_default_event(struct recorder *rec, struct event_list *list)
{
	struct event_env env = { .sysroot = &sysroot_live };

	event_list_add_default(list, &env);
	rec->is_user_only = rec->facts.perf_event_paranoid > 1 &&
	                    !machine_facts_perfmon(&rec->facts) && !rec->opts->all_kernel;
	vec_for_each(event, &list->events)
		event->attr.exclude_kernel = rec->is_user_only;
}

/* The plan of a recording, from the options and what this machine is. */
static int make_plan(struct recorder *rec, struct record_opts *opts, struct err *err)
{
	struct plan_input in = { .opts = opts, .has_workload = rec->has_workload };
	AUTO(freep) uint32_t *cpus = NULL;
	int r;

	r = machine_facts_read(&sysroot_live, &rec->facts, err);
	if (r < 0)
		return r;
	if (!opts->events.list.events.len)
		add_default_event(rec, &opts->events.list);
	if (opts->group)
		event_list_group_all(&opts->events.list);
	if (opts->cpus) {
		r = cpus_parse(opts->cpus, &rec->facts, &cpus, &in.nr_cpus, err);
		if (r < 0)
			return r;
	}
	in.cpus = cpus;
	in.facts = &rec->facts;
	in.events = &opts->events.list;
	in.is_pipe = output_wants_pipe(opts);
	r = targets_find(opts, &sysroot_live, &rec->targets, err);
	return r < 0 ? r : plan_make(&in, &rec->plan, err);
}

/* As a shell would have it: the workload's status, or the signal that ended the recording. */
static int exit_status(struct recorder *rec)
{
	int status = rec->child_status, signal = rec->end == END_SIGNAL ? rec->signal : 0;

	if (rec->end == END_CHILD) {
		if (WIFEXITED(status))
			return WEXITSTATUS(status);
		signal = WTERMSIG(status);
	}
	if (!signal)
		return 0;
	recorder_done(rec);
	*rec = (struct recorder){ .child = CHILD_NONE, .signals = SIGNALS_NONE };
	raise(signal); /* whoever started us sees that it was a signal */
	return 128 + signal;
}

static int record(struct record_opts *opts, struct recorder *rec, struct args args, struct err *err)
{
	int r;

	rec->has_workload = args.argc > 0;
	if (!rec->has_workload && !plan_has_target(opts))
		opts->all_cpus = true;
	if (opts->switch_event && opts->switching.kind == SWITCH_NONE)
		opts->switching.kind = SWITCH_SIGNAL;
	r = record_opts_check(opts, err);
	if (r >= 0)
		r = make_plan(rec, opts, err);
	if (r < 0)
		return r;
	/* Before anything is opened, or renamed. */
	if (rec->has_workload && (r = child_check(args.argv[0], NULL)) < 0)
		return recorder_no_workload(rec, args.argv[0], -r, err);
	if (opts->dry_run)
		return 0;

	r = recorder_run(rec, rec->has_workload ? args.argv : NULL, err);
	if (rec->drain.writer)
		closing_print(rec);
	return r < 0 ? r : exit_status(rec);
}

static int record_run(struct args args, struct err *err)
{
	/* Parsing moves the words about. */
	AUTO(freep) char **words = xmemdup(args.argv, (size_t)args.argc * sizeof(*words));
	struct args cmdline = { .argc = args.argc, .argv = words };
	struct record_opts opts;
	struct recorder rec = {
		.opts = &opts,
		.cmdline = &cmdline,
		.child = CHILD_NONE,
		.output = { .fd = -1 },
		.signals = SIGNALS_NONE,
	};
	int r;

	record_opts_init(&opts);
	r = command_parse(&record_command, &opts, &args, err);
	if (opts.verbose)
		log_set_level(opts.verbose);
	if (r >= 0 && (opts.intr_regs.is_list || opts.user_regs.is_list))
		r = list_registers(err);
	else if (r >= 0)
		r = record(&opts, &rec, args, err);
	recorder_done(&rec);
	record_opts_done(&opts);
	return r;
}

const struct command record_command = {
	.name = "record",
	.summary = "run a command, or watch what runs, and write what happened to a file",
	.usage = "[OPTIONS] [--] [COMMAND [ARG...]]",
	.options = record_options,
	.stop_at_word = true,
	.run = record_run,
};
