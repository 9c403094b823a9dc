/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * /tmp/perf-PID.map: names that a JIT compiler wrote down for its code. Lines "ADDR SIZE NAME",
 * hexadecimal; the name may have blanks (Linux 6.1, tools/perf/Documentation/jit-interface.txt).
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/base/sysroot.h"

struct err;
struct symtab;

/* text[0..len), which is only read. Lines of another form are skipped, *nr_bad counts them. */
struct symtab *perf_map_parse(const char *text, size_t len, size_t *nr_bad);

/*
 * Read the map of a process: what it sees as /tmp/perf-PID.map, if it lives in a mount or pid
 * namespace of its own, else ours.
 *
 * *ret_path: the file, the caller's to free, even where it is missing. *ret_bytes: how long it
 * was. Errors: -ENOENT: there is none; -EPERM: the file is of another user, who could tell us
 * anything.
 */
int perf_map_read(const struct sysroot *sysroot, uint32_t pid, bool offline, struct symtab **ret,
                  char **ret_path, uint64_t *ret_bytes, struct err *err);
