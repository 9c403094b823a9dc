/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * The error for a name that is no event.
 */
#include "common/base/str.h"

struct parser;

/*
 * Fail for `name`, which stands at `at` and which the scanner has taken. Returns -EINVAL.
 *
 * perf splits names at dashes and puts the caret where its grammar gave up; so do we.
 */
int unknown_event_fail(struct parser *p, struct str name, long at);
