/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The front door: finds which program holds a command, and becomes it. */
#include <errno.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "common/base/mem.h"
#include "common/base/str.h"
#include "common/cli/command.h"
#include "common/base/nearest.h"

/* The room that is read when COMMAND is used. */
#define COMMAND(name, entry) { name, PROGRAM },

static const struct {
	const char *name;
	const char *program;
} commands[] = {
#define PROGRAM "prof-record"
#include "record/commands.def"
#undef PROGRAM
#define PROGRAM "prof-report"
#include "report/commands.def"
#undef PROGRAM
#define PROGRAM "prof-script"
#include "script/commands.def"
#undef PROGRAM
	{ NULL, NULL },
};
#undef COMMAND

static const struct {
	const char *program;
	const char *title;
} programs[] = {
	{ "prof-record", "record: ask the kernel" },
	{ "prof-report", "report: show people" },
	{ "prof-script", "script: feed programs" },
};
#define NR_PROGRAMS (sizeof(programs) / sizeof(programs[0]))

static const struct {
	const char *name;
	bool on;
	const char *purpose;
} build_options[] = {
#define BUILD_OPTION(name, on, purpose) { name, on, purpose },
#include "build_options.def"
#undef BUILD_OPTION
};

/* The path of a file that is installed beside this one, or at `path` from there. To be freed. */
static char *beside(const char *path)
{
	char self[PATH_MAX];
	ssize_t len = readlink("/proc/self/exe", self, sizeof(self) - 1);
	char *slash;

	if (len < 0)
		return xstrdup(path); /* no /proc: let the PATH decide */
	self[len] = '\0';
	slash = strrchr(self, '/');
	return xasprintf("%.*s/%s", slash ? (int)(slash - self) : 0, self, path);
}

static const char *program_of(const char *name)
{
	for (size_t i = 0; commands[i].name; i++)
		if (streq(commands[i].name, name))
			return commands[i].program;
	return NULL;
}

/* Become the program, with argv (NULL-terminated; argv[0] is the command). Returns on failure. */
static int become(const char *program, char **argv)
{
	AUTO(freep) char *path = beside(program);
	AUTO(freep) char **words = NULL;
	size_t nr = 0;

	while (argv[nr])
		nr++;
	words = xcalloc(nr + 2, sizeof(*words));
	words[0] = path;
	memcpy(words + 1, argv, nr * sizeof(*words));
	execvp(path, words);
	fprintf(stderr,
	        "prof: %s: %s\n  It belongs beside this program: is prof fully installed?\n", path,
	        strerror(errno));
	return EXIT_FAILED;
}

/* Run `program word` and wait for it; its output goes to ours. */
static void run(const char *program, const char *word)
{
	char *argv[] = { (char *)word, NULL };
	pid_t pid;

	fflush(stdout);
	pid = fork();
	if (pid == 0)
		_exit(become(program, argv));
	if (pid > 0)
		waitpid(pid, NULL, 0);
}

static int print_usage(int status)
{
	printf("\n usage: prof [--version] [--help] [OPTIONS] COMMAND [ARGS]\n");
	for (size_t i = 0; i < NR_PROGRAMS; i++) {
		printf("\n %s\n", programs[i].title);
		run(programs[i].program, "--commands");
	}
	printf("\n See 'prof help COMMAND' for more information on a specific command.\n\n");
	return status;
}

static int print_version(bool with_options)
{
	printf("prof version %s\n", PROF_VERSION);
	for (size_t i = 0; with_options && i < sizeof(build_options) / sizeof(build_options[0]);
	     i++)
		printf("%22s: [ %-3s ]  # %s\n", build_options[i].name,
		       build_options[i].on ? "on" : "OFF", build_options[i].purpose);
	return EXIT_SUCCESS;
}

static int version_command(char **argv)
{
	bool with_options = argv[1] && streq(argv[1], "--build-options");

	if (argv[1] && (!with_options || argv[2])) {
		fprintf(stderr,
		        "  Error: unknown option `%s'\n\n Usage: prof version [<options>]\n\n"
		        "        --build-options   display the build options\n\n",
		        argv[with_options ? 2 : 1]);
		return EXIT_USAGE;
	}
	return print_version(with_options);
}

static int unknown_command(const char *name)
{
	struct nearest nearest = nearest_to(str_of(name));

	for (size_t i = 0; commands[i].name; i++)
		nearest_add(&nearest, commands[i].name);
	nearest_add(&nearest, "help");
	nearest_add(&nearest, "version");
	fprintf(stderr, "prof: '%s' is not a prof-command. See 'prof --help'.\n", name);
	if (nearest.name)
		fprintf(stderr, "\n Did you mean this?\n\t%s\n", nearest.name);
	return EXIT_FAILURE;
}

/* The manual page of a command, or its usage where there is none (or no man). */
static int help_command(char **argv)
{
	char *name = argv[1];
	const char *program = name ? program_of(name) : NULL;
	/* As installed, and in the folder of the build. */
	static const char *const places[] = { "../share/man/man1", "docs/man" };
	char *usage[] = { name, (char *)"-h", NULL };

	if (!name)
		return print_usage(EXIT_SUCCESS);
	if (!program)
		return unknown_command(name);
	for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
		AUTO(freep) char *page = xasprintf("%s/prof-%s.1", places[i], name);
		AUTO(freep) char *path = beside(page);

		if (access(path, R_OK) == 0)
			execlp("man", "man", path, NULL);
	}
	return become(program, usage);
}

static int list_commands(void)
{
	for (size_t i = 0; commands[i].name; i++)
		printf("%s ", commands[i].name);
	printf("help version\n");
	return EXIT_SUCCESS;
}

static int print_exec_path(void)
{
	AUTO(freep) char *path = beside("");

	printf("%.*s\n", (int)strlen(path) - 1, path);
	return EXIT_SUCCESS;
}

/* The value of --name VALUE or --name=VALUE at *argv, which steps over it; NULL: not this one. */
static const char *take_value(char ***argv, const char *name)
{
	size_t len = strlen(name);
	const char *word = **argv;

	if (!strstarts(word, name))
		return NULL;
	if (word[len] == '=')
		return word + len + 1;
	if (word[len] || !(*argv)[1])
		return NULL;
	return *++*argv;
}

/* One option of prof itself at *argv. < 0: go on behind it; else the exit status. */
static int front_option(char ***argv)
{
	const char *word = **argv;
	const char *value;

	if (streq(word, "--version") || streq(word, "-v"))
		return print_version(false);
	if (streq(word, "-vv"))
		return print_version(true);
	if (streq(word, "--help") || streq(word, "-h"))
		return print_usage(EXIT_SUCCESS);
	if (streq(word, "--list-cmds"))
		return list_commands();
	if (streq(word, "--exec-path"))
		return print_exec_path();
	if (streq(word, "--no-pager"))
		return setenv("PROF_PAGER", "", 1) < 0 ? EXIT_FAILURE : -1;
	value = take_value(argv, "--buildid-dir");
	if (value)
		return setenv("PERF_BUILDID_DIR", value, 1) < 0 ? EXIT_FAILURE : -1;

	fprintf(stderr,
	        "Unknown option: %s\n\n Usage: prof [--version] [--help] [OPTIONS] COMMAND"
	        " [ARGS]\n",
	        word);
	return EXIT_USAGE;
}

int main(int argc, char **argv)
{
	const char *program;
	int status;

	for (argv += argc > 0; *argv && **argv == '-'; argv++) {
		status = front_option(&argv);
		if (status >= 0)
			return status;
	}
	if (!*argv)
		return print_usage(EXIT_FAILURE);
	if (streq(*argv, "version"))
		return version_command(argv);
	if (streq(*argv, "help"))
		return help_command(argv);

	program = program_of(*argv);
	if (program && argv[1] && streq(argv[1], "--help"))
		return help_command((char *[]){ NULL, *argv, NULL });
	return program ? become(program, argv) : unknown_command(*argv);
}
