/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * The build-ids of the running kernel and its modules.
 */
struct err;
struct outbuf;
struct sysroot;

/* The kernel's, from /sys/kernel/notes. */
int list_kernel(const struct sysroot *sr, struct outbuf *out, struct err *err);

/* A line "BUILD-ID START END NAME" for the kernel's text and each module, by address. */
int list_kernel_maps(const struct sysroot *sr, struct outbuf *out, struct err *err);
