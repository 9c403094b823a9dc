/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "common/base/signals.h"

#include <errno.h>
#include <pthread.h>
#include <sys/signalfd.h>

#include "common/base/cleanup.h"
#include "common/base/err.h"

int signals_watch(const int *list, size_t nr, struct signals *ret, struct err *err)
{
	sigset_t set;
	int fd;

	sigemptyset(&set);
	for (size_t i = 0; i < nr; i++)
		sigaddset(&set, list[i]);

	fd = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
	if (fd < 0)
		return err_set(err, errno, "signalfd: %m");
	ret->fd = fd;
	pthread_sigmask(SIG_BLOCK, &set, &ret->before);
	return 0;
}

int signals_next(struct signals *s, pid_t *sender)
{
	struct signalfd_siginfo info;

	if (read(s->fd, &info, sizeof(info)) != sizeof(info))
		return 0;
	if (sender)
		*sender = (pid_t)info.ssi_pid;
	return (int)info.ssi_signo;
}

void signals_done(struct signals *s)
{
	if (s->fd < 0)
		return;
	fd_closep(&s->fd);
	pthread_sigmask(SIG_SETMASK, &s->before, NULL);
}
