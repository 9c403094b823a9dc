/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Features 28, CPU_PMU_CAPS, and 31, PMU_CAPS: capabilities of one PMU as u32 count and pairs of
 * strings; 31 has u32 count of PMUs before, and the PMU's name behind each.
 */
#include "common/perfdata/features/feature.h"

static int read_caps(struct cursor *c, struct arena *arena, const char *feature,
                     struct feature_pmu_caps *caps, struct err *err)
{
	uint32_t nr;
	int r = wire_count(c, feature, 2 * sizeof(uint32_t), &nr, err);

	if (r < 0)
		return r;
	for (uint32_t i = 0; i < nr; i++) {
		const char *name, *value;

		if (!wire_string(c, arena, &name) || !wire_string(c, arena, &value))
			return wire_short(feature, "capability", i, err);
		vec_push(&caps->names, name);
		vec_push(&caps->values, value);
	}
	return 0;
}

static void write_caps(const struct feature_pmu_caps *caps, struct outbuf *out)
{
	wire_put_u32(out, (uint32_t)caps->names.len);
	for (size_t i = 0; i < caps->names.len; i++) {
		wire_put_string(out, caps->names.data[i]);
		wire_put_string(out, caps->values.data[i]);
	}
}

static void print_caps(const struct feature_pmu_caps *caps, struct outbuf *out)
{
	const char *pmu = caps->pmu ? caps->pmu : "cpu";

	if (!caps->names.len) {
		outbuf_printf(out, "# %s pmu capabilities: not available\n", pmu);
		return;
	}
	outbuf_printf(out, "# %s pmu capabilities: ", pmu);
	for (size_t i = 0; i < caps->names.len; i++)
		outbuf_printf(out, "%s%s=%s", i ? ", " : "", caps->names.data[i],
		              caps->values.data[i]);
	outbuf_char(out, '\n');
}

static int read_cpu_pmu_caps(struct cursor c, struct arena *arena, struct features *f,
                             struct err *err)
{
	return read_caps(&c, arena, "CPU_PMU_CAPS", vec_add(&f->cpu_pmu_caps), err);
}

static void write_cpu_pmu_caps(const struct features *f, struct outbuf *out)
{
	static const struct feature_pmu_caps none;

	write_caps(f->cpu_pmu_caps.len ? f->cpu_pmu_caps.data : &none, out);
}

static void print_cpu_pmu_caps(const struct features *f, struct outbuf *out)
{
	vec_for_each(caps, &f->cpu_pmu_caps)
		print_caps(caps, out);
}

static int read_pmu_caps(struct cursor c, struct arena *arena, struct features *f, struct err *err)
{
	uint32_t nr;
	int r = wire_count(&c, "PMU_CAPS", 2 * sizeof(uint32_t), &nr, err);

	if (r < 0)
		return r;
	for (uint32_t i = 0; i < nr; i++) {
		struct feature_pmu_caps *caps = vec_add(&f->pmu_caps);

		r = read_caps(&c, arena, "PMU_CAPS", caps, err);
		if (r < 0)
			return r;
		if (!wire_string(&c, arena, &caps->pmu))
			return wire_short("PMU_CAPS", "PMU", i, err);
	}
	return 0;
}

static void write_pmu_caps(const struct features *f, struct outbuf *out)
{
	wire_put_u32(out, (uint32_t)f->pmu_caps.len);
	vec_for_each(caps, &f->pmu_caps) {
		write_caps(caps, out);
		wire_put_string(out, caps->pmu);
	}
}

static void print_pmu_caps(const struct features *f, struct outbuf *out)
{
	vec_for_each(caps, &f->pmu_caps)
		print_caps(caps, out);
}

const struct feature feature_cpu_pmu_caps = { "CPU_PMU_CAPS", read_cpu_pmu_caps, write_cpu_pmu_caps,
	                                      print_cpu_pmu_caps };
const struct feature feature_pmu_caps = { "PMU_CAPS", read_pmu_caps, write_pmu_caps,
	                                  print_pmu_caps };
