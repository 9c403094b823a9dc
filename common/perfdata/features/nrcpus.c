/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Feature 7, NRCPUS: u32 how many could be there, u32 how many were online. */
#include "common/perfdata/features/feature.h"

static int read_nrcpus(struct cursor c, struct arena *arena, struct features *f, struct err *err)
{
	size_t bytes = cursor_left(&c);
	uint32_t avail, online;

	(void)arena;
	if (!cursor_u32(&c, &avail) || !cursor_u32(&c, &online))
		return err_set(err, EBADMSG, "NRCPUS: %zu bytes, 8 are needed", bytes);
	f->nr_cpus_avail = avail;
	f->nr_cpus_online = online;
	return 0;
}

static void write_nrcpus(const struct features *f, struct outbuf *out)
{
	wire_put_u32(out, f->nr_cpus_avail);
	wire_put_u32(out, f->nr_cpus_online);
}

static void print_nrcpus(const struct features *f, struct outbuf *out)
{
	outbuf_printf(out, "# nrcpus online : %" PRIu32 "\n", f->nr_cpus_online);
	outbuf_printf(out, "# nrcpus avail : %" PRIu32 "\n", f->nr_cpus_avail);
}

const struct feature feature_nrcpus = { "NRCPUS", read_nrcpus, write_nrcpus, print_nrcpus };
