/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "common/cli/command.h"

#include <poll.h>
#include <signal.h>
#include <unistd.h>

#include "common/base/err.h"
#include "common/base/outbuf.h"
#include "common/cli/config.h"
#include "common/cli/describe.h"
#include "common/cli/pager.h"
#include "common/cli/usage.h"

#define EXIT_READER_GONE (128 + SIGPIPE) /* what a shell shows of a program SIGPIPE has ended */

static const struct opt_spec no_options[] = { OPT_END };

static const struct opt_spec *options_of(const struct command *command)
{
	return command->options ? command->options : no_options;
}

/* What the config file says of this command. */
static int parse_config(const struct command *command, void *opts, const struct config *config,
                        struct err *err)
{
	const struct config_entry *entry;
	size_t at = 0;

	while ((entry = config_next(config, command->name, &at))) {
		int r = opt_set(options_of(command), opts, entry->name, entry->value, err);

		if (r < 0) {
			err_wrap(err, "%s:%u", config_path(config), entry->line);
			return r;
		}
	}
	return 0;
}

int command_parse(const struct command *command, void *opts, struct args *args, struct err *err)
{
	int r = args->config ? parse_config(command, opts, args->config, err) : 0;

	if (r < 0)
		return r;
	return opt_parse(options_of(command), opts, args, command->stop_at_word, err);
}

void command_usage(const struct command *command, struct outbuf *out)
{
	usage_heading(command, out);
	outbuf_char(out, '\n');
	usage_options(options_of(command), STR(""), out);
	outbuf_char(out, '\n');
}

static void print(struct outbuf *text, int fd)
{
	outbuf_flush(text, fd, NULL); /* there is nobody to tell of a failure */
	outbuf_done(text);
}

/* -h: all options, or those that hold the word behind it. */
static void print_help(const struct command *command, char **words)
{
	struct outbuf text = { 0 };
	struct str word = STR("");
	size_t heading;

	for (; *words; words++)
		word = str_of(*words);

	usage_heading(command, &text);
	outbuf_char(&text, '\n');
	heading = text.len;
	usage_options(options_of(command), word, &text);
	if (text.len == heading)
		usage_options(options_of(command), STR(""), &text);
	outbuf_char(&text, '\n');
	print(&text, STDOUT_FILENO);
}

/* A wrong command line: the complaint, and how the option in question (or all) is used. */
static void print_usage_error(const struct command *command, const struct err *err)
{
	struct outbuf text = { 0 };

	if (!strchr(err->msg, '\n'))
		outbuf_str(&text, " Error: ");
	outbuf_printf(&text, "%s\n", err->msg);
	usage_heading(command, &text);
	outbuf_char(&text, '\n');
	if (err->hint[0])
		outbuf_printf(&text, "%s\n", err->hint);
	else
		usage_options(options_of(command), STR(""), &text);
	outbuf_char(&text, '\n');
	print(&text, STDERR_FILENO);
}

static void print_error(const struct command *command, const struct err *err)
{
	struct outbuf text = { 0 };

	if (!strchr(err->msg, '\n'))
		outbuf_printf(&text, "prof %s: ", command->name);
	outbuf_printf(&text, "%s\n", err->msg);
	if (err->hint[0])
		outbuf_printf(&text, "%s\n", err->hint);
	print(&text, STDERR_FILENO);
}

/* Is stdout a pipe or socket that nobody reads any more? */
static bool reader_gone(void)
{
	struct pollfd fd = { .fd = STDOUT_FILENO, .events = POLLOUT };

	return poll(&fd, 1, 0) == 1 && fd.revents & POLLERR;
}

/* Print what went wrong; the exit status that belongs to it. */
static int fail(const struct command *command, const struct args *args, const struct err *err)
{
	int status = err->exit_status ? err->exit_status : EXIT_FAILED;

	if (err->code == EPIPE && reader_gone())
		return EXIT_READER_GONE;
	if (err->code == ECANCELED && status == EXIT_USAGE)
		print_help(command, args->argv);
	else if (status == EXIT_USAGE)
		print_usage_error(command, err);
	else
		print_error(command, err);
	return status;
}

static int run(const struct command *command, struct args *args, struct err *err)
{
	AUTO(config_freep) struct config *config = NULL;
	int r;

	r = config_load(&config, err);
	if (r < 0)
		return r;
	if (config_refusal(config))
		fprintf(stderr, "prof: %s\n", config_refusal(config));
	args->config = config;
	return command->run(*args, err);
}

static int print_long_names(const struct command *command)
{
	struct outbuf text = { 0 };

	describe_long_names(command, &text);
	print(&text, STDOUT_FILENO);
	return EXIT_SUCCESS;
}

int command_main(const struct command *command, struct args args)
{
	struct err err = { 0 };
	int r;

	if (args.argc == 1 && streq(args.argv[0], "--list-opts"))
		return print_long_names(command);
	if (command->pager && pager_start(&r) == PAGER_WAITER)
		return r;

	r = run(command, &args, &err);
	if ((fflush(stdout) != 0 || ferror(stdout)) && r >= 0)
		r = err_set(&err, errno, "stdout: %m");
	if (r >= 0)
		return r;
	if (!err.code)
		err_set(&err, -r, "%m");
	return fail(command, &args, &err);
}
