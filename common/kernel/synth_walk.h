/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * Inside of synth.h: what the threads that walk /proc share, and what they do for one process.
 */
#include <pthread.h>
#include <stdint.h>
#include <sys/types.h>

#include "common/base/hmap.h"
#include "common/base/vec.h"

struct emit_task;
struct err;
struct outbuf;
struct synth_opts;
struct synth_stats;

/* The build-ids of files that many processes map, read once each. */
struct build_id_cache {
	pthread_mutex_t lock;
	struct hmap by_file; /* hash of device and inode -> index into ids, plus 1 */
	VEC(struct cached_build_id {
		uint8_t id[20];
		uint8_t size;
	}) ids;
};

struct synth_walk {
	const struct synth_opts *opts;
	int proc_fd;
	char *hugetlbfs; /* its mount point, or NULL */
	uint64_t timeout_ns;
	struct build_id_cache *cache;
};

/* The maps of a process, as MMAP2 records. Nothing of it is an error: *stats tells. */
void synth_maps(const struct synth_walk *walk, const struct emit_task *task, struct outbuf *out,
                struct synth_stats *stats);

/* CGROUP records of all cgroups, parents first. */
void synth_cgroups(const struct synth_opts *opts, struct outbuf *out);
