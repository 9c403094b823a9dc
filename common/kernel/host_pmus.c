/* SPDX-License-Identifier: GPL-2.0-or-later */
/* PMUs in the header: the type that stands for each name, hybrid ones, and what each can do. */
#include <dirent.h>
#include <stdlib.h>

#include "common/abi/features.h"
#include "common/base/arena.h"
#include "common/base/mem.h"
#include "common/base/str.h"
#include "common/base/sysroot.h"
#include "common/kernel/host_source.h"

#define PMU_DIR "/sys/bus/event_source/devices"

/* Where a cpu has cores of several kinds, each kind has a PMU of its own. */
static bool is_hybrid(const char *pmu)
{
	return streq(pmu, "cpu_core") || streq(pmu, "cpu_atom");
}

/* Files of <pmu>/caps, by name. False: there are none. */
static bool read_caps(const struct host_source *src, const char *pmu, struct feature_pmu_caps *ret)
{
	AUTO(freep) char *path = sysroot_path(src->sr, PMU_DIR "/%s/caps", pmu);
	DIR *dir = opendir(path);
	struct dirent *entry;

	if (!dir)
		return false;
	*ret = (struct feature_pmu_caps){ .pmu = arena_strdup(src->arena, pmu) };
	while ((entry = readdir(dir))) {
		const char *value;

		if (entry->d_name[0] == '.')
			continue;
		value = host_source_text(src, PMU_DIR "/%s/caps/%s", pmu, entry->d_name);
		if (!value)
			continue;
		vec_push(&ret->names, arena_strdup(src->arena, entry->d_name));
		vec_push(&ret->values, value);
	}
	closedir(dir);
	return ret->names.len > 0;
}

static void add_caps(const struct host_source *src, struct features *f, const char *pmu)
{
	struct feature_pmu_caps caps;

	if (!read_caps(src, pmu, &caps))
		return;
	if (!streq(pmu, "cpu")) {
		vec_push(&f->pmu_caps, caps);
		return;
	}
	caps.pmu = NULL;
	vec_push(&f->cpu_pmu_caps, caps);
	features_set(f, FEATURE_CPU_PMU_CAPS);
}

static void add_hybrid(const struct host_source *src, struct features *f, const char *pmu)
{
	const char *cpus = host_source_text(src, PMU_DIR "/%s/cpus", pmu);

	if (!cpus)
		return;
	vec_push(&f->hybrid_names, arena_strdup(src->arena, pmu));
	vec_push(&f->hybrid_cpus, cpus);
	features_set(f, FEATURE_HYBRID_TOPOLOGY);
}

void host_pmus(const struct host_source *src, struct features *f)
{
	AUTO(freep) char *path = sysroot_path(src->sr, PMU_DIR);
	DIR *dir = opendir(path);
	struct dirent *entry;

	if (!dir)
		return;
	while ((entry = readdir(dir))) { /* in its order: perf's */
		int32_t type;

		if (entry->d_name[0] == '.' ||
		    !host_source_i32(src, &type, PMU_DIR "/%s/type", entry->d_name))
			continue;
		vec_push(&f->pmus.names, arena_strdup(src->arena, entry->d_name));
		vec_push(&f->pmus.types, (uint32_t)type);
		if (is_hybrid(entry->d_name))
			add_hybrid(src, f, entry->d_name);
	}
	closedir(dir);
	if (f->pmus.names.len)
		features_set(f, FEATURE_PMU_MAPPINGS);

	/* Hybrid ones first: readers older than the feature expect them there. */
	vec_for_each(name, &f->hybrid_names)
		add_caps(src, f, *name);
	vec_for_each(name, &f->pmus.names)
		if (!is_hybrid(*name))
			add_caps(src, f, *name);
	features_set(f, FEATURE_PMU_CAPS); /* perf's is there even with none in it */
}
