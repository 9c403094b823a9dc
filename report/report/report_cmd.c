/* SPDX-License-Identifier: GPL-2.0-or-later */
/* prof report: where the samples of a perf.data file fell. */
#include <unistd.h>

#include "common/base/err.h"
#include "common/base/outbuf.h"
#include "common/base/strtab.h"
#include "common/cli/command.h"
#include "common/perfdata/reader.h"
#include "common/session/input_path.h"
#include "common/session/session.h"
#include "common/symbol/symbolizer.h"
#include "common/tally/chains.h"
#include "common/tally/lines.h"
#include "common/tally/place_table.h"
#include "report/commands.h"
#include "report/report/options.h"
#include "report/report/report_text.h"

static int parse_graph(void *field, const char *arg, bool unset, struct err *err)
{
	return graph_opts_parse(unset ? "none" : arg, field, err);
}

static int parse_keys(void *field, const char *arg, bool unset, struct err *err)
{
	return unset ? 0 : sort_keys_parse(arg, field, err);
}

#define O(field, ...) OPT(struct report_opts, field, __VA_ARGS__)
#define C(field, ...) OPT_CUSTOM(struct report_opts, field, __VA_ARGS__)
static const struct opt_spec report_options[] = {
	C(graph, 'g', "call-graph", "graph,0.5,caller",
	  "how call trees are drawn: graph, fractal or none, the least share of a node, the "
	  "lines of a level, caller or callee first",
	  parse_graph, .flags = OPT_ARG_UNLESS_LAST),
	O(force, 'f', "force", NULL, "read the file whoever owns it"),
	O(input, 'i', "input", "file", "read this file, or stdin for - (default: perf.data)"),
	O(nr_samples, 'n', "show-nr-samples", NULL, "a column with the number of samples"),
	O(quiet, 'q', "quiet", NULL, "no comments, no warnings"),
	C(keys, 's', "sort", "key[,key...]", "group samples by these keys", parse_keys,
	  .given = offsetof(struct report_opts, keys_given)),
	O(verbose, 'v', "verbose", NULL, "say more (-vv: still more)", .flags = OPT_COUNTED),
	O(children, 0, "children", NULL, "count callees in each line too (the default)"),
	O(stdio, 0, "stdio", NULL, "print text (as always)"),
	OPT_END,
};
#undef O
#undef C

/* What stands in memory while a report is made. */
struct report {
	const struct report_opts *opts;
	struct session *session;
	struct profile *profile;
	struct place_table *places;
	struct chains *chains;
	struct key_context ctx;
	bool children, root_first;
};

static bool any_callchain(const struct session *s)
{
	for (size_t i = 0; i < session_nr_events(s); i++)
		if (session_event(s, i)->format.sample_type & PERF_SAMPLE_CALLCHAIN)
			return true;
	return false;
}

static void print_event(const struct report *r, const struct session_event *event,
                        struct outbuf *out)
{
	struct lines_opts opts = {
		.keys = &r->opts->keys,
		.ctx = &r->ctx,
		.children = r->children,
		.uses = (event->format.sample_type & PERF_SAMPLE_CALLCHAIN) &&
		        r->opts->graph.kind != GRAPH_NONE,
	};
	AUTO(lines_freep) struct lines *lines = lines_new(r->profile, r->chains, event, &opts);

	if (!lines->nr_samples)
		return;
	lines_sort(lines, r->root_first);
	report_text_print(lines, r->places, r->opts, out);
}

static int print_report(const struct report *r, struct err *err)
{
	struct outbuf out = { 0 };
	int status;

	outbuf_str(&out, "# To display the perf.data header info, please use "
	                 "--header/--header-only options.\n#\n#\n");
	outbuf_printf(&out, "# Total Lost Samples: %llu\n#\n",
	              (unsigned long long)session_stats(r->session)->nr_lost_samples);
	for (size_t i = 0; i < session_nr_events(r->session); i++)
		print_event(r, session_event(r->session, i), &out);
	status = outbuf_flush(&out, STDOUT_FILENO, err);
	outbuf_done(&out);
	return status;
}

static int report_session(struct session *session, const struct report_opts *opts, struct err *err)
{
	struct symbolizer_opts symbol_opts = { 0 };
	struct profile_opts profile_opts = { 0 };
	struct chains_opts chains_opts = { 0 };
	AUTO(symbolizer_freep) struct symbolizer *symbolizer = symbolizer_new(&symbol_opts);
	AUTO(place_table_freep) struct place_table *places = place_table_new(symbolizer);
	AUTO(strtab_freep) struct strtab *names = strtab_new();
	AUTO(profile_freep) struct profile *profile = NULL;
	AUTO(chains_freep) struct chains *chains = NULL;
	struct report r = { .opts = opts, .session = session, .places = places };
	int status;

	profile_opts.by_stack = true;
	sort_keys_require(&opts->keys, &profile_opts);
	profile = profile_new(&profile_opts);
	status = profile_run(profile, session, err);
	if (status < 0)
		return status;

	r.children = opts->children && any_callchain(session);
	r.root_first = opts->graph.order == GRAPH_CALLER ||
	               (opts->graph.order == GRAPH_ORDER_DEFAULT && r.children);
	chains_opts.root_first = r.root_first;
	if (!profile_stacks(profile))
		return err_set(err, ENODATA, "The %s data has no samples!", opts->input);
	chains = chains_new(profile_stacks(profile), places, &chains_opts);
	r.profile = profile;
	r.chains = chains;
	r.ctx = (struct key_context){ places, names, opts->verbose > 0 };
	return print_report(&r, err);
}

static int report_run(struct args args, struct err *err)
{
	struct report_opts opts = { .children = true, .graph = { .min_percent = 0.5 } };
	AUTO(session_freep) struct session *session = NULL;
	struct session_opts session_opts = { 0 };
	int r;

	r = sort_keys_parse("comm,dso,symbol", &opts.keys, err);
	if (r < 0)
		return r;
	r = command_parse(&report_command, &opts, &args, err);
	if (r < 0)
		return r;
	r = input_path(opts.input, opts.force, &opts.input, err);
	if (r < 0)
		return r;
	r = session_open(opts.input, &session_opts, &session, err);
	if (r < 0)
		return r;
	return report_session(session, &opts, err);
}

const struct command report_command = {
	.name = "report",
	.summary = "show where the samples of a perf.data file fell",
	.usage = "[OPTIONS]",
	.options = report_options,
	.run = report_run,
};
