/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "script/script/script_run.h"

#include <inttypes.h>
#include <stdio.h>
#include <unistd.h>

#include "common/base/arena.h"
#include "common/base/err.h"
#include "common/perfdata/features.h"
#include "common/perfdata/header_print.h"
#include "common/perfdata/reader.h"
#include "common/session/input_path.h"
#include "common/session/preload.h"
#include "common/session/session.h"
#include "common/symbol/symbolizer.h"
#include "script/script/folded.h"
#include "script/script/notices.h"
#include "script/script/options.h"
#include "script/script/per_event.h"
#include "script/script/walk.h"

static int print_header(const struct session *session, const struct script_opts *opts,
                        struct err *err)
{
	struct outbuf text = { 0 };
	int r = pdata_header_print(session_reader(session), opts->full_header, &text, err);

	if (r >= 0)
		r = outbuf_flush(&text, STDOUT_FILENO, err);
	outbuf_done(&text);
	return r;
}

/* A pipe's features come with its records. */
static int print_pipe_features(const struct session *session, const struct script_opts *opts,
                               struct err *err)
{
	struct outbuf text = { 0 };
	int r;

	pdata_header_print_features(session_reader(session), opts->full_header, &text);
	r = outbuf_flush(&text, STDOUT_FILENO, err);
	outbuf_done(&text);
	return r;
}

static int64_t tod_offset_ns(const struct features *features)
{
	if (!features_has(features, FEATURE_CLOCK_DATA))
		return 0;
	return (int64_t)(features->clock_data.wall_clock_ns - features->clock_data.clockid_time_ns);
}

/* What depends on the events of the file: checked and planned when they are known. */
static int prepare(struct printer *p, struct script_opts *opts, struct walk *walk,
                   struct event_switch *event_switch, struct err *err)
{
	const struct pdata_header *header = session_header(p->session);
	int r;

	if (session_nr_events(p->session) == p->nr_plans && p->nr_plans)
		return 0;
	r = field_set_check(&opts->fields, p->session, !opts->hide_call_graph, err);
	if (r >= 0)
		r = check_cpu_filter(opts, p->session, err);
	if (r >= 0)
		r = time_filter_parse(&opts->time, header->features->first_sample_ns,
		                      header->features->last_sample_ns, err);
	if (r >= 0)
		r = event_switch_init(event_switch, opts, p->session, err);
	if (r < 0)
		return r;
	p->arch = header->features->arch;
	p->tod_offset_ns = tod_offset_ns(header->features);
	printer_plan(p);
	walk->nr_workers = session_nr_workers(p->session);
	if (opts->reltime || opts->deltatime || opts->per_event_dump ||
	    event_switch_used(event_switch) || printer_in_order(p))
		walk->nr_workers = 1;
	return opts->per_event_dump ? per_event_open(p, header->path, err) : 0;
}

static int walk_all(struct session *session, struct printer *p, struct script_opts *opts,
                    struct walk_stats *ret, struct err *err)
{
	struct event_switch event_switch = { 0 };
	struct walk walk = { .printer = p, .event_switch = &event_switch, .fd = STDOUT_FILENO };
	bool pipe = session_header(session)->is_pipe, features_due = pipe && opts->header;
	struct batch batch;
	int r = pipe ? 0 : prepare(p, opts, &walk, &event_switch, err);

	while (r >= 0 && (r = session_next_batch(session, &batch, err)) > 0) {
		if (features_due)
			r = print_pipe_features(session, opts, err);
		features_due = false;
		if (r >= 0 && pipe)
			r = prepare(p, opts, &walk, &event_switch, err);
		if (r >= 0)
			r = walk_batch(&walk, &batch, err);
		if (r >= 0 && opts->per_event_dump)
			r = per_event_flush(p, err);
	}
	walk_done(&walk, ret);
	return r;
}

static void printer_donep(struct printer *p)
{
	printer_done(p);
}

static int print_text(struct session *session, struct symbolizer *symbolizer,
                      struct script_opts *opts, struct err *err)
{
	pthread_mutex_t trace_lock = PTHREAD_MUTEX_INITIALIZER;
	AUTO(printer_donep)
	struct printer p = {
		.opts = opts,
		.session = session,
		.model = session_model(session),
		.symbolizer = symbolizer,
		.kernel_path = opts->show_kernel_path ? opts->vmlinux : NULL,
		.fields = &opts->fields,
		.arena = arena_new(),
		.max_stack = opts->max_stack,
		.trace_lock = &trace_lock,
		.trace_names = { session_model(session), symbolizer },
	};
	struct walk_stats stats = { 0 };
	int r = walk_all(session, &p, opts, &stats, err);

	if (r >= 0 && opts->per_event_dump)
		r = per_event_close(&p, session_header(session)->path, err);
	if (opts->debug_mode)
		fprintf(stderr, "Misordered timestamps: %" PRIu64 "\n",
		        session_stats(session)->nr_out_of_order);
	notices_print(session, symbolizer, &stats);
	return r;
}

static int print_folded(struct session *session, struct symbolizer *symbolizer,
                        struct script_opts *opts, struct err *err)
{
	const struct features *features = session_header(session)->features;
	int r = check_cpu_filter(opts, session, err);

	if (r >= 0)
		r = time_filter_parse(&opts->time, features->first_sample_ns,
		                      features->last_sample_ns, err);
	if (r < 0)
		return r;
	return folded_print(session, symbolizer, &opts->fold, opts, err);
}

int script_run(struct script_opts *opts, struct err *err)
{
	/* perf shows the rounds where they stand in the file, and so the records, too. */
	struct session_opts session_opts = {
		.unordered = opts->dump_unsorted || opts->show_round_events,
	};
	struct symbolizer_opts symbolizer_opts = {
		.symfs = opts->symfs,
		.kallsyms = opts->kallsyms,
		.vmlinux = opts->vmlinux,
		.no_demangle = !opts->demangle,
	};
	const char *path;
	AUTO(session_freep) struct session *session = NULL;
	AUTO(symbolizer_freep) struct symbolizer *symbolizer = NULL;
	int r;

	outbuf_flush(&opts->fields.warnings, STDERR_FILENO, NULL);
	outbuf_done(&opts->fields.warnings);
	opts->dump |= opts->dump_unsorted;
	r = input_path(opts->input, opts->force, &path, err);
	if (r >= 0)
		r = session_open(path, &session_opts, &session, err);
	if (r < 0)
		return r;
	if (opts->header || opts->header_only)
		r = print_header(session, opts, err);
	if (r < 0 || opts->header_only)
		return r;
	symbolizer = symbolizer_new(&symbolizer_opts);
	session_preload_symbols(session, symbolizer);
	if (opts->folded)
		return print_folded(session, symbolizer, opts, err);
	return print_text(session, symbolizer, opts, err);
}
