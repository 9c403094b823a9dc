/* SPDX-License-Identifier: GPL-2.0-or-later */
/* stackcollapse: `perf script` text, or a perf.data file, as folded stacks. */
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <unistd.h>

#include "common/base/err.h"
#include "common/base/outbuf.h"
#include "common/base/threads.h"
#include "common/cli/command.h"
#include "script/collapse/fold.h"
#include "script/collapse/parse.h"
#include "script/script/folded.h"
#include "script/collapse/text.h"

struct collapse_opts {
	const char *input; /* a perf.data file; NULL: text */
	struct fold_opts fold;
};

#define O(field, ...) OPT(struct collapse_opts, field, __VA_ARGS__)
static const struct opt_spec collapse_options[] = {
	O(fold.addrs, 0, "addrs", NULL, "show the address of functions without a name"),
	O(fold.all, 0, "all", NULL, "all annotations (--kernel and --jit)"),
	O(fold.context, 0, "context", NULL, "add file and line to the functions of --inline"),
	O(fold.event_filter, 0, "event-filter", "EVENT",
	  "count the samples of EVENT (default: the event of the first sample)"),
	O(fold.inlined, 0, "inline", NULL, "show inlined functions, as addr2line finds them"),
	O(input, 'i', "input", "FILE", "fold the samples of a perf.data file, not text"),
	O(fold.jit, 0, "jit", NULL, "mark functions of perf-PID.map files with _[j]"),
	O(fold.kernel, 0, "kernel", NULL, "mark kernel functions with _[k]"),
	O(fold.pid, 0, "pid", NULL, "put the process id behind the process name"),
	O(fold.srcline, 0, "srcline", NULL, "add source lines (of perf script -F +srcline)"),
	O(fold.tid, 0, "tid", NULL, "put process and thread id behind the process name"),
	OPT_END
};
#undef O

/* A file being folded. */
struct source {
	const struct fold *fold;
	const char *name;
};

/*
 * Folding goes on, as the rest of the text may be good. The first line of each message is that of
 * stackcollapse-perf.pl, which names the event that is left out.
 */
static void tell_of_line(void *ctx, enum fold_result result, struct str line, uint64_t nr)
{
	const struct source *source = ctx;
	AUTO(outbuf_done) struct outbuf text = { 0 };
	struct sample_line sample;

	if (result == FOLD_UNRECOGNIZED) {
		outbuf_str(&text, "Unrecognized line: ");
		outbuf_view(&text, line);
		outbuf_printf(&text, " at %s line %" PRIu64 ".\n", source->name, nr);
	} else if (result == FOLD_OTHER_EVENT && sample_line_parse(line, &sample)) {
		outbuf_str(&text, "Filtering for events of type: ");
		outbuf_view(&text, sample.event);
		outbuf_str(&text, "\n(Only ");
		outbuf_view(&text, fold_event(source->fold));
		outbuf_str(&text, " is counted; --event-filter=EVENT chooses another.)\n");
	}
	outbuf_flush(&text, STDERR_FILENO, NULL); /* there is nobody to tell of a failure */
}

static int fold_file(struct fold *fold, const char *path, struct err *err)
{
	struct source source = { fold, path };
	struct text_opts opts = { threads_available(), tell_of_line, &source };
	AUTO(fd_closep) int fd = -1;
	int r;

	if (!streq(path, "-"))
		fd = open(path, O_RDONLY | O_CLOEXEC);
	if (!streq(path, "-") && fd < 0)
		return err_set(err, errno, "%s: %m", path);

	r = text_fold(fold, fd < 0 ? STDIN_FILENO : fd, &opts, err);
	return r < 0 ? err_wrap(err, "%s", path) : 0;
}

/* One file goes on where the one before ended, as if they were one. */
static int fold_files(struct fold *fold, struct args files, struct err *err)
{
	if (!files.argc)
		return fold_file(fold, "-", err);
	for (int i = 0; i < files.argc; i++) {
		int r = fold_file(fold, files.argv[i], err);

		if (r < 0)
			return r;
	}
	return 0;
}

/* Nothing is lost in silence: why there is no output, or less than there could be. */
static void tell_of_losses(const struct fold *fold)
{
	const struct fold_stats *stats = fold_stats(fold);

	if (stats->nr_unended)
		fprintf(stderr,
		        "The last sample has no empty line behind it: it is not counted.\n");
	if (stats->nr_samples)
		return;
	if (stats->nr_filtered)
		fprintf(stderr, "No samples of event %.*s, %" PRIu64 " of others.\n",
		        STR_ARG(fold_event(fold)), stats->nr_filtered);
	else if (stats->nr_frames_outside)
		fprintf(stderr, "No call chains in the text: record with -g, and print with "
		                "perf script's own fields.\n");
	else if (!stats->nr_lines)
		fprintf(stderr, "The text is empty.\n");
}

static int write_stdout(void *ctx, struct outbuf *text, struct err *err)
{
	(void)ctx;
	return outbuf_flush(text, STDOUT_FILENO, err);
}

static int collapse_run(struct args args, struct err *err);

const struct command collapse_command = {
	.name = "collapse",
	.summary = "fold the call chains of perf script's text, a line a distinct stack",
	.usage = "[<options>] [<file>...]\n[<options>] -i perf.data",
	.options = collapse_options,
	.program = "stackcollapse",
	.run = collapse_run,
};

static int fold_recording(const struct collapse_opts *opts, struct args files, struct err *err)
{
	const char *text_only = opts->fold.srcline   ? "srcline"
	                        : opts->fold.inlined ? "inline"
	                        : opts->fold.context ? "context"
	                                             : NULL;

	if (text_only) {
		err_set(err, EINVAL, "--%s is for text, it cannot be had with -i", text_only);
		return err_exit_status(err, EXIT_USAGE);
	}
	if (files.argc) {
		err_set(err, EINVAL, "-i names the file that is folded, and '%s' another",
		        files.argv[0]);
		return err_exit_status(err, EXIT_USAGE);
	}
	return folded_file(opts->input, &opts->fold, err);
}

static int collapse_run(struct args args, struct err *err)
{
	struct collapse_opts opts = { 0 };
	AUTO(fold_freep) struct fold *fold = NULL;
	int r, written;

	r = command_parse(&collapse_command, &opts, &args, err);
	if (r < 0)
		return r;
	if (opts.input)
		return fold_recording(&opts, args, err);

	fold = fold_new(&opts.fold);
	r = fold_files(fold, args, err);
	fold_end(fold);

	/* What was folded before an error is good. */
	written = stacks_print(fold_stacks(fold), write_stdout, NULL, r < 0 ? NULL : err);
	if (r == 0)
		tell_of_losses(fold);
	return r < 0 ? r : written;
}
