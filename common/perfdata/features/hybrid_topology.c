/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Feature 30, HYBRID_TOPOLOGY: u32 count; per kind of core the PMU's name and its cpu list. */
#include "common/perfdata/features/feature.h"

static int read_hybrid_topology(struct cursor c, struct arena *arena, struct features *f,
                                struct err *err)
{
	uint32_t nr;
	int r = wire_count(&c, "HYBRID_TOPOLOGY", 2 * sizeof(uint32_t), &nr, err);

	if (r < 0)
		return r;
	for (uint32_t i = 0; i < nr; i++) {
		const char *name, *cpus;

		if (!wire_string(&c, arena, &name) || !wire_string(&c, arena, &cpus))
			return wire_short("HYBRID_TOPOLOGY", "PMU", i, err);
		vec_push(&f->hybrid_names, name);
		vec_push(&f->hybrid_cpus, cpus);
	}
	return 0;
}

static void write_hybrid_topology(const struct features *f, struct outbuf *out)
{
	wire_put_u32(out, (uint32_t)f->hybrid_names.len);
	for (size_t i = 0; i < f->hybrid_names.len; i++) {
		wire_put_string(out, f->hybrid_names.data[i]);
		wire_put_string(out, f->hybrid_cpus.data[i]);
	}
}

static void print_hybrid_topology(const struct features *f, struct outbuf *out)
{
	outbuf_str(out, "# hybrid cpu system:\n");
	for (size_t i = 0; i < f->hybrid_names.len; i++)
		outbuf_printf(out, "# %s cpu list : %s\n", f->hybrid_names.data[i],
		              f->hybrid_cpus.data[i]);
}

const struct feature feature_hybrid_topology = { "HYBRID_TOPOLOGY", read_hybrid_topology,
	                                         write_hybrid_topology, print_hybrid_topology,
	                                         true };
