/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * What /proc says about one task. Source: proc(5), /proc/PID/stat and /proc/PID/status.
 */
#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "common/base/str.h"

#define TASK_COMM_BYTES 16 /* the kernel's TASK_COMM_LEN, with the NUL */

struct proc_task {
	char comm[TASK_COMM_BYTES];
	pid_t ppid; /* of the process */
	bool is_kthread;
	unsigned nr_threads; /* of the process */
};

/* The text of a stat file. False: it is none. */
bool proc_task_parse(struct str stat, struct proc_task *ret);

/*
 * Read `name` (such as "12/task/13/stat") below `proc_fd`, an open /proc. Returns 0 or a
 * negative errno: -ENOENT and -ESRCH for a task that is gone.
 */
int proc_task_read(int proc_fd, const char *name, struct proc_task *ret);

/* The process that a thread belongs to; < 0: a negative errno. */
pid_t proc_tgid(int proc_fd, pid_t tid);
