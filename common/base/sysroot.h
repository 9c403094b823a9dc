/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * Where this machine's files are: a test gives a folder with its own /proc and /sys.
 */
#include <stddef.h>

/* All paths are below `root`; "" is the real machine. */
struct sysroot {
	const char *root;
	const char *tracefs; /* where tracefs is, below root; NULL: /sys/kernel/tracing */
};

/* The real machine. */
extern const struct sysroot sysroot_live;

/* root + path, printf-formatted; a new string, the caller's to free. */
char *sysroot_path(const struct sysroot *sr, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

/* The same below tracefs. */
char *sysroot_tracefs(const struct sysroot *sr, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
