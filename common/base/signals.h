/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * Signals as something to wait for among file descriptors: no handlers, no flags.
 */
#include <signal.h>
#include <stddef.h>

struct err;

struct signals {
	int fd;          /* readable where a signal has come */
	sigset_t before; /* the mask to go back to */
};

#define SIGNALS_NONE ((struct signals){ .fd = -1 })

/* Block `nr` signals of this thread, and of those it will start, and take them from ret->fd. */
int signals_watch(const int *list, size_t nr, struct signals *ret, struct err *err);

/* The next signal that has come, without waiting; 0: none. sender: its pid, may be NULL. */
int signals_next(struct signals *s, pid_t *sender);

/* Close it and let the signals through again (those that wait are delivered now). */
void signals_done(struct signals *s);
