/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * Machines with cores of two kinds (Intel's cpu_core and cpu_atom): a plain name is one event for
 * each kind, told apart by the PMU's type in the upper half of config.
 */
#include <stdbool.h>

struct event;
struct parser;
struct pmu;
struct term_list;

/* The PMUs of the kinds of cores; `at` starts as 0. NULL at the end, and at once elsewhere. */
const struct pmu *hybrid_next(struct parser *p, unsigned *at);

/* Make the attr of a plain hardware, cache or raw event count on that kind of core. */
void hybrid_bind(const struct pmu *pmu, struct event *event);

/*
 * "cpu_core/cycles/": a plain name among the terms of such a PMU. Sets type and config of the
 * event, and returns which term it was; -1: none.
 */
int hybrid_find_term(const struct pmu *pmu, const struct term_list *terms, struct event *event);

/* Tell apart in name what is on a kind of core, as perf does: "cpu_core/cycles:u/". */
void hybrid_rename(struct parser *p, struct event *event);
