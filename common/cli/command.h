/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * A command (`prof record`, `prof script` ...) as one static entry, and the main function of the
 * programs that hold several.
 */
#include "common/cli/opt.h"

struct err;
struct outbuf;

struct command {
	const char *name;
	const char *summary; /* one line, without a full stop: what it does for its user */
	const char *usage;   /* what follows the name: "[<options>] [<command>]"; a line a form */
	const struct opt_spec *options;
	bool stop_at_word;   /* words after the first non-option belong to a workload */
	bool pager;          /* its output is long: a pager, where stdout is a terminal */
	const char *program; /* also a program of this name, or NULL: "stackcollapse" */
	/* Returns the exit status of the program (0..255), or a negative errno with *err filled. */
	int (*run)(struct args args, struct err *err);
};

#define EXIT_USAGE  129 /* as git and perf have it */
#define EXIT_FAILED 255 /* perf's: its commands return -1 */

/*
 * Options of the command: the defaults that `opts` holds, then those of the config file (section
 * [NAME]), then those on the command line. See opt_parse() for *args and the errors.
 */
int command_parse(const struct command *command, void *opts, struct args *args, struct err *err);

/* The text of `prof NAME -h`. */
void command_usage(const struct command *command, struct outbuf *out);

/*
 * main() of a program that holds `commands` (NULL-terminated): argv[1] names one, or the program
 * was called by a command's own program name.
 *
 * Also answers --help, --commands (names and summaries, for prof.c), and --describe, which tells
 * the build and the tests what the option tables hold: see common/cli/describe.h.
 */
int program_main(const struct command *const *commands, int argc, char **argv);

/*
 * Run one command with the words after its name; prints its error as "prof NAME: message" with
 * the hint below. Returns the program's exit status.
 *
 * A reader of stdout that goes away early (`prof script | head`) is no error: nothing is printed
 * and the status is that of a program killed by SIGPIPE.
 */
int command_main(const struct command *command, struct args args);
