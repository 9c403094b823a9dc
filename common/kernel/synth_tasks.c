/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Walks over /proc: which tasks there are, and their records in perf's order. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "common/base/cleanup.h"
#include "common/base/err.h"
#include "common/base/mem.h"
#include "common/base/num.h"
#include "common/base/outbuf.h"
#include "common/base/sysroot.h"
#include "common/base/threads.h"
#include "common/kernel/mounts.h"
#include "common/kernel/proc_task.h"
#include "common/kernel/synth.h"
#include "common/kernel/synth_emit.h"
#include "common/kernel/synth_walk.h"

#define NAME_BYTES         64
#define CHUNK_PROCESSES    32 /* that a thread takes at a time */
#define TIMEOUT_NS_DEFAULT 500000000u

/* A VEC with a name. */
struct pid_list {
	pid_t *data;
	size_t len, cap;
};

/* A few processes and what became of them: the work of one thread. */
struct chunk {
	const struct synth_walk *walk;
	const pid_t *pids;
	size_t nr;
	bool full; /* FORK records too */
	struct outbuf out;
	struct synth_stats stats;
};

/* Write the cgroups and get ready for tasks: 1, or 0 where none are wanted; < 0 on error. */
static int walk_begin(struct synth_walk *walk, const struct synth_opts *opts, struct outbuf *out,
                      struct err *err)
{
	AUTO(freep) char *path = sysroot_path(opts->sysroot, "/proc");
	int fd;

	if (opts->cgroups)
		synth_cgroups(opts, out);
	if (!opts->tasks)
		return 0;
	fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return err_set(err, errno, "%s: %m", path);
	*walk = (struct synth_walk){ .opts = opts, .proc_fd = fd };
	walk->timeout_ns = opts->proc_map_timeout_ns ? opts->proc_map_timeout_ns
	                                             : TIMEOUT_NS_DEFAULT;
	walk->hugetlbfs = opts->maps ? mounts_find(opts->sysroot, "hugetlbfs") : NULL;
	walk->cache = xzalloc(sizeof(*walk->cache));
	pthread_mutex_init(&walk->cache->lock, NULL);
	return 1;
}

static void walk_done(struct synth_walk *walk)
{
	if (!walk->cache)
		return;
	close(walk->proc_fd);
	free(walk->hugetlbfs);
	pthread_mutex_destroy(&walk->cache->lock);
	hmap_done(&walk->cache->by_file);
	vec_done(&walk->cache->ids);
	free(walk->cache);
}

/* The numbers among a folder's names, in its order. */
static int read_pids(int proc_fd, const char *dir_name, struct pid_list *ret)
{
	AUTO(fd_closep) int fd = openat(proc_fd, dir_name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	struct dirent *entry;
	DIR *dir;

	if (fd < 0)
		return -errno;
	dir = fdopendir(fd);
	if (!dir)
		return -errno;
	take_fd(&fd); /* the folder closes it */
	while ((entry = readdir(dir))) {
		int pid;

		if (entry->d_name[0] <= '9' && num_int(str_of(entry->d_name), &pid) && pid > 0)
			vec_push(ret, (pid_t)pid);
	}
	closedir(dir);
	return 0;
}

static int compare_pid(const void *a, const void *b)
{
	pid_t x = *(const pid_t *)a, y = *(const pid_t *)b;

	return (x > y) - (x < y);
}

/* One thread; its process's maps follow where it is the leader. */
static void put_task(struct chunk *chunk, const struct emit_task *task,
                     const struct proc_task *facts)
{
	const struct synth_walk *walk = chunk->walk;
	const struct synth_opts *opts = walk->opts;

	chunk->stats.nr_tasks++;
	if (chunk->full) {
		emit_fork(opts, task, &chunk->out);
		if (opts->namespaces)
			emit_namespaces(opts, walk->proc_fd, task, &chunk->out);
		emit_comm(opts, task, facts->comm, &chunk->out);
	} else {
		emit_comm(opts, task, facts->comm, &chunk->out);
		if (opts->namespaces)
			emit_namespaces(opts, walk->proc_fd, task, &chunk->out);
	}
	if (task->pid == task->tid && !facts->is_kthread && opts->maps)
		synth_maps(walk, task, &chunk->out, &chunk->stats);
}

/* What /proc says about a process. False: it is gone. */
static bool read_leader(struct chunk *chunk, pid_t pid, struct proc_task *ret)
{
	char name[NAME_BYTES];

	snprintf(name, sizeof(name), "%d/stat", (int)pid);
	return proc_task_read(chunk->walk->proc_fd, name, ret) == 0;
}

static void put_leader(struct chunk *chunk, pid_t pid, const struct proc_task *facts)
{
	struct emit_task task = { pid, pid, facts->ppid, facts->ppid };

	put_task(chunk, &task, facts);
}

static void put_thread(struct chunk *chunk, pid_t pid, pid_t tid)
{
	/* Who started a thread is not told: perf takes the leader. */
	struct emit_task task = { .pid = pid, .tid = tid, .ppid = pid, .ptid = pid };
	struct proc_task facts;
	char name[NAME_BYTES];

	snprintf(name, sizeof(name), "%d/task/%d/stat", (int)pid, (int)tid);
	if (proc_task_read(chunk->walk->proc_fd, name, &facts) == 0)
		put_task(chunk, &task, &facts);
}

static void put_process(struct chunk *chunk, pid_t pid)
{
	struct proc_task facts;
	char name[NAME_BYTES];
	struct pid_list tids = { 0 };

	if (!read_leader(chunk, pid, &facts))
		return;
	if (facts.nr_threads <= 1) {
		put_leader(chunk, pid, &facts);
		return;
	}

	snprintf(name, sizeof(name), "%d/task", (int)pid);
	if (read_pids(chunk->walk->proc_fd, name, &tids) == 0)
		vec_for_each(tid, &tids) {
			if (*tid == pid)
				put_leader(chunk, pid, &facts);
			else
				put_thread(chunk, pid, *tid);
		}
	vec_done(&tids);
}

static void run_chunk(void *ctx, size_t i)
{
	struct chunk *chunk = (struct chunk *)ctx + i;

	for (size_t k = 0; k < chunk->nr; k++)
		put_process(chunk, chunk->pids[k]);
}

static void finish_chunk(struct chunk *chunk, struct outbuf *out, struct synth_stats *stats)
{
	outbuf_bytes(out, chunk->out.data, chunk->out.len);
	outbuf_done(&chunk->out);
	stats->nr_tasks += chunk->stats.nr_tasks;
	stats->nr_maps += chunk->stats.nr_maps;
	stats->nr_timed_out += chunk->stats.nr_timed_out;
	stats->nr_unreadable += chunk->stats.nr_unreadable;
}

/* The threads take chunks as they can; the records stand in the order of the pids. */
static void put_processes(const struct synth_walk *walk, const struct pid_list *pids, bool full,
                          struct outbuf *out, struct synth_stats *stats)
{
	size_t nr = (pids->len + CHUNK_PROCESSES - 1) / CHUNK_PROCESSES;
	AUTO(freep) struct chunk *chunks = xcalloc(nr ? nr : 1, sizeof(*chunks));

	for (size_t i = 0; i < nr; i++) {
		size_t first = i * CHUNK_PROCESSES, left = pids->len - first;

		chunks[i] =
			(struct chunk){ .walk = walk, .pids = pids->data + first, .full = full };
		chunks[i].nr = left < CHUNK_PROCESSES ? left : CHUNK_PROCESSES;
	}
	threads_run(walk->opts->nr_threads, nr, run_chunk, chunks);
	for (size_t i = 0; i < nr; i++)
		finish_chunk(&chunks[i], out, stats);
}

int synth_all_tasks(const struct synth_opts *opts, struct outbuf *out, struct synth_stats *stats,
                    struct err *err)
{
	AUTO(walk_done) struct synth_walk walk = { 0 };
	struct pid_list pids = { 0 };
	int r;

	r = walk_begin(&walk, opts, out, err);
	if (r <= 0)
		return r;
	r = read_pids(walk.proc_fd, ".", &pids);
	if (r < 0)
		return err_set(err, -r, "the tasks in /proc: %m");
	vec_sort(&pids, compare_pid);
	put_processes(&walk, &pids, true, out, stats);
	vec_done(&pids);
	return 0;
}

int synth_processes(const struct synth_opts *opts, const pid_t *pids, size_t nr, struct outbuf *out,
                    struct synth_stats *stats, struct err *err)
{
	AUTO(walk_done) struct synth_walk walk = { 0 };
	struct pid_list leaders = { 0 };
	int r;

	r = walk_begin(&walk, opts, out, err);
	if (r <= 0)
		return r;
	for (size_t i = 0; i < nr; i++) {
		pid_t tgid = proc_tgid(walk.proc_fd, pids[i]);

		if (tgid > 0)
			vec_push(&leaders, tgid);
	}
	put_processes(&walk, &leaders, false, out, stats);
	vec_done(&leaders);
	return 0;
}

/* A thread; and once, where nobody asked for it, the leader of its process: that has the maps. */
static void put_asked_thread(struct chunk *chunk, pid_t tid, struct hmap *leaders_or_asked)
{
	pid_t tgid = proc_tgid(chunk->walk->proc_fd, tid);
	struct proc_task facts;
	bool is_new = false;

	if (tgid <= 0)
		return;
	if (tgid != tid) {
		put_thread(chunk, tgid, tid);
		hmap_add(leaders_or_asked, (uint64_t)tgid, &is_new);
	}
	if ((tgid == tid || is_new) && read_leader(chunk, tgid, &facts))
		put_leader(chunk, tgid, &facts);
}

int synth_threads(const struct synth_opts *opts, const pid_t *tids, size_t nr, struct outbuf *out,
                  struct synth_stats *stats, struct err *err)
{
	AUTO(walk_done) struct synth_walk walk = { 0 };
	struct chunk chunk = { .walk = &walk };
	struct hmap seen = { 0 }; /* the threads that are asked for, and leaders that were added */
	int r;

	r = walk_begin(&walk, opts, out, err);
	if (r <= 0)
		return r;
	for (size_t i = 0; i < nr; i++)
		hmap_add(&seen, (uint64_t)tids[i], NULL);
	for (size_t i = 0; i < nr; i++)
		put_asked_thread(&chunk, tids[i], &seen);
	finish_chunk(&chunk, out, stats);
	hmap_done(&seen);
	return 0;
}

void synth_comm(const struct synth_opts *opts, pid_t pid, pid_t tid, const char *comm,
                struct outbuf *out)
{
	AUTO(freep) char *path = sysroot_path(opts->sysroot, "/proc");
	AUTO(fd_closep) int proc_fd = -1;
	struct emit_task task = { .pid = pid, .tid = tid };

	emit_comm(opts, &task, comm, out);
	if (!opts->namespaces)
		return;
	proc_fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	emit_namespaces(opts, proc_fd, &task, out);
}
