/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * Events of PMUs: "cpu/event=0x3c,umask=1/", and the bare names of events that a PMU has.
 */
#include "common/base/str.h"

struct parser;
struct term_list;

/*
 * "NAME/terms/": NAME is a PMU, or what several are called without their number.
 *
 * Returns how many events were added, 0 where there is no such PMU; -EINVAL, told.
 */
int pmu_parse(struct parser *p, struct str name, const struct term_list *terms);

/*
 * "NAME" or "NAME/terms/": NAME is an event of one or more PMUs.
 *
 * `at`: where NAME stands. Returns as pmu_parse().
 */
int pmu_parse_event(struct parser *p, struct str name, long at, const struct term_list *terms);
