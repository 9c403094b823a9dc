/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * What somebody who mistyped an event meant.
 */
#include "common/base/str.h"

struct nearest;
struct parser;

/* "Did you mean 'cycles'?", or NULL; the caller's to free. */
char *near_event_help(struct parser *p, struct str name);
char *near_pmu_help(struct parser *p, struct str name);

/* Like nearest_add(), for a name that does not last: the list's arena keeps what is near. */
void near_add(struct parser *p, struct nearest *nearest, const char *name);
