/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "script/collapse/child.h"

#include <errno.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/wait.h>

extern char **environ;

static int spawn_on(int fd, const char *const argv[], pid_t *pid)
{
	posix_spawn_file_actions_t actions;
	int r;

	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_adddup2(&actions, fd, STDIN_FILENO);
	posix_spawn_file_actions_adddup2(&actions, fd, STDOUT_FILENO);
	r = posix_spawnp(pid, argv[0], &actions, NULL, (char *const *)argv, environ);
	posix_spawn_file_actions_destroy(&actions);
	return r;
}

bool child_start(struct child *c, const char *const argv[])
{
	int fds[2];
	int r;

	/* A socket, because writing to one whose reader is gone can be had without SIGPIPE. */
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds) < 0)
		return false;
	r = spawn_on(fds[1], argv, &c->pid);
	close(fds[1]);
	c->out = r ? NULL : fdopen(fds[0], "r");
	if (!c->out) {
		close(fds[0]);
		c->pid = 0;
		return false;
	}
	c->fd = fds[0];
	return true;
}

bool child_say(struct child *c, struct str text)
{
	while (text.len) {
		ssize_t nr = send(c->fd, text.s, text.len, MSG_NOSIGNAL);

		if (nr < 0 && errno == EINTR)
			continue;
		if (nr < 0)
			return false;
		text.s += nr;
		text.len -= (size_t)nr;
	}
	return true;
}

bool child_hear(struct child *c, struct outbuf *line)
{
	int ch;

	line->len = 0;
	while ((ch = getc_unlocked(c->out)) != EOF && ch != '\n')
		outbuf_char(line, (char)ch);
	return ch != EOF || line->len;
}

void child_stop(struct child *c)
{
	if (!c->pid)
		return;
	fclose(c->out);
	while (waitpid(c->pid, NULL, 0) < 0 && errno == EINTR)
		;
	c->pid = 0;
}
