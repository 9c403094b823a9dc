/* SPDX-License-Identifier: GPL-2.0-or-later */
/* All features by their bit. A new one is a file in this folder, its name in feature.h and a line
 * here. */
#include "common/perfdata/features/feature.h"

static const struct feature *const table[FEATURE_END] = {
	[FEATURE_TRACING_DATA] = &feature_tracing_data,
	[FEATURE_BUILD_ID] = &feature_build_id,
	[FEATURE_HOSTNAME] = &feature_hostname,
	[FEATURE_OSRELEASE] = &feature_osrelease,
	[FEATURE_VERSION] = &feature_version,
	[FEATURE_ARCH] = &feature_arch,
	[FEATURE_NRCPUS] = &feature_nrcpus,
	[FEATURE_CPUDESC] = &feature_cpudesc,
	[FEATURE_CPUID] = &feature_cpuid,
	[FEATURE_TOTAL_MEM] = &feature_total_mem,
	[FEATURE_CMDLINE] = &feature_cmdline,
	[FEATURE_EVENT_DESC] = &feature_event_desc,
	[FEATURE_CPU_TOPOLOGY] = &feature_cpu_topology,
	[FEATURE_NUMA_TOPOLOGY] = &feature_numa_topology,
	[FEATURE_BRANCH_STACK] = &feature_branch_stack,
	[FEATURE_PMU_MAPPINGS] = &feature_pmu_mappings,
	[FEATURE_GROUP_DESC] = &feature_group_desc,
	[FEATURE_AUXTRACE] = &feature_auxtrace,
	[FEATURE_STAT] = &feature_stat,
	[FEATURE_CACHE] = &feature_cache,
	[FEATURE_SAMPLE_TIME] = &feature_sample_time,
	[FEATURE_MEM_TOPOLOGY] = &feature_mem_topology,
	[FEATURE_CLOCKID] = &feature_clockid,
	[FEATURE_DIR_FORMAT] = &feature_dir_format,
	[FEATURE_BPF_PROG_INFO] = &feature_bpf_prog_info,
	[FEATURE_BPF_BTF] = &feature_bpf_btf,
	[FEATURE_COMPRESSED] = &feature_compressed,
	[FEATURE_CPU_PMU_CAPS] = &feature_cpu_pmu_caps,
	[FEATURE_CLOCK_DATA] = &feature_clock_data,
	[FEATURE_HYBRID_TOPOLOGY] = &feature_hybrid_topology,
	[FEATURE_PMU_CAPS] = &feature_pmu_caps,
};

static const struct feature *find(unsigned bit)
{
	return bit < FEATURE_END ? table[bit] : NULL;
}

const char *feature_name(unsigned bit)
{
	return find(bit) ? find(bit)->name : NULL;
}

int feature_read(enum feature_bit bit, struct cursor c, struct arena *arena, struct features *f,
                 struct err *err)
{
	const struct feature *feature = find(bit);
	int r;

	/* The first one counts; build-ids come one by one in a stream. */
	if (!feature || (features_has(f, bit) && bit != FEATURE_BUILD_ID))
		return 0;
	r = feature->read ? feature->read(c, arena, f, err) : 0;
	if (r == 0)
		features_set(f, bit);
	return r;
}

bool feature_is_written(enum feature_bit bit, const struct features *f)
{
	const struct feature *feature = find(bit);

	return feature && feature->write && features_has(f, bit);
}

void feature_write(enum feature_bit bit, const struct features *f, struct outbuf *out)
{
	if (feature_is_written(bit, f))
		find(bit)->write(f, out);
}

void feature_print(enum feature_bit bit, const struct features *f, bool full, struct outbuf *out)
{
	const struct feature *feature = find(bit);

	if (!feature || !feature->print || !features_has(f, bit))
		return;
	if (feature->full_only && !full)
		outbuf_printf(out, "# %s info available, use -I to display\n", feature->name);
	else
		feature->print(f, out);
}

static void caps_done(struct feature_pmu_caps *caps)
{
	vec_done(&caps->names);
	vec_done(&caps->values);
}

void features_done(struct features *f)
{
	vec_for_each(caps, &f->cpu_pmu_caps)
		caps_done(caps);
	vec_for_each(caps, &f->pmu_caps)
		caps_done(caps);
	vec_done(&f->cpu_pmu_caps);
	vec_done(&f->pmu_caps);
	vec_done(&f->build_ids);
	vec_done(&f->cmdline);
	vec_done(&f->events);
	vec_done(&f->cpu_topology.core_siblings);
	vec_done(&f->cpu_topology.thread_siblings);
	vec_done(&f->cpu_topology.die_siblings);
	vec_done(&f->numa_nodes);
	vec_done(&f->pmus.names);
	vec_done(&f->pmus.types);
	vec_done(&f->groups);
	vec_done(&f->caches);
	vec_done(&f->mem_nodes);
	vec_done(&f->hybrid_names);
	vec_done(&f->hybrid_cpus);
	*f = (struct features){ 0 };
}
