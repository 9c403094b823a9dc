/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * Clocks that the kernel can stamp records with. Source: clock_gettime(2), perf-record(1) -k.
 */
#include <stdint.h>
#include <time.h>

struct err;

/*
 * The clock behind -k: "mono", "monotonic_raw", "CLOCK_BOOTTIME", "tai", "4" ..., in any case.
 * Errors: -EINVAL with the names there are.
 */
int clock_parse(const char *name, clockid_t *ret, struct err *err);

/* How fine a clock is. Errors: clock_getres(2)'s. */
int clock_resolution(clockid_t clock, uint64_t *ret_ns, struct err *err);

/* The same moment on the wall and on `clock`: what turns record times into times of day. */
struct clock_pair {
	uint64_t wall_clock_ns; /* since 1970 */
	uint64_t clock_ns;
};
int clock_pair_read(clockid_t clock, struct clock_pair *ret, struct err *err);
