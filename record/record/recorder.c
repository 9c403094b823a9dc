/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "record/record/recorder.h"

#include <errno.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "common/abi/sample.h"
#include "common/base/arena.h"
#include "common/base/err.h"
#include "common/base/fs.h"
#include "common/base/log.h"
#include "common/base/outbuf.h"
#include "common/base/sysroot.h"
#include "common/base/threads.h"
#include "common/kernel/ring.h"
#include "common/object/build_id.h"
#include "common/perfdata/writer.h"
#include "record/record/header.h"
#include "record/record/leave.h"
#include "record/record/options.h"
#include "record/record/preamble.h"

#define WORKLOAD_COMM   "perf-exec" /* until its exec; readers know the name */
#define NOTES_BYTES_MAX (1 << 20)
#define READER_NICE     (-20)

static int watch_signals(struct recorder *rec, struct err *err)
{
	static const int list[] = { SIGINT, SIGTERM, SIGHUP, SIGCHLD, SIGUSR2 };

	signal(SIGPIPE, SIG_IGN); /* a reader of the stream that goes away is a write error */
	signal(SIGXFSZ, SIG_IGN); /* and so is a limit of file sizes (ulimit -f) */
	return signals_watch(list, sizeof(list) / sizeof(list[0]), &rec->signals, err);
}

/* The rings wait for nobody: read them before what is recorded runs on. */
static int set_priority(const struct recorder *rec, struct err *err)
{
	struct sched_param param = { .sched_priority = (int)rec->opts->rt_priority };

	if (!rec->opts->rt_priority) {
		if (setpriority(PRIO_PROCESS, 0, READER_NICE) < 0)
			log_debug("the reader keeps its priority: %m");
		return 0;
	}
	if (sched_setscheduler(0, SCHED_FIFO, &param) == 0)
		return 0;
	err_set(err, errno, "the reader cannot have the SCHED_FIFO priority %u (-r): %m",
	        rec->opts->rt_priority);
	if (errno == EINVAL)
		return err_hint(err, "priorities are from %d to %d",
		                sched_get_priority_min(SCHED_FIFO),
		                sched_get_priority_max(SCHED_FIFO));
	return err_hint(err, "that needs root, CAP_SYS_NICE or ulimit -r");
}

static int spawn_workload(struct recorder *rec, char *const *argv, struct err *err)
{
	rec->child = CHILD_NONE;
	rec->has_workload = argv != NULL;
	if (!argv)
		return 0;
	/* In a pipeline stdout is the recording's, so the workload's text goes to stderr. */
	return child_spawn(argv, WORKLOAD_COMM, rec->output.is_pipe ? STDERR_FILENO : -1,
	                   &rec->child, err);
}

static int open_events(struct recorder *rec, struct err *err)
{
	bool by_targets = rec->targets.tids.len > 0;

	return opener_open(&rec->plan, by_targets ? rec->targets.tids.data : &rec->child.pid,
	                   by_targets ? rec->targets.tids.len : 1, &rec->facts, &rec->opener, err);
}

static uint8_t read_build_id(void *ctx, const char *path, bool notes, uint8_t id[20])
{
	struct build_id build_id = { 0 };
	AUTO(freep) char *bytes = NULL;
	size_t len;

	(void)ctx;
	if (!notes)
		build_id_of_file(path, &build_id, NULL);
	else if (file_read(path, NOTES_BYTES_MAX, &bytes, &len, NULL) == 0)
		build_id_of_notes(bytes, len, &build_id, NULL);
	memcpy(id, build_id.bytes, build_id.size);
	return build_id.size;
}

static void synth_opts_of(const struct recorder *rec, const struct sample_format *format,
                          struct synth_opts *ret)
{
	const struct record_opts *o = rec->opts;

	*ret = (struct synth_opts){
		.sysroot = &sysroot_live,
		.format = format,
		.nr_threads = o->nr_synth_threads ? o->nr_synth_threads : threads_available(),
		.proc_map_timeout_ns = (uint64_t)o->proc_map_timeout_ms * 1000000,
		.build_id_mmap = o->buildid_mmap,
		.build_id_of = read_build_id,
		.namespaces = o->namespaces && o->synth.tasks,
		.cgroups = o->all_cgroups && o->synth.cgroups,
		.tasks = o->synth.tasks,
		.maps = o->synth.maps,
	};
	vec_for_each(pe, &rec->plan.events) {
		ret->mmap_data |= pe->attr.mmap_data;
		ret->need_kernel |= !pe->attr.exclude_kernel && !pe->is_added;
	}
}

static int synthesize_tasks(struct recorder *rec, const struct synth_opts *so, struct outbuf *out,
                            struct err *err)
{
	const struct targets *t = &rec->targets;

	if (rec->plan.target == PLAN_SYSTEM)
		return synth_all_tasks(so, out, &rec->synth_stats, err);
	if (t->by_thread)
		return synth_threads(so, t->named.data, t->named.len, out, &rec->synth_stats, err);
	/* Without processes: the cgroups alone. */
	return synth_processes(so, t->named.data, t->named.len, out, &rec->synth_stats, err);
}

int recorder_synthesize(struct recorder *rec, struct err *err)
{
	struct sample_format format;
	struct synth_opts so;
	AUTO(outbuf_done) struct outbuf out = { 0 };
	int r = 0;

	sample_format_init(&format, &rec->plan.events.data[0].attr);
	synth_opts_of(rec, &format, &so);
	/* The kernel's are recorded whatever --synth says: without them it has no symbols. */
	if (so.need_kernel)
		r = synth_kernel(&so, &out, err);
	if (r >= 0 && !rec->opts->no_bpf_event && so.need_kernel)
		r = synth_bpf(&so, &out, err);
	if (r >= 0 && (so.tasks || so.maps || so.cgroups))
		r = synthesize_tasks(rec, &so, &out, err);
	if (r < 0)
		return r;
	if (rec->child.pid > 0)
		synth_comm(&so, rec->child.pid, rec->child.pid, WORKLOAD_COMM, &out);
	return pdata_writer_put(rec->writer, out.data, out.len, err);
}

static int put_preamble(struct recorder *rec, struct err *err)
{
	AUTO(outbuf_done) struct outbuf out = { 0 };

	preamble_add(&rec->opener, &out);
	return pdata_writer_put(rec->writer, out.data, out.len, err);
}

static int put_finished_init(struct recorder *rec, struct err *err)
{
	AUTO(outbuf_done) struct outbuf out = { 0 };

	preamble_finished(&out);
	return pdata_writer_put(rec->writer, out.data, out.len, err);
}

static int open_writer(struct recorder *rec, struct err *err)
{
	struct pdata_writer_opts wo = {
		.pipe = rec->output.is_pipe,
		.zstd_level = rec->opts->zstd_level,
		.mmap_bytes = (rec->plan.ring_pages + 1) * rec->facts.page_bytes,
	};
	size_t nr = rec->plan.events.len;
	struct pdata_event_out *events = arena_array(rec->arena, struct pdata_event_out, nr);

	for (size_t e = 0; e < nr; e++) {
		const struct opened *opened = &rec->opener.events[e];
		uint64_t *ids = arena_array(rec->arena, uint64_t, opener_places(&rec->opener));
		size_t nr_ids = 0;

		for (size_t i = 0; i < opener_places(&rec->opener); i++)
			if (opened->fds[i] >= 0)
				ids[nr_ids++] = opened->ids[i];
		events[e] = (struct pdata_event_out){
			.attr = rec->plan.events.data[e].attr,
			.name = rec->plan.events.data[e].name,
			.ids = ids,
			.nr_ids = nr_ids,
		};
	}
	header_add_events(rec, events, nr);
	return pdata_writer_open(rec->output.fd, rec->output.path, &wo, events, nr, &rec->writer,
	                         err);
}

int recorder_start_file(struct recorder *rec, struct err *err)
{
	int r = open_writer(rec, err);

	rec->drain.writer = rec->writer;
	if (r >= 0 && rec->output.is_pipe)
		r = pdata_writer_put_header_records(rec->writer, &rec->features, err);
	if (r >= 0)
		r = put_preamble(rec, err);
	if (r >= 0 && !rec->plan.tail_synthesize)
		r = recorder_synthesize(rec, err);
	return r < 0 ? r : put_finished_init(rec, err);
}

int recorder_no_workload(const struct recorder *rec, const char *name, int error, struct err *err)
{
	return err_set(err, error, "Failed to collect '%s' for the '%s' workload: %s",
	               rec->plan.events.data[0].name, name, strerror(error));
}

/* From here on samples come. */
static int start_events(struct recorder *rec, struct err *err)
{
	int r = 0;

	if (!rec->opts->delay.given && !rec->plan.enable_on_exec)
		r = opener_enable(&rec->opener, err);
	if (r < 0 || !rec->has_workload)
		return r;
	r = child_go(&rec->child, err);
	if (r < 0) {
		output_discard(&rec->output);
		err_wrap(err, "Failed to collect '%s' for the workload",
		         rec->plan.events.data[0].name);
	}
	return r;
}

/* Stop, and take what is left in the rings. */
static int stop_events(struct recorder *rec, struct err *err)
{
	int r = rec->plan.target == PLAN_SYSTEM || rec->end != END_CHILD
	                ? opener_disable(&rec->opener, true, NULL)
	                : 0;

	(void)r; /* of targets that have ended: there is nothing to stop */
	r = drain_pass(&rec->drain, true, err);
	if (r >= 0)
		r = drain_snapshot(&rec->drain, err);
	return r;
}

/* What was written stays readable, also where no more could be. */
static int finish(struct recorder *rec, int r, struct err *err)
{
	const char *path = NULL;
	int r2 = finish_file(rec, true, r < 0 ? NULL : err);

	if (r < 0 && r2 >= 0 && !rec->output.is_pipe)
		err_hint(err, "%s can be read up to its last whole record", rec->output.path);
	rec->nr_bytes += pdata_writer_bytes(rec->writer);
	if (r >= 0)
		r = r2;
	r2 = output_close_file(&rec->output, &path, r < 0 ? NULL : err);
	rec->last_file = path;
	return r < 0 ? r : r2;
}

static int start(struct recorder *rec, char *const *argv, struct err *err)
{
	int r;

	rec->arena = arena_new();
	r = watch_signals(rec, err);
	output_init(&rec->output, rec->opts);
	if (r >= 0)
		r = spawn_workload(rec, argv, err);
	if (r >= 0)
		r = open_events(rec, err);
	if (r >= 0 && rec->opts->switch_event)
		r = trigger_open(rec->opts->switch_event, &rec->facts, &rec->trigger, err);
	if (r >= 0)
		r = set_priority(rec, err);
	if (r >= 0) /* an older file is renamed only now: nothing more is likely to fail */
		r = output_open(&rec->output, err);
	if (r < 0)
		return r;
	closing_notices(rec);
	drain_init(&rec->drain, &rec->opener, rec->opts->flush_bytes);
	r = header_fill(rec, err);
	if (r >= 0)
		r = recorder_start_file(rec, err);
	return r < 0 ? r : start_events(rec, err);
}

int recorder_run(struct recorder *rec, char *const *argv, struct err *err)
{
	int r = start(rec, argv, err);

	if (r < 0)
		return r;
	r = loop_run(rec, err);
	if (r >= 0)
		r = stop_events(rec, err);
	if (r < 0)
		rec->end = END_ERROR;
	return finish(rec, r, err);
}

void recorder_done(struct recorder *rec)
{
	child_done(&rec->child);
	pdata_writer_free(rec->writer);
	drain_done(&rec->drain);
	trigger_done(&rec->trigger);
	leave_events(&rec->opener);
	opener_done(&rec->opener);
	header_done(rec);
	output_done(&rec->output);
	targets_done(&rec->targets);
	plan_done(&rec->plan);
	machine_facts_done(&rec->facts);
	signals_done(&rec->signals);
	arena_free(rec->arena);
}
