/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "common/kernel/clocks.h"

#include <errno.h>
#include <strings.h>

#include "common/base/err.h"
#include "common/base/num.h"

#define NS_PER_S 1000000000u

static const struct {
	const char *name;
	clockid_t clock;
} clocks[] = {
	{ "monotonic", CLOCK_MONOTONIC },
	{ "monotonic_raw", CLOCK_MONOTONIC_RAW },
	{ "realtime", CLOCK_REALTIME },
	{ "boottime", CLOCK_BOOTTIME },
	{ "tai", CLOCK_TAI },
	{ "mono", CLOCK_MONOTONIC },
	{ "raw", CLOCK_MONOTONIC_RAW },
	{ "real", CLOCK_REALTIME },
	{ "boot", CLOCK_BOOTTIME },
};

int clock_parse(const char *name, clockid_t *ret, struct err *err)
{
	const char *short_name = strncasecmp(name, "CLOCK_", 6) ? name : name + 6;
	int number;

	if (num_int(str_of(name), &number)) {
		*ret = number;
		return 0;
	}
	for (size_t i = 0; i < sizeof(clocks) / sizeof(clocks[0]); i++)
		if (strcasecmp(short_name, clocks[i].name) == 0) {
			*ret = clocks[i].clock;
			return 0;
		}
	err_set(err, EINVAL, "there is no clock '%s'", name);
	return err_hint(err, "the clocks are monotonic (mono), monotonic_raw (raw), realtime "
	                     "(real), boottime (boot) and tai");
}

static uint64_t in_ns(struct timespec t)
{
	return (uint64_t)t.tv_sec * NS_PER_S + (uint64_t)t.tv_nsec;
}

int clock_resolution(clockid_t clock, uint64_t *ret_ns, struct err *err)
{
	struct timespec t;

	if (clock_getres(clock, &t) < 0)
		return err_set(err, errno, "the resolution of clock %d: %m", (int)clock);
	*ret_ns = in_ns(t);
	return 0;
}

int clock_pair_read(clockid_t clock, struct clock_pair *ret, struct err *err)
{
	struct timespec wall, other;

	if (clock_gettime(CLOCK_REALTIME, &wall) < 0 || clock_gettime(clock, &other) < 0)
		return err_set(err, errno, "reading clock %d: %m", (int)clock);
	*ret = (struct clock_pair){ in_ns(wall), in_ns(other) };
	return 0;
}
