/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * Tracepoints: "sched:sched_switch", with patterns in both halves; ids from tracefs.
 */
#include <stdbool.h>

#include "common/base/str.h"

struct outbuf;
struct parser;
struct term_list;

/*
 * Add the tracepoints that SYSTEM:NAME stands for, in readdir's order as perf does.
 *
 * `at`: where SYSTEM stands. Errors: -EINVAL, told: nothing found, or tracefs cannot be read.
 */
int tracepoint_parse(struct parser *p, struct str system, struct str name, long at,
                     const struct term_list *terms);

/* Is there a system of that name? */
bool tracepoint_has_system(const struct parser *p, struct str system);

/* A system that has a tracepoint of that name, or NULL. */
const char *tracepoint_find_system(const struct parser *p, struct str name);
