/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * One feature's three functions, and the strings that most features are made of.
 *
 * For the files of this folder: each defines `const struct feature feature_<name>`, which table.c
 * lists.
 */
#include <inttypes.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/base/arena.h"
#include "common/base/cursor.h"
#include "common/base/err.h"
#include "common/base/outbuf.h"
#include "common/perfdata/features.h"

struct feature {
	const char *name;
	/* NULL: it has no content that we look at. */
	int (*read)(struct cursor c, struct arena *arena, struct features *f, struct err *err);
	/* NULL: it is never written, as we do not keep its content. */
	void (*write)(const struct features *f, struct outbuf *out);
	/* NULL: `perf report --header` shows nothing. */
	void (*print)(const struct features *f, struct outbuf *out);
	bool full_only; /* printed with -I only; else a line says that it is there */
};

extern const struct feature feature_tracing_data, feature_build_id, feature_hostname,
	feature_osrelease, feature_version, feature_arch, feature_nrcpus, feature_cpudesc,
	feature_cpuid, feature_total_mem, feature_cmdline, feature_event_desc, feature_cpu_topology,
	feature_numa_topology, feature_branch_stack, feature_pmu_mappings, feature_group_desc,
	feature_auxtrace, feature_stat, feature_cache, feature_sample_time, feature_mem_topology,
	feature_clockid, feature_dir_format, feature_bpf_prog_info, feature_bpf_btf,
	feature_compressed, feature_cpu_pmu_caps, feature_clock_data, feature_hybrid_topology,
	feature_pmu_caps;

/* A string: u32 length with its padding, then that many bytes. Copied to `arena`. */
bool wire_string(struct cursor *c, struct arena *arena, const char **ret);

/* Written with a NUL at least, padded to 64 bytes as perf does. */
void wire_put_string(struct outbuf *out, const char *s);
void wire_put_u32(struct outbuf *out, uint32_t v);
void wire_put_u64(struct outbuf *out, uint64_t v);

/*
 * A count of things that take at least `min_bytes` each. Errors: -EBADMSG with the numbers where
 * so many cannot follow.
 */
int wire_count(struct cursor *c, const char *feature, size_t min_bytes, uint32_t *ret,
               struct err *err);

/* -EBADMSG: "FEATURE: what i is cut short". */
int wire_short(const char *feature, const char *what, size_t i, struct err *err);
