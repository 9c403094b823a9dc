/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Feature 23, CLOCKID: u64 resolution of the clock in ns. */
#include "common/perfdata/features/feature.h"

static int read_clockid(struct cursor c, struct arena *arena, struct features *f, struct err *err)
{
	(void)arena;
	if (!cursor_u64(&c, &f->clockid_res_ns))
		return err_set(err, EBADMSG, "CLOCKID: %zu bytes, 8 are needed", cursor_left(&c));
	return 0;
}

static void write_clockid(const struct features *f, struct outbuf *out)
{
	wire_put_u64(out, f->clockid_res_ns);
}

/* perf 6.1 multiplies where it should divide; a resolution of 1 ns is 1000 MHz either way. */
static void print_clockid(const struct features *f, struct outbuf *out)
{
	outbuf_printf(out, "# clockid frequency: %" PRIu64 " MHz\n", f->clockid_res_ns * 1000);
}

const struct feature feature_clockid = { "CLOCKID", read_clockid, write_clockid, print_clockid };
