/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * Inside of synth.h: the records themselves, byte for byte as perf 6.1 synthesizes them.
 *
 * Layouts: linux/perf_event.h, enum perf_event_type.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "common/base/str.h"

struct outbuf;
struct proc_map;
struct sample_format;
struct synth_opts;

#define SYNTH_NR_NAMESPACES 7
#define SYNTH_PATH_MAX      4095 /* of a name in a record, without the NUL: perf's PATH_MAX */

/* A record that is being written; its name is the last thing that is put into it. */
struct emit {
	struct outbuf *out;
	size_t start;
};

struct emit emit_begin(struct outbuf *out, uint32_t type, uint16_t misc);
void emit_u16(struct emit *e, uint16_t v);
void emit_u32(struct emit *e, uint32_t v);
void emit_u64(struct emit *e, uint64_t v);
/* With a NUL, filled up with 0 to a multiple of 8. Cut at SYNTH_PATH_MAX. */
void emit_name(struct emit *e, struct str name);
/* Id fields that are all 0, and the size into the header. */
void emit_end(struct emit *e, const struct sample_format *format);

struct emit_task {
	pid_t pid, tid;   /* process, thread */
	pid_t ppid, ptid; /* those it came from */
};
void emit_comm(const struct synth_opts *opts, const struct emit_task *task, const char *comm,
               struct outbuf *out);
void emit_fork(const struct synth_opts *opts, const struct emit_task *task, struct outbuf *out);
/* /proc/TID/ns of the live task. Those that may not be seen are 0. */
void emit_namespaces(const struct synth_opts *opts, int proc_fd, const struct emit_task *task,
                     struct outbuf *out);

struct emit_map {
	const struct proc_map *map;
	uint16_t misc; /* as it is without a build-id */
	const uint8_t *build_id;
	uint8_t build_id_size; /* 0: none, the inode is written */
};
void emit_mmap2(const struct synth_opts *opts, const struct emit_task *task,
                const struct emit_map *what, struct outbuf *out);
