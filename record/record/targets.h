/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * Whom to record: what -p, -t and -u name -> the threads that run now.
 */
#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "common/base/vec.h"

struct err;
struct record_opts;
struct sysroot;

struct targets {
	VEC(pid_t) named; /* as given: processes (-p), threads (-t); of -u, processes */
	VEC(pid_t) tids;  /* threads to open events on */
	bool by_thread;   /* -t: `named` are threads */
};

/*
 * Errors: -EINVAL for what is no number or no user; -ESRCH where a named process or thread, or
 * any of the user, does not run. Without -p, -t, -u: nothing.
 */
int targets_find(const struct record_opts *opts, const struct sysroot *sr, struct targets *ret,
                 struct err *err);
void targets_done(struct targets *t);
