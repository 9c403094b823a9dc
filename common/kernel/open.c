/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "common/kernel/open.h"

#include <errno.h>
#include <sys/syscall.h>
#include <unistd.h>

int perf_open(struct perf_event_attr *attr, pid_t pid, int cpu, int group_fd, unsigned long flags)
{
	long fd = syscall(SYS_perf_event_open, attr, pid, cpu, group_fd,
	                  flags | PERF_FLAG_FD_CLOEXEC);

	return fd < 0 ? -errno : (int)fd;
}

/* One step of the ladder: is it in the attr, and how to take it out (NULL: it cannot be). */
struct rung {
	struct kernel_feature_use use;
	size_t missing_offset; /* of the bool in struct kernel_features */
	bool (*used)(const struct perf_event_attr *attr);
	void (*drop)(struct perf_event_attr *attr);
};

#define LBR_FLAGS (PERF_SAMPLE_BRANCH_NO_FLAGS | PERF_SAMPLE_BRANCH_NO_CYCLES)

/* NAME is used where USED holds; DROP removes it. */
#define RUNG_FUNCTIONS(NAME, USED, DROP)                            \
	static bool NAME##_used(const struct perf_event_attr *attr) \
	{                                                           \
		return USED;                                        \
	}                                                           \
	static void NAME##_drop(struct perf_event_attr *attr)       \
	{                                                           \
		DROP;                                               \
	}
#define RUNG_USED(NAME, USED)                                       \
	static bool NAME##_used(const struct perf_event_attr *attr) \
	{                                                           \
		return USED;                                        \
	}

RUNG_FUNCTIONS(read_lost, attr->read_format &PERF_FORMAT_LOST,
               attr->read_format &= ~(uint64_t)PERF_FORMAT_LOST)
RUNG_FUNCTIONS(weight_struct, attr->sample_type &PERF_SAMPLE_WEIGHT_STRUCT,
               attr->sample_type = (attr->sample_type & ~(uint64_t)PERF_SAMPLE_WEIGHT_STRUCT) |
                                   PERF_SAMPLE_WEIGHT)
RUNG_FUNCTIONS(build_id, attr->build_id, attr->build_id = 0)
RUNG_FUNCTIONS(code_page_size, attr->sample_type &PERF_SAMPLE_CODE_PAGE_SIZE,
               attr->sample_type &= ~(uint64_t)PERF_SAMPLE_CODE_PAGE_SIZE)
RUNG_FUNCTIONS(data_page_size, attr->sample_type &PERF_SAMPLE_DATA_PAGE_SIZE,
               attr->sample_type &= ~(uint64_t)PERF_SAMPLE_DATA_PAGE_SIZE)
RUNG_USED(cgroup, attr->cgroup)
RUNG_FUNCTIONS(branch_hw_idx, attr->branch_sample_type &PERF_SAMPLE_BRANCH_HW_INDEX,
               attr->branch_sample_type &= ~(uint64_t)PERF_SAMPLE_BRANCH_HW_INDEX)
RUNG_USED(aux_output, attr->aux_output)
RUNG_FUNCTIONS(bpf_event, attr->bpf_event, attr->bpf_event = 0)
RUNG_FUNCTIONS(ksymbol, attr->ksymbol, attr->ksymbol = 0)
RUNG_FUNCTIONS(group_read, attr->inherit && attr->read_format & PERF_FORMAT_GROUP,
               attr->read_format &= ~(uint64_t)PERF_FORMAT_GROUP)
RUNG_USED(write_backward, attr->write_backward)
RUNG_USED(clockid, attr->use_clockid)
RUNG_FUNCTIONS(lbr_flags, attr->branch_sample_type &LBR_FLAGS,
               attr->branch_sample_type &= ~(uint64_t)LBR_FLAGS)
RUNG_FUNCTIONS(mmap2, attr->mmap2, attr->mmap2 = 0)
RUNG_FUNCTIONS(exclude_guest, attr->exclude_guest || attr->exclude_host,
               attr->exclude_guest = attr->exclude_host = 0)
RUNG_FUNCTIONS(sample_id_all, attr->sample_id_all, attr->sample_id_all = 0)

#define FIRM(NAME, SINCE, TEXT)                                                                 \
	{                                                                                       \
		{ TEXT, SINCE }, offsetof(struct kernel_features, no_##NAME), NAME##_used, NULL \
	}
#define RUNG(NAME, SINCE, TEXT)                                                            \
	{                                                                                  \
		{ TEXT, SINCE }, offsetof(struct kernel_features, no_##NAME), NAME##_used, \
			NAME##_drop                                                        \
	}
static const struct rung rungs[] = {
	RUNG(read_lost, 0x0600, "PERF_FORMAT_LOST"),
	RUNG(weight_struct, 0x050c, "PERF_SAMPLE_WEIGHT_STRUCT"),
	RUNG(build_id, 0x050c, "attr.build_id (--buildid-mmap)"),
	RUNG(code_page_size, 0x050b, "PERF_SAMPLE_CODE_PAGE_SIZE (--code-page-size)"),
	RUNG(data_page_size, 0x050b, "PERF_SAMPLE_DATA_PAGE_SIZE (--data-page-size)"),
	FIRM(cgroup, 0x0507, "attr.cgroup (--all-cgroups)"),
	RUNG(branch_hw_idx, 0x0507, "PERF_SAMPLE_BRANCH_HW_INDEX"),
	FIRM(aux_output, 0x0504, "attr.aux_output"),
	RUNG(bpf_event, 0x0501, "attr.bpf_event"),
	RUNG(ksymbol, 0x0501, "attr.ksymbol"),
	RUNG(group_read, 0x040d, "PERF_FORMAT_GROUP with attr.inherit"),
	FIRM(write_backward, 0x0407, "attr.write_backward (--overwrite)"),
	FIRM(clockid, 0x0401, "attr.use_clockid (-k)"),
	RUNG(lbr_flags, 0x0401, "PERF_SAMPLE_BRANCH_NO_FLAGS"),
	RUNG(mmap2, 0x030c, "attr.mmap2"),
	RUNG(exclude_guest, 0x0302, "attr.exclude_guest (modifiers G and H)"),
	RUNG(sample_id_all, 0x0206, "attr.sample_id_all"),
};
#define NR_RUNGS (sizeof(rungs) / sizeof(rungs[0]))

void kernel_features_apply(const struct kernel_features *missing, struct perf_event_attr *attr)
{
	for (size_t i = 0; i < NR_RUNGS; i++) {
		const bool *gone = (const bool *)((const char *)missing + rungs[i].missing_offset);

		if (*gone && rungs[i].drop)
			rungs[i].drop(attr);
	}
}

bool kernel_features_next(struct kernel_features *missing, const struct perf_event_attr *attr)
{
	for (size_t i = 0; i < NR_RUNGS; i++) {
		bool *gone = (bool *)((char *)missing + rungs[i].missing_offset);

		if (*gone || !rungs[i].used(attr))
			continue;
		*gone = true;
		return rungs[i].drop != NULL;
	}
	return false;
}

bool kernel_features_too_new(const struct perf_event_attr *attr, uint32_t kernel_version,
                             struct kernel_feature_use *ret)
{
	for (size_t i = 0; kernel_version && i < NR_RUNGS; i++) {
		if (rungs[i].use.since <= kernel_version || !rungs[i].used(attr))
			continue;
		*ret = rungs[i].use;
		return true;
	}
	return false;
}

int perf_open_ladder(struct perf_event_attr *attr, const struct perf_open_where *where,
                     struct kernel_features *missing)
{
	struct kernel_features learnt = *missing;
	struct perf_event_attr tried = *attr;
	int first = 0;

	for (;;) {
		int r;

		kernel_features_apply(&learnt, &tried);
		r = perf_open(&tried, where->pid, where->cpu, where->group_fd, where->flags);
		if (r >= 0) {
			*attr = tried;
			*missing = learnt;
			return r;
		}
		if (!first)
			first = r;
		if ((r != -EINVAL && r != -E2BIG) || !kernel_features_next(&learnt, &tried))
			return first;
	}
}
