/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * The terms that any event may have, as a table: perf's, in the order in which it names them.
 */
#include <stdbool.h>

#include "common/event/terms.h"

enum term_value { TERM_VALUE_NUMBER, TERM_VALUE_SWITCH /* 0 or 1 */, TERM_VALUE_TEXT };

struct term_spec {
	const char *name;
	enum term_id id;
	enum term_value value;
	bool stat;       /* counting knows it too */
	bool tracepoint; /* tracepoints may have it */
};

#define TERM_SPECS_NR 21
extern const struct term_spec term_specs[TERM_SPECS_NR];

/* NULL for TERM_PMU. */
const struct term_spec *term_spec_of(enum term_id id);
