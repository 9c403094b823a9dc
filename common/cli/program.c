/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <malloc.h>
#include <unistd.h>

#include "common/base/err.h"
#include "common/base/fs.h"
#include "common/base/outbuf.h"
#include "common/cli/command.h"
#include "common/cli/describe.h"
#include "common/base/nearest.h"

static const struct command *find_command(const struct command *const *commands, const char *name)
{
	for (; *commands; commands++)
		if (streq((*commands)->name, name))
			return *commands;
	return NULL;
}

/* The command whose own program this is, by the name it was started with. */
static const struct command *find_program(const struct command *const *commands, const char *argv0)
{
	for (; *commands; commands++)
		if ((*commands)->program && streq((*commands)->program, path_base(argv0)))
			return *commands;
	return NULL;
}

static void put_commands(const struct command *const *commands, struct outbuf *out)
{
	for (; *commands; commands++)
		outbuf_printf(out, "   %-15s %s\n", (*commands)->name, (*commands)->summary);
}

static int print(struct outbuf *text, int fd, int status)
{
	outbuf_flush(text, fd, NULL); /* there is nobody to tell of a failure */
	outbuf_done(text);
	return status;
}

/* --commands: for the usage of the front door, which knows no more than their names. */
static int print_commands(const struct command *const *commands)
{
	struct outbuf text = { 0 };

	put_commands(commands, &text);
	return print(&text, STDOUT_FILENO, EXIT_SUCCESS);
}

/* --describe: for the build and the tests. */
static int print_description(const struct command *const *commands)
{
	struct outbuf text = { 0 };

	for (; *commands; commands++)
		describe_command(*commands, &text);
	return print(&text, STDOUT_FILENO, EXIT_SUCCESS);
}

static int print_usage(const struct command *const *commands, const char *program, int fd)
{
	struct outbuf text = { 0 };

	outbuf_printf(&text, "\n usage: %s COMMAND [ARGS]\n\n Its commands are:\n", program);
	put_commands(commands, &text);
	outbuf_str(&text, "\n They are usually called as `prof COMMAND`.\n\n");
	return print(&text, fd, EXIT_USAGE);
}

static int unknown_command(const struct command *const *commands, const char *program,
                           const char *name)
{
	struct nearest nearest = nearest_to(str_of(name));
	struct outbuf text = { 0 };

	for (size_t i = 0; commands[i]; i++)
		nearest_add(&nearest, commands[i]->name);
	outbuf_printf(&text, "%s: it has no command `%s'.", program, name);
	if (nearest.name)
		outbuf_printf(&text, " Did you mean `%s'?", nearest.name);
	outbuf_char(&text, '\n');
	return print(&text, STDERR_FILENO, EXIT_FAILURE);
}

/*
 * The programs are short runs over much memory. What is freed is kept for the next use: giving it
 * back to the kernel and faulting it in again is a tenth of the time of a `prof script`.
 */
static void keep_memory(void)
{
	const int never_bytes = 1 << 30, step_bytes = 4 << 20;

	mallopt(M_MMAP_THRESHOLD, never_bytes);
	mallopt(M_TRIM_THRESHOLD, never_bytes);
	mallopt(M_TOP_PAD, step_bytes);
}

int program_main(const struct command *const *commands, int argc, char **argv)
{
	const char *program = argc ? path_base(argv[0]) : "prof";
	const struct command *command = argc ? find_program(commands, argv[0]) : NULL;

	keep_memory();
	if (command)
		return command_main(command, (struct args){ .argc = argc - 1, .argv = argv + 1 });
	if (argc < 2)
		return print_usage(commands, program, STDERR_FILENO);
	if (streq(argv[1], "-h") || streq(argv[1], "--help"))
		return print_usage(commands, program, STDOUT_FILENO);

	if (streq(argv[1], "--commands"))
		return print_commands(commands);
	if (streq(argv[1], "--describe"))
		return print_description(commands);

	command = find_command(commands, argv[1]);
	if (!command)
		return unknown_command(commands, program, argv[1]);
	return command_main(command, (struct args){ .argc = argc - 2, .argv = argv + 2 });
}
