/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * tracefs: where it is, mounting it, and what to say when it cannot be had.
 *
 * Source: Documentation/trace/ftrace.rst. Since Linux 4.1 it is a file system of its own; older
 * systems reach it below debugfs.
 */
#include <stdbool.h>

struct err;
struct machine_facts;
struct sysroot;

/*
 * Where tracefs is mounted, as a path below the root; a new string, the caller's to free. NULL:
 * it is not. A path that the sysroot names is taken as it is.
 */
char *tracefs_find(const struct sysroot *sr);

/* May this process list the events there? */
bool tracefs_readable(const struct sysroot *sr, const char *tracefs);

/*
 * Find tracefs, or mount it on /sys/kernel/tracing where this process may.
 *
 * *ret: its path below the root, the caller's to free. Errors: -ENOENT or mount(2)'s, with what
 * to do; -EACCES where it is mounted and cannot be read.
 */
int tracefs_open(const struct sysroot *sr, char **ret, struct err *err);

/* Why something in tracefs could not be opened. error: the positive errno. Returns -error. */
int tracefs_explain(int error, const char *what, const struct machine_facts *facts,
                    struct err *err);
