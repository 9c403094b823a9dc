/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Feature 16, PMU_MAPPINGS: u32 count; per PMU u32 attr.type, name. */
#include "common/perfdata/features/feature.h"

static int read_pmu_mappings(struct cursor c, struct arena *arena, struct features *f,
                             struct err *err)
{
	uint32_t nr;
	int r = wire_count(&c, "PMU_MAPPINGS", 2 * sizeof(uint32_t), &nr, err);

	if (r < 0)
		return r;
	for (uint32_t i = 0; i < nr; i++) {
		const char *name;
		uint32_t type;

		if (!cursor_u32(&c, &type) || !wire_string(&c, arena, &name))
			return wire_short("PMU_MAPPINGS", "PMU", i, err);
		vec_push(&f->pmus.types, type);
		vec_push(&f->pmus.names, name);
	}
	return 0;
}

static void write_pmu_mappings(const struct features *f, struct outbuf *out)
{
	wire_put_u32(out, (uint32_t)f->pmus.types.len);
	for (size_t i = 0; i < f->pmus.types.len; i++) {
		wire_put_u32(out, f->pmus.types.data[i]);
		wire_put_string(out, f->pmus.names.data[i]);
	}
}

static void print_pmu_mappings(const struct features *f, struct outbuf *out)
{
	if (!f->pmus.types.len) {
		outbuf_str(out, "# pmu mappings: not available\n");
		return;
	}
	for (size_t i = 0; i < f->pmus.types.len; i++)
		outbuf_printf(out, "%s%s = %" PRIu32,
		              i ? ", " : "# pmu mappings: ", f->pmus.names.data[i],
		              f->pmus.types.data[i]);
	outbuf_char(out, '\n');
}

const struct feature feature_pmu_mappings = { "PMU_MAPPINGS", read_pmu_mappings, write_pmu_mappings,
	                                      print_pmu_mappings };
