/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Feature 29, CLOCK_DATA: u32 version (1), u32 clock id, and u64 ns of the wall clock and of that
 * clock at the same moment.
 */
#include <time.h>

#include "common/perfdata/features/feature.h"

#define NS_PER_S  1000000000
#define NS_PER_US 1000

static int read_clock_data(struct cursor c, struct arena *arena, struct features *f,
                           struct err *err)
{
	size_t bytes = cursor_left(&c);

	(void)arena;
	if (!cursor_u32(&c, &f->clock_data.version) || !cursor_u32(&c, &f->clock_data.clockid) ||
	    !cursor_u64(&c, &f->clock_data.wall_clock_ns) ||
	    !cursor_u64(&c, &f->clock_data.clockid_time_ns))
		return err_set(err, EBADMSG, "CLOCK_DATA: %zu bytes, 24 are needed", bytes);
	if (f->clock_data.version != 1)
		return err_set(err, EBADMSG, "CLOCK_DATA: version %" PRIu32 ", 1 is known",
		               f->clock_data.version);
	return 0;
}

static void write_clock_data(const struct features *f, struct outbuf *out)
{
	wire_put_u32(out, f->clock_data.version);
	wire_put_u32(out, f->clock_data.clockid);
	wire_put_u64(out, f->clock_data.wall_clock_ns);
	wire_put_u64(out, f->clock_data.clockid_time_ns);
}

/* perf's names for `-k`. */
static const char *clock_name(uint32_t clockid)
{
	switch (clockid) {
	case CLOCK_REALTIME:
		return "realtime";
	case CLOCK_MONOTONIC:
		return "monotonic";
	case CLOCK_MONOTONIC_RAW:
		return "monotonic_raw";
	case CLOCK_BOOTTIME:
		return "boottime";
	case CLOCK_TAI:
		return "tai";
	default:
		return "(not found)";
	}
}

static void print_clock_data(const struct features *f, struct outbuf *out)
{
	uint64_t wall = f->clock_data.wall_clock_ns, clock = f->clock_data.clockid_time_ns;
	time_t seconds = (time_t)(wall / NS_PER_S);
	const char *name = clock_name(f->clock_data.clockid);
	char date[64] = "(date unknown)";
	struct tm tm;

	if (localtime_r(&seconds, &tm))
		strftime(date, sizeof(date), "%F %T", &tm);
	outbuf_printf(out, "# clockid: %s (%" PRIu32 ")\n", name, f->clock_data.clockid);
	outbuf_printf(out,
	              "# reference time: %s.%06" PRIu64 " = %" PRIu64 ".%06" PRIu64
	              " (TOD) = %" PRIu64 ".%09" PRIu64 " (%s)\n",
	              date, wall % NS_PER_S / NS_PER_US, wall / NS_PER_S,
	              wall % NS_PER_S / NS_PER_US, clock / NS_PER_S, clock % NS_PER_S, name);
}

const struct feature feature_clock_data = { "CLOCK_DATA", read_clock_data, write_clock_data,
	                                    print_clock_data };
