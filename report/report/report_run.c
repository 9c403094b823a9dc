/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/report/report_run.h"

#include <stdio.h>
#include <unistd.h>

#include "common/base/err.h"
#include "common/base/outbuf.h"
#include "common/base/strtab.h"
#include "common/perfdata/features.h"
#include "common/perfdata/header_print.h"
#include "common/perfdata/reader.h"
#include "common/session/input_path.h"
#include "common/session/session.h"
#include "common/symbol/symbolizer.h"
#include "common/tally/chains.h"
#include "common/tally/lines.h"
#include "common/tally/notices.h"
#include "common/tally/place_table.h"
#include "common/tally/trace_dim.h"
#include "report/report/options.h"
#include "report/report/report_filter.h"
#include "report/report/report_text.h"

/* What stands in memory while a report is made. */
struct report {
	struct report_opts *opts;
	struct session *session;
	struct symbolizer *symbolizer;
	struct profile *profile;
	struct place_table *places;
	struct chains *chains;
	struct strtab *names;
	struct key_context ctx;
	struct trace_dim *traces;
	struct sort_keys keys;
	bool callchains, children, root_first;
};

static void report_done(struct report *r)
{
	trace_dim_free(r->traces);
	chains_free(r->chains);
	profile_free(r->profile);
	place_table_free(r->places);
	strtab_free(r->names);
	symbolizer_free(r->symbolizer);
	session_free(r->session);
}

static bool any_callchain(const struct session *s)
{
	for (size_t i = 0; i < session_nr_events(s); i++)
		if (session_event(s, i)->format.sample_type & PERF_SAMPLE_CALLCHAIN)
			return true;
	return false;
}

/* Lines of the event, or of the group that it leads. */
static void print_event(const struct report *r, const struct session_event *leader,
                        struct outbuf *out)
{
	const struct report_opts *o = r->opts;
	bool trees = leader->format.sample_type & PERF_SAMPLE_CALLCHAIN;
	struct lines_opts opts = {
		.keys = &r->keys,
		.order = &o->order,
		.ctx = &r->ctx,
		.children = r->children,
		.uses = trees && o->graph.kind != GRAPH_NONE,
		.resolved_only = o->resolved_only,
		.shown = o->dsos.given || o->symbols.given ? report_shows_place : NULL,
		.filter_ctx = r->opts,
	};
	VEC(const struct session_event *) events = { 0 };
	struct lines *lines;
	uint64_t nr_samples = 0;

	vec_push(&events, leader);
	for (size_t i = 0; o->group && i < session_nr_events(r->session); i++) {
		const struct session_event *e = session_event(r->session, i);

		if (e != leader && e->leader == leader)
			vec_push(&events, e);
	}
	lines = lines_new(r->profile, r->chains, events.data, events.len, &opts);
	for (size_t i = 0; i < events.len; i++)
		nr_samples += lines->totals[i].nr_samples;
	if (nr_samples) {
		lines_sort(lines, r->root_first);
		report_text_print(lines, o, out);
	}
	lines_free(lines);
	vec_done(&events);
}

/* A list of one name stands in the head instead of the column. */
static void put_filter(const struct report_opts *o, const char *what, const struct name_list *list,
                       struct outbuf *out)
{
	struct column column = { .key = sort_key_find(what, strlen(what)) };

	if (list->nr == 1 && columns_have(&o->shown, column))
		outbuf_printf(out, "# %s: %s\n", what, list->names[0]);
}

static int print_report(const struct report *r, struct err *err)
{
	const struct report_opts *o = r->opts;
	struct outbuf out = { 0 };
	int status = 0;

	if (!o->quiet && !o->header)
		outbuf_str(&out, "# To display the perf.data header info, please use "
		                 "--header/--header-only options.\n#\n");
	if (!o->quiet) {
		put_filter(o, "dso", &o->dsos, &out);
		put_filter(o, "comm", &o->comms, &out);
		put_filter(o, "symbol", &o->symbols, &out);
		outbuf_printf(&out, "#\n# Total Lost Samples: %llu\n#\n",
		              (unsigned long long)session_stats(r->session)->nr_lost_samples);
	}
	for (size_t i = 0; i < session_nr_events(r->session) && status >= 0; i++) {
		const struct session_event *e = session_event(r->session, i);

		if (!o->group || e->leader == e)
			print_event(r, e, &out);
		status = outbuf_flush(&out, STDOUT_FILENO, err);
	}
	outbuf_done(&out);
	return status;
}

static void print_notices(const struct report *r)
{
	struct notices_counts counts = { .nr_bad_samples = profile_stats(r->profile).nr_bad };
	struct outbuf text = { 0 };

	notices_append(r->session, r->symbolizer, &counts, &text);
	outbuf_flush(&text, STDERR_FILENO, NULL);
	outbuf_done(&text);
}

/* Read all samples. Of a pipe the events are only known behind this. */
static int count(struct report *r, struct err *err)
{
	struct report_opts *o = r->opts;
	struct profile_opts opts = { .by_stack = true, .filter_ctx = o };

	r->traces = trace_dim_new(r->session, r->symbolizer);
	opts.dim_ctx = r->traces;

	columns_keys(&o->order, &r->keys);
	sort_keys_require(&r->keys, &opts, &r->ctx);
	if (o->cpus.given || o->time.text)
		opts.filter = report_counts;
	if (o->comms.given || o->pids.given || o->tids.given)
		opts.shown = report_shows_thread;
	r->profile = profile_new(&opts);
	return profile_run(r->profile, r->session, err);
}

static int make_report(struct report *r, struct err *err)
{
	struct report_opts *o = r->opts;
	struct chains_opts opts = { .max_frames = o->max_stack, .resolved_only = o->resolved_only };
	int read = count(r, err);

	if (read < 0 && !profile_nr_rows(r->profile))
		return read;
	if (!session_stats(r->session)->nr_samples) {
		/* As perf: a warning, and no failure. */
		fprintf(stderr, "The %s data has no samples!\n", session_header(r->session)->path);
		return 0;
	}
	opts.root_first = r->root_first;
	r->places = place_table_new(r->symbolizer);
	r->names = strtab_new();
	r->chains = chains_new(profile_stacks(r->profile), r->places, &opts);
	r->ctx.places = r->places;
	r->ctx.names = r->names;
	r->ctx.features = session_header(r->session)->features;
	r->ctx.wide_dsos = !o->separator && !o->dsos.given;
	r->ctx.full_dso_names = o->verbose > 0;
	if (read < 0) {
		/* What was read before the error is good. */
		print_report(r, NULL);
		return read;
	}
	return print_report(r, err);
}

static int print_header(const struct report *r, struct err *err)
{
	struct outbuf text = { 0 };
	int status =
		pdata_header_print(session_reader(r->session), r->opts->full_header, &text, err);

	if (status >= 0)
		status = outbuf_flush(&text, STDOUT_FILENO, err);
	outbuf_done(&text);
	return status;
}

static bool all_tracepoints(const struct session *s)
{
	size_t i = 0;

	while (i < session_nr_events(s) &&
	       session_event(s, i)->file->attr.type == PERF_TYPE_TRACEPOINT)
		i++;
	return i && i == session_nr_events(s);
}

/* What the events of the file decide. */
static int prepare(struct report *r, struct err *err)
{
	struct report_opts *o = r->opts;
	const struct features *features = session_header(r->session)->features;
	int status = report_check_cpus(o, r->session, err);

	r->callchains = any_callchain(r->session);
	r->children = o->children && r->callchains;
	/* Of a pipe perf 6.1 has the order that goes with Children, but not those. */
	r->root_first = o->graph.order == GRAPH_CALLER ||
	                (o->graph.order == GRAPH_ORDER_DEFAULT && o->children &&
	                 (r->children || session_header(r->session)->is_pipe));
	if (!o->sort && all_tracepoints(r->session))
		o->sort = "trace";
	if (status >= 0)
		status = time_filter_parse(&o->time, features->first_sample_ns,
		                           features->last_sample_ns, err);
	return status < 0 ? status : report_columns(o, r->children, err);
}

int report_run(struct report_opts *opts, struct err *err)
{
	struct symbolizer_opts symbol_opts = {
		.symfs = opts->symfs,
		.kallsyms = opts->kallsyms,
		.vmlinux = opts->vmlinux,
		.no_demangle = !opts->demangle,
		.ignore_vmlinux = opts->ignore_vmlinux,
	};
	AUTO(report_done) struct report report = { .opts = opts };
	const char *path;
	int r = input_path(opts->input, opts->force, &path, err);

	if (r >= 0)
		r = session_open(path, &(struct session_opts){ 0 }, &report.session, err);
	if (r >= 0 && (opts->header || opts->header_only))
		r = print_header(&report, err);
	if (r < 0 || opts->header_only)
		return r;
	r = prepare(&report, err);
	if (r < 0)
		return r;
	report.symbolizer = symbolizer_new(&symbol_opts);
	r = make_report(&report, err);
	if (!opts->quiet && report.profile)
		print_notices(&report);
	return r;
}
