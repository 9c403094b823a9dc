/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Feature 10, TOTAL_MEM: u64 kB. */
#include "common/perfdata/features/feature.h"

static int read_total_mem(struct cursor c, struct arena *arena, struct features *f, struct err *err)
{
	(void)arena;
	if (!cursor_u64(&c, &f->total_mem_kb))
		return err_set(err, EBADMSG, "TOTAL_MEM: %zu bytes, 8 are needed", cursor_left(&c));
	return 0;
}

static void write_total_mem(const struct features *f, struct outbuf *out)
{
	wire_put_u64(out, f->total_mem_kb);
}

static void print_total_mem(const struct features *f, struct outbuf *out)
{
	outbuf_printf(out, "# total memory : %" PRIu64 " kB\n", f->total_mem_kb);
}

const struct feature feature_total_mem = { "TOTAL_MEM", read_total_mem, write_total_mem,
	                                   print_total_mem };
