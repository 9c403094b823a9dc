/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "common/kernel/synth_emit.h"

#include <fcntl.h>
#include <linux/perf_event.h>
#include <stdio.h>
#include <sys/stat.h>

#include "common/abi/sample.h"
#include "common/base/outbuf.h"
#include "common/kernel/proc_maps.h"
#include "common/kernel/synth.h"

#define NAME_BYTES     64
#define BUILD_ID_BYTES 20

struct emit emit_begin(struct outbuf *out, uint32_t type, uint16_t misc)
{
	struct perf_event_header header = { .type = type, .misc = misc };
	struct emit e = { .out = out, .start = out->len };

	outbuf_bytes(out, &header, sizeof(header));
	return e;
}

void emit_u16(struct emit *e, uint16_t v)
{
	outbuf_bytes(e->out, &v, sizeof(v));
}

void emit_u32(struct emit *e, uint32_t v)
{
	outbuf_bytes(e->out, &v, sizeof(v));
}

void emit_u64(struct emit *e, uint64_t v)
{
	outbuf_bytes(e->out, &v, sizeof(v));
}

void emit_name(struct emit *e, struct str name)
{
	size_t len = name.len < SYNTH_PATH_MAX ? name.len : SYNTH_PATH_MAX;

	outbuf_bytes(e->out, name.s, len);
	outbuf_fill(e->out, '\0', 8 - len % 8);
}

void emit_end(struct emit *e, const struct sample_format *format)
{
	struct perf_event_header *header;

	outbuf_fill(e->out, '\0', sample_id_size(format));
	header = (struct perf_event_header *)(e->out->data + e->start);
	header->size = (uint16_t)(e->out->len - e->start);
}

void emit_comm(const struct synth_opts *opts, const struct emit_task *task, const char *comm,
               struct outbuf *out)
{
	struct emit e = emit_begin(out, PERF_RECORD_COMM, 0);

	emit_u32(&e, (uint32_t)task->pid);
	emit_u32(&e, (uint32_t)task->tid);
	emit_name(&e, str_of(comm));
	emit_end(&e, opts->format);
}

void emit_fork(const struct synth_opts *opts, const struct emit_task *task, struct outbuf *out)
{
	/*
	 * With this bit a reader does not copy the parent's maps: the task has its own, which
	 * follow.
	 */
	struct emit e = emit_begin(out, PERF_RECORD_FORK, PERF_RECORD_MISC_FORK_EXEC);

	emit_u32(&e, (uint32_t)task->pid);
	emit_u32(&e, (uint32_t)task->ppid);
	emit_u32(&e, (uint32_t)task->tid);
	emit_u32(&e, (uint32_t)task->ptid);
	emit_u64(&e, 0); /* time */
	emit_end(&e, opts->format);
}

void emit_namespaces(const struct synth_opts *opts, int proc_fd, const struct emit_task *task,
                     struct outbuf *out)
{
	/* In the order of the kernel's NET_NS_INDEX and so on. */
	static const char *const names[SYNTH_NR_NAMESPACES] = { "net",  "uts", "ipc",   "pid",
		                                                "user", "mnt", "cgroup" };
	struct emit e = emit_begin(out, PERF_RECORD_NAMESPACES, 0);

	emit_u32(&e, (uint32_t)task->pid);
	emit_u32(&e, (uint32_t)task->tid);
	emit_u64(&e, SYNTH_NR_NAMESPACES);
	for (int i = 0; i < SYNTH_NR_NAMESPACES; i++) {
		char name[NAME_BYTES];
		struct stat st;
		bool seen;

		snprintf(name, sizeof(name), "%d/ns/%s", (int)task->tid, names[i]);
		seen = fstatat(proc_fd, name, &st, 0) == 0;
		emit_u64(&e, seen ? st.st_dev : 0);
		emit_u64(&e, seen ? st.st_ino : 0);
	}
	emit_end(&e, opts->format);
}

void emit_mmap2(const struct synth_opts *opts, const struct emit_task *task,
                const struct emit_map *what, struct outbuf *out)
{
	const struct proc_map *map = what->map;
	uint16_t misc = what->misc;
	struct emit e;

	if (what->build_id_size)
		misc |= PERF_RECORD_MISC_MMAP_BUILD_ID;
	e = emit_begin(out, PERF_RECORD_MMAP2, misc);
	emit_u32(&e, (uint32_t)task->pid);
	emit_u32(&e, (uint32_t)task->tid);
	emit_u64(&e, map->start);
	emit_u64(&e, map->end - map->start);
	emit_u64(&e, map->pgoff);
	if (what->build_id_size) {
		outbuf_char(out, (char)what->build_id_size);
		outbuf_fill(out, '\0', 3); /* reserved */
		outbuf_bytes(out, what->build_id, BUILD_ID_BYTES);
	} else {
		emit_u32(&e, map->maj);
		emit_u32(&e, map->min);
		emit_u64(&e, map->ino);
		emit_u64(&e, 0); /* ino_generation */
	}
	emit_u32(&e, map->prot);
	emit_u32(&e, map->flags);
	emit_name(&e, map->path);
	emit_end(&e, opts->format);
}
