/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "common/cli/pager.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <sys/wait.h>
#include <unistd.h>

#include "common/base/str.h"

/* The shell command of the pager; NULL: none is wanted, or stdout is no terminal. */
static const char *pager_command(void)
{
	static const char *const names[] = { "PROF_PAGER", "PERF_PAGER", "PAGER" };
	const char *command = NULL;

	if (!isatty(STDOUT_FILENO))
		return NULL;
	for (size_t i = 0; !command && i < sizeof(names) / sizeof(names[0]); i++)
		command = getenv(names[i]);
	if (!command)
		command = access("/usr/bin/less", X_OK) == 0 ? "less" : "";
	return *command && !streq(command, "cat") ? command : NULL;
}

/* Become the pager, which reads from `fd`. */
static void run_pager(const char *command, int fd)
{
	/* Colours, no page for what fits the screen, and leave the text there. */
	setenv("LESS", "FRSX", 0);
	dup2(fd, STDIN_FILENO);
	close(fd);
	execl("/bin/sh", "sh", "-c", command, NULL);
	_exit(127);
}

static int wait_for(pid_t pid)
{
	int status = 0;

	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			return 1;
	return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

enum pager_role pager_start(int *ret_status)
{
	const char *command = pager_command();
	int ends[2];
	pid_t writer, pager;

	if (!command || pipe2(ends, O_CLOEXEC) < 0)
		return PAGER_NONE;

	writer = fork();
	if (writer == 0) {
		dup2(ends[1], STDOUT_FILENO);
		close(ends[0]); /* or it would never hear that the pager is gone */
		close(ends[1]);
		return PAGER_WRITER;
	}
	if (writer < 0) {
		close(ends[0]);
		close(ends[1]);
		return PAGER_NONE;
	}

	close(ends[1]);
	pager = fork();
	if (pager == 0)
		run_pager(command, ends[0]);
	close(ends[0]); /* without a pager the writer ends by SIGPIPE */
	signal(SIGINT, SIG_IGN);
	signal(SIGQUIT, SIG_IGN);
	if (pager > 0)
		wait_for(pager);
	*ret_status = wait_for(writer);
	return PAGER_WAITER;
}
