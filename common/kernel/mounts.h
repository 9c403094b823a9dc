/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * Where a kind of file system is mounted. Source: proc(5), /proc/PID/mounts.
 */
#include <stdbool.h>

#include "common/base/str.h"

struct sysroot;

/* One line of /proc/mounts; views of it. */
struct mount_line {
	struct str point; /* with the kernel's escapes (\040 for a blank) */
	struct str type, options;
};

/* The text of /proc/mounts, the caller's to free; NULL: unreadable. */
char *mounts_read(const struct sysroot *sr);

/* Step through that text: false at its end. */
bool mounts_next(struct str *rest, struct mount_line *ret);

/* The first mount point of `type`, a new string, the caller's to free; NULL: there is none. */
char *mounts_find(const struct sysroot *sr, const char *type);
