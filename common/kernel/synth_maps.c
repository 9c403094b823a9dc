/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The mappings of one live process. */
#include <errno.h>
#include <fcntl.h>
#include <linux/perf_event.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#include "common/base/cleanup.h"
#include "common/base/mem.h"
#include "common/base/outbuf.h"
#include "common/base/sysroot.h"
#include "common/kernel/proc_maps.h"
#include "common/kernel/synth.h"
#include "common/kernel/synth_emit.h"
#include "common/kernel/synth_walk.h"

#define NAME_BYTES 64
/* The kernel gives a page at a time; a line is at most a path with each byte escaped. */
#define MAPS_BYTES 32768
#define ANON_NAME  "//anon" /* as the kernel's own records have it */

#ifndef MAP_HUGETLB
#define MAP_HUGETLB 0x40000
#endif

/* One process's maps on their way to records. */
struct maps_reader {
	const struct synth_walk *walk;
	const struct emit_task *task;
	struct outbuf *out;
	struct synth_stats *stats;
	uint64_t start_ns;
	bool timed_out;
};

static uint64_t now_ns(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

/* Look a file's build-id up, reading it the first time. Returns its size. */
static uint8_t find_build_id(const struct maps_reader *m, const struct proc_map *map,
                             uint8_t id[20])
{
	const struct synth_opts *opts = m->walk->opts;
	struct build_id_cache *cache = m->walk->cache;
	uint64_t file = hash_u64((uint64_t)map->maj << 32 | map->min) ^ hash_u64(map->ino);
	AUTO(freep) char *path = NULL;
	uint64_t *index;
	uint8_t size = 0;

	if (!map->path.len || map->path.s[0] != '/')
		return 0;

	pthread_mutex_lock(&cache->lock);
	index = hmap_add(&cache->by_file, file, NULL);
	if (!*index) {
		struct cached_build_id *new = vec_add(&cache->ids);

		*index = cache->ids.len;
		path = sysroot_path(opts->sysroot, "/proc/%d/root%.*s", (int)m->task->pid,
		                    STR_ARG(map->path));
		new->size = opts->build_id_of(opts->build_id_ctx, path, false, new->id);
	}
	size = cache->ids.data[*index - 1].size;
	memcpy(id, cache->ids.data[*index - 1].id, 20);
	pthread_mutex_unlock(&cache->lock);
	return size;
}

static bool is_below(struct str path, const char *dir)
{
	return dir && str_starts(path, str_of(dir));
}

static void put_map(const struct maps_reader *m, struct proc_map *map, uint16_t misc)
{
	const struct synth_opts *opts = m->walk->opts;
	struct emit_map what = { .map = map, .misc = misc };
	uint8_t id[20];

	if (is_below(map->path, m->walk->hugetlbfs)) {
		map->path = STR(ANON_NAME);
		map->flags |= MAP_HUGETLB;
	} else if (!map->path.len) {
		map->path = STR(ANON_NAME);
	}
	if (opts->build_id_mmap && opts->build_id_of) {
		what.build_id = id;
		what.build_id_size = find_build_id(m, map, id);
	}
	emit_mmap2(opts, m->task, &what, m->out);
	m->stats->nr_maps++;
}

/* Most lines are of data, which nobody asked for: no need to take them apart. */
static bool is_data(struct str line)
{
	const char *perms = memchr(line.s, ' ', line.len);

	return perms && line.s + line.len - perms > 3 && perms[3] != 'x';
}

/* False: enough was read. */
static bool put_line(struct maps_reader *m, struct str line)
{
	uint16_t misc = PERF_RECORD_MISC_USER;
	struct proc_map map;

	if (!m->timed_out && !m->walk->opts->mmap_data && is_data(line))
		return true;
	if (!proc_map_parse(line, &map))
		return true;
	if (m->timed_out) {
		/* As perf: one record, of whatever kind, says where the reading stopped. */
		put_map(m, &map, misc | PERF_RECORD_MISC_PROC_MAP_PARSE_TIMEOUT);
		m->stats->nr_timed_out++;
		return false;
	}
	if (!(map.prot & PROT_EXEC)) {
		if (!(map.prot & PROT_READ))
			return true;
		misc |= PERF_RECORD_MISC_MMAP_DATA;
	}
	put_map(m, &map, misc);
	return true;
}

/* The whole lines of text[0..len): how many bytes they were, or -1 when enough was read. */
static ssize_t put_lines(struct maps_reader *m, const char *text, size_t len)
{
	const char *at = text, *newline;

	while ((newline = memchr(at, '\n', len - (size_t)(at - text)))) {
		if (!put_line(m, (struct str){ at, (size_t)(newline - at) }))
			return -1;
		at = newline + 1;
	}
	return at - text;
}

void synth_maps(const struct synth_walk *walk, const struct emit_task *task, struct outbuf *out,
                struct synth_stats *stats)
{
	struct maps_reader m = {
		.walk = walk, .task = task, .out = out, .stats = stats, .start_ns = now_ns()
	};
	char name[NAME_BYTES], text[MAPS_BYTES];
	AUTO(fd_closep) int fd = -1;
	size_t have = 0;
	ssize_t n, used;

	snprintf(name, sizeof(name), "%d/maps", (int)task->tid);
	fd = openat(walk->proc_fd, name, O_RDONLY | O_CLOEXEC);
	if (fd < 0) {
		stats->nr_unreadable += errno == EACCES || errno == EPERM;
		return;
	}
	while ((n = read(fd, text + have, sizeof(text) - have)) > 0) {
		m.timed_out = now_ns() - m.start_ns > walk->timeout_ns;
		have += (size_t)n;
		used = put_lines(&m, text, have);
		if (used < 0)
			return;
		have -= (size_t)used;
		memmove(text, text + used, have);
		if (have == sizeof(text))
			have = 0; /* no line of the kernel's is so long */
	}
	stats->nr_unreadable += n < 0 && (errno == EACCES || errno == EPERM);
}
