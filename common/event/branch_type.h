/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * Names of branch filters: `-j any,u` and the term branch_type. See perf-record(1), -j.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/base/str.h"

struct event_branch_type {
	const char *name;
	uint64_t bits; /* PERF_SAMPLE_BRANCH_* */
};

#define EVENT_BRANCH_TYPES_NR 16
extern const struct event_branch_type event_branch_types[EVENT_BRANCH_TYPES_NR];

/*
 * "any_call,u" as PERF_SAMPLE_BRANCH_* bits. In any case of letters;
 * privilege levels alone mean any branch at any level, as perf has it.
 *
 * False: *unknown is the name that is none.
 */
bool event_branch_type_parse(struct str list, uint64_t *ret_bits, struct str *unknown);
