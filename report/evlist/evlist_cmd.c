/* SPDX-License-Identifier: GPL-2.0-or-later */
/* prof evlist: the events of a perf.data file. */
#include <inttypes.h>
#include <string.h>
#include <traceevent/event-parse.h>
#include <unistd.h>

#include "common/base/err.h"
#include "common/base/outbuf.h"
#include "common/cli/command.h"
#include "common/perfdata/reader.h"
#include "common/perfdata/reader_facts.h"
#include "common/session/input_path.h"
#include "common/session/session.h"
#include "report/commands.h"

struct evlist_opts {
	const char *input;
	bool force, freq, group, verbose, trace_fields;
};

#define O(field, ...) OPT(struct evlist_opts, field, __VA_ARGS__)
static const struct opt_spec evlist_options[] = {
	O(freq, 'F', "freq", NULL, "show the sample frequency or period of each event"),
	O(force, 'f', "force", NULL, "read the file whoever owns it"),
	O(group, 'g', "group", NULL, "show the groups: a line each, its events in braces"),
	O(input, 'i', "input", "file", "read this file, or stdin for - (default: perf.data)"),
	O(verbose, 'v', "verbose", NULL, "show the whole attr of each event"),
	O(trace_fields, 0, "trace-fields", NULL, "show the fields of tracepoints"),
	OPT_END
};
#undef O

/* The first detail stands behind a colon, the others behind commas. */
static void begin_detail(bool *first, struct outbuf *out)
{
	outbuf_str(out, *first ? ": " : ", ");
	*first = false;
}

static void print_trace_fields(const struct session_event *event, struct outbuf *out)
{
	const struct tep_format_field *field;

	if (event->file->attr.type != PERF_TYPE_TRACEPOINT) {
		outbuf_str(out, "(not a tracepoint)");
		return;
	}
	field = event->tep ? event->tep->format.fields : NULL;
	if (!field) {
		outbuf_str(out, "(no trace field)");
		return;
	}
	outbuf_printf(out, "trace_fields: %s", field->name);
	while ((field = field->next))
		outbuf_printf(out, ",%s", field->name);
}

static void print_event(const struct session_event *event, const struct evlist_opts *opts,
                        struct outbuf *out)
{
	const struct perf_event_attr *attr = &event->file->attr;
	bool first = true;

	outbuf_str(out, event->name);
	if (opts->verbose) {
		begin_detail(&first, out);
		attr_print(attr, ": ", out);
	} else if (opts->freq) {
		begin_detail(&first, out);
		outbuf_printf(out, "sample_%s=%" PRIu64, attr->freq ? "freq" : "period",
		              (uint64_t)attr->sample_freq);
	}
	if (opts->trace_fields) {
		begin_detail(&first, out);
		print_trace_fields(event, out);
	}
	outbuf_char(out, '\n');
}

/* Members are shown with their leader. */
static void print_group(const struct session *session, const struct session_event *event,
                        struct outbuf *out)
{
	bool named = event->group_name && strcmp(event->group_name, "{anon_group}") != 0;

	if (event->leader != event)
		return;
	if (event->nr_members > 1)
		outbuf_printf(out, "%s{", named ? event->group_name : "");
	outbuf_str(out, event->name);
	for (size_t i = 1; i < event->nr_members; i++)
		outbuf_printf(out, ",%s", session_event(session, event->index + i)->name);
	outbuf_str(out, event->nr_members > 1 ? "}\n" : "\n");
}

static void print_events(const struct session *session, const struct evlist_opts *opts,
                         struct outbuf *out)
{
	bool has_tracepoint = false;

	for (size_t i = 0; i < session_nr_events(session); i++) {
		const struct session_event *event = session_event(session, i);

		has_tracepoint |= event->file->attr.type == PERF_TYPE_TRACEPOINT;
		if (opts->group)
			print_group(session, event, out);
		else
			print_event(event, opts, out);
	}
	if (has_tracepoint && !opts->trace_fields)
		outbuf_str(out, "# Tip: use 'prof evlist --trace-fields' to show fields for "
		                "tracepoint events\n");
}

/* A pipe tells its events among the records, and a writer wants to get rid of all of them. */
static int read_pipe(struct session *session, struct err *err)
{
	struct batch batch;
	int r;

	while ((r = session_next_batch(session, &batch, err)) > 0)
		;
	return r;
}

static int evlist_print(const struct evlist_opts *opts, struct err *err)
{
	const struct session_opts session_opts = { .nr_threads = 1, .unordered = true };
	AUTO(session_freep) struct session *session = NULL;
	AUTO(outbuf_done) struct outbuf out = { 0 }, warnings = { 0 };
	const char *path;
	int r = input_path(opts->input, opts->force, &path, err);

	if (r == 0)
		r = session_open(path, &session_opts, &session, err);
	if (r < 0)
		return r;
	if (session_header(session)->is_pipe)
		r = read_pipe(session, err);
	print_events(session, opts, &out);
	pdata_reader_facts_print(session_reader(session), &warnings);
	outbuf_flush(&warnings, STDERR_FILENO, NULL);
	if (r < 0)
		outbuf_flush(&out, STDOUT_FILENO, NULL);
	else
		r = outbuf_flush(&out, STDOUT_FILENO, err);
	return r;
}

static int evlist_run(struct args args, struct err *err)
{
	struct evlist_opts opts = { 0 };
	int r = command_parse(&evlist_command, &opts, &args, err);

	if (r < 0)
		return r;
	if (args.argc) {
		err_set(err, EINVAL, "'%s': evlist takes no arguments, files are given by -i",
		        args.argv[0]);
		return err_exit_status(err, EXIT_USAGE);
	}
	if (opts.group && (opts.verbose || opts.freq)) {
		err_set(err, EINVAL, "--group option is not compatible with other options");
		return err_exit_status(err, EXIT_USAGE);
	}
	return evlist_print(&opts, err);
}

const struct command evlist_command = {
	.name = "evlist",
	.summary = "show the events of a perf.data file",
	.usage = "[<options>]",
	.options = evlist_options,
	.run = evlist_run,
};
