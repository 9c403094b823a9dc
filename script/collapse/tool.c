/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "script/collapse/tool.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "common/base/cleanup.h"

extern char **environ;

#define READ_BYTES 4096

static int start(const char *const argv[], int stdout_fd, pid_t *pid)
{
	posix_spawn_file_actions_t actions;
	int r;

	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
	posix_spawn_file_actions_adddup2(&actions, stdout_fd, STDOUT_FILENO);
	r = posix_spawnp(pid, argv[0], &actions, NULL, (char *const *)argv, environ);
	posix_spawn_file_actions_destroy(&actions);
	return r;
}

static void read_all(int fd, struct outbuf *out)
{
	for (;;) {
		ssize_t nr = read(fd, outbuf_reserve(out, READ_BYTES), READ_BYTES);

		if (nr < 0 && errno == EINTR)
			continue;
		if (nr <= 0)
			return;
		out->len += (size_t)nr;
	}
}

void tool_output(const char *const argv[], struct outbuf *out)
{
	AUTO(fd_closep) int from = -1;
	int fds[2];
	pid_t pid;
	int r;

	if (pipe2(fds, O_CLOEXEC) < 0)
		return;
	from = fds[0];
	r = start(argv, fds[1], &pid);
	close(fds[1]);
	if (r)
		return;
	read_all(from, out);
	while (waitpid(pid, NULL, 0) < 0 && errno == EINTR)
		;
}
