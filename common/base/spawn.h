/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * A child process that waits for its start, and says why when its exec fails.
 *
 * The child stands ready (forked, not yet exec'ed) so that counters can be attached to it first.
 */
#include <stdbool.h>
#include <sys/types.h>

struct err;

struct child {
	pid_t pid;        /* 0: none, or reaped */
	int go_fd;        /* a byte here lets it exec; -1 once it has gone */
	int error_fd;     /* the errno of an exec that failed comes here; -1 once read */
	const char *name; /* argv[0], the caller's */
};

/* No child: what child_done() leaves behind. */
#define CHILD_NONE ((struct child){ .go_fd = -1, .error_fd = -1 })

/*
 * Fork a child that will exec argv (NULL-terminated, looked up in PATH).
 *
 * Signals that are blocked here are not in the child. comm: what the kernel calls it until its
 * exec, or NULL. out_fd: its stdout if it is not -1 (where ours carries data).
 */
int child_spawn(char *const *argv, const char *comm, int out_fd, struct child *ret,
                struct err *err);

/* Let it exec, and wait until it has. Errors: execvp(3)'s, as "NAME: text"; it is reaped then. */
int child_go(struct child *c, struct err *err);

/* Has it ended? True with *status as waitpid(2) gives it; the child is reaped then. */
bool child_reap(struct child *c, int *status);

/* Send SIGTERM to a child that still runs, wait for it, and close what is open. */
void child_done(struct child *c);

/* Can argv[0] be found and executed? Errors: as child_go() would give them. */
int child_check(const char *name, struct err *err);
