/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * Inside of perf_open_explain(): from an errno and the facts of the machine to a sentence that
 * names the cause and a hint that says what mends it. Pure: no file is read.
 */
#include <stdbool.h>

#include "common/kernel/open.h"

struct err;
struct machine_facts;

/* All that an explanation may look at. */
struct failure {
	int error; /* positive errno */
	const struct perf_open_try *what;
	const struct perf_event_attr *attr; /* of what */
	const struct machine_facts *facts;
};

/* Does it apply (NULL: always), and how to say it: returns -error. */
struct cause {
	bool (*applies)(const struct failure *f);
	int (*say)(const struct failure *f, struct err *err);
};

/* EACCES and EPERM; the last row always applies. */
extern const struct cause permission_causes[];

/* EINVAL and E2BIG, EOVERFLOW: an attr that the kernel does not take; the last always applies. */
extern const struct cause attr_causes[];

static inline bool failure_of(const struct failure *f, uint32_t type)
{
	return f->attr->type == type;
}

/* Of an event that only hardware counters can count. */
static inline bool failure_of_hardware(const struct failure *f)
{
	return f->attr->type == PERF_TYPE_HARDWARE || f->attr->type == PERF_TYPE_HW_CACHE ||
	       f->attr->type == PERF_TYPE_RAW;
}

/* The cpu is one that does not run now. */
bool failure_cpu_offline(const struct failure *f);
int failure_cpu_offline_say(const struct failure *f, struct err *err);
