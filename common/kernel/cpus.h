/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * The machine's cpus: which there are, which run, and whether the ones that a user names do.
 *
 * Source: Documentation/admin-guide/cputopology.rst (/sys/devices/system/cpu).
 */
#include <stddef.h>
#include <stdint.h>

#define CPUS_MAX 65536u /* above any NR_CPUS: bounds what a list may expand to */

struct err;
struct machine_facts;
struct sysroot;

/* Numbers of the cpus that are online, or that could be. *ret: the caller's to free. */
int cpus_online(const struct sysroot *sr, uint32_t **ret, size_t *nr, struct err *err);
int cpus_possible(const struct sysroot *sr, uint32_t **ret, size_t *nr, struct err *err);

/*
 * The list behind -C ("0-3,7"): each cpu must be online.
 *
 * *ret: the caller's to free. Errors: -EINVAL for no list, -ENODEV for a cpu that is offline or
 * not there, with the list of those that are.
 */
int cpus_parse(const char *text, const struct machine_facts *facts, uint32_t **ret, size_t *nr,
               struct err *err);
