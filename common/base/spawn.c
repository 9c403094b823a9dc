/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "common/base/spawn.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "common/base/cleanup.h"
#include "common/base/err.h"
#include "common/base/mem.h"
#include "common/base/str.h"

/* In the child. Only calls that are safe after a fork of a program with threads. */
static void __attribute__((noreturn)) child_run(char *const *argv, int go_fd, int error_fd)
{
	sigset_t none;
	char byte;
	ssize_t n;
	int code;

	sigemptyset(&none);
	do {
		n = read(go_fd, &byte, 1);
	} while (n < 0 && errno == EINTR);
	if (n != 1)
		_exit(0); /* the parent gave up before the start */

	signal(SIGPIPE, SIG_DFL);
	signal(SIGXFSZ, SIG_DFL);
	sigprocmask(SIG_SETMASK, &none, NULL);
	execvp(argv[0], argv);
	code = errno;
	n = write(error_fd, &code, sizeof(code));
	_exit(127);
}

int child_spawn(char *const *argv, const char *comm, int out_fd, struct child *ret, struct err *err)
{
	int go[2], error[2];
	pid_t pid;

	if (pipe2(go, O_CLOEXEC) < 0)
		return err_set(err, errno, "pipe for the start of '%s': %m", argv[0]);
	if (pipe2(error, O_CLOEXEC) < 0) {
		close(go[0]);
		close(go[1]);
		return err_set(err, errno, "pipe for the errors of '%s': %m", argv[0]);
	}

	pid = fork();
	if (pid == 0) {
		close(go[1]);
		close(error[0]);
		if (out_fd >= 0)
			dup2(out_fd, STDOUT_FILENO);
		if (comm)
			prctl(PR_SET_NAME, comm);
		child_run(argv, go[0], error[1]);
	}

	close(go[0]);
	close(error[1]);
	if (pid < 0) {
		close(go[1]);
		close(error[0]);
		return err_set(err, errno, "fork for '%s': %m", argv[0]);
	}
	*ret = (struct child){
		.pid = pid,
		.go_fd = go[1],
		.error_fd = error[0],
		.name = argv[0],
	};
	return 0;
}

int child_go(struct child *c, struct err *err)
{
	int code = 0;
	ssize_t n;

	n = write(c->go_fd, "", 1);
	fd_closep(&c->go_fd);
	if (n != 1)
		return err_set(err, EPIPE, "%s: ended before its start", c->name);

	do {
		n = read(c->error_fd, &code, sizeof(code));
	} while (n < 0 && errno == EINTR);
	fd_closep(&c->error_fd);
	if (n != sizeof(code))
		return 0; /* closed by the exec */

	waitpid(c->pid, NULL, 0);
	c->pid = 0;
	return err_set(err, code, "%s: %s", c->name, strerror(code));
}

bool child_reap(struct child *c, int *status)
{
	if (c->pid <= 0 || waitpid(c->pid, status, WNOHANG) != c->pid)
		return false;
	c->pid = 0;
	return true;
}

void child_done(struct child *c)
{
	fd_closep(&c->go_fd); /* one that waits for its start ends by this */
	fd_closep(&c->error_fd);
	if (c->pid > 0) {
		kill(c->pid, SIGTERM);
		while (waitpid(c->pid, NULL, 0) < 0 && errno == EINTR)
			;
	}
	c->pid = 0;
}

/* 0, or the errno that executing `path` would give. */
static int exec_error(const char *path)
{
	struct stat st;

	if (stat(path, &st) < 0)
		return errno;
	if (S_ISDIR(st.st_mode) || access(path, X_OK) < 0)
		return EACCES;
	return 0;
}

int child_check(const char *name, struct err *err)
{
	const char *path = getenv("PATH");
	struct str rest = str_of(path ? path : "/bin:/usr/bin"), dir;
	int code = ENOENT;

	if (strchr(name, '/')) {
		code = exec_error(name);
		return code ? err_set(err, code, "%s: %s", name, strerror(code)) : 0;
	}
	while (str_split(&rest, ':', &dir)) {
		AUTO(freep)
		char *file = xasprintf("%.*s%s%s", STR_ARG(dir), dir.len ? "/" : "", name);
		int e = exec_error(file);

		if (!e)
			return 0;
		if (e == EACCES)
			code = EACCES;
	}
	return err_set(err, code, "%s: %s", name, strerror(code));
}
