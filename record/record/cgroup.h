/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * -G NAME: the folder of a cgroup in the hierarchy that perf events can be bound to.
 */
struct err;

/* *ret_fd: the caller's to close. Errors: -ENOENT where there is no such hierarchy or group. */
int cgroup_open(const char *name, int *ret_fd, struct err *err);
