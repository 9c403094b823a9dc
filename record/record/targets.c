/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "record/record/targets.h"

#include <dirent.h>
#include <errno.h>
#include <pwd.h>
#include <sys/stat.h>

#include "common/base/err.h"
#include "common/base/num.h"
#include "common/base/str.h"
#include "common/base/sysroot.h"
#include "record/record/options.h"

static void closedirp(DIR **dir)
{
	if (*dir)
		closedir(*dir);
}

/* The numbers among the names in a folder: processes of /proc, threads of /proc/PID/task. */
static bool next_number(DIR *dir, pid_t *ret)
{
	struct dirent *entry;
	uint32_t number;

	while ((entry = readdir(dir))) {
		if (num_u32(str_of(entry->d_name), &number) && number > 0) {
			*ret = (pid_t)number;
			return true;
		}
	}
	return false;
}

/* All threads of a process. None: it has ended. */
static size_t add_threads(struct targets *t, const struct sysroot *sr, pid_t pid)
{
	AUTO(freep) char *path = sysroot_path(sr, "/proc/%d/task", (int)pid);
	AUTO(closedirp) DIR *dir = opendir(path);
	size_t before = t->tids.len;
	pid_t tid;

	while (dir && next_number(dir, &tid))
		vec_push(&t->tids, tid);
	return t->tids.len - before;
}

static bool is_listed(const struct targets *t, pid_t pid)
{
	for (size_t i = 0; i < t->named.len; i++)
		if (t->named.data[i] == pid)
			return true;
	return false;
}

static int parse_numbers(const char *text, struct targets *t, struct err *err)
{
	struct str rest = str_of(text), part;
	uint32_t number;

	while (str_split(&rest, ',', &part)) {
		part = str_trim(part);
		if (!num_u32(part, &number) || number == 0 || number > INT32_MAX)
			return err_set(err, EINVAL, "-%c %s: '%.*s' is no %s",
			               t->by_thread ? 't' : 'p', text, STR_ARG(part),
			               t->by_thread ? "thread id" : "process id");
		if (!is_listed(t, (pid_t)number))
			vec_push(&t->named, (pid_t)number);
	}
	return 0;
}

static int find_processes(const struct sysroot *sr, struct targets *t, struct err *err)
{
	vec_for_each(pid, &t->named)
		if (!add_threads(t, sr, *pid))
			return err_set(err, ESRCH, "there is no process %d", (int)*pid);
	return 0;
}

static int find_threads(const struct sysroot *sr, struct targets *t, struct err *err)
{
	vec_for_each(tid, &t->named) {
		AUTO(freep) char *path = sysroot_path(sr, "/proc/%d", (int)*tid);
		struct stat st;

		if (stat(path, &st) < 0)
			return err_set(err, ESRCH, "there is no thread %d", (int)*tid);
		vec_push(&t->tids, *tid);
	}
	return 0;
}

static int parse_user(const char *user, uid_t *ret, struct err *err)
{
	struct passwd *pw = getpwnam(user);
	uint32_t number;

	if (pw) {
		*ret = pw->pw_uid;
		return 0;
	}
	if (!num_u32(str_of(user), &number))
		return err_set(err, EINVAL, "there is no user '%s'", user);
	*ret = number;
	return 0;
}

static int find_user(const char *user, const struct sysroot *sr, struct targets *t, struct err *err)
{
	AUTO(freep) char *proc = sysroot_path(sr, "/proc");
	AUTO(closedirp) DIR *dir = opendir(proc);
	uid_t uid = 0;
	pid_t pid;
	int r = parse_user(user, &uid, err);

	if (r < 0)
		return r;
	if (!dir)
		return err_set(err, errno, "%s: %m", proc);
	while (next_number(dir, &pid)) {
		AUTO(freep) char *path = sysroot_path(sr, "/proc/%d", (int)pid);
		struct stat st;

		if (stat(path, &st) < 0 || st.st_uid != uid || !add_threads(t, sr, pid))
			continue;
		vec_push(&t->named, pid);
	}
	if (!t->named.len)
		return err_set(err, ESRCH, "no process of the user '%s' runs", user);
	return 0;
}

int targets_find(const struct record_opts *opts, const struct sysroot *sr, struct targets *ret,
                 struct err *err)
{
	struct targets t = { .by_thread = !opts->pids && opts->tids };
	int r = 0;

	if (opts->pids || opts->tids) {
		r = parse_numbers(opts->pids ? opts->pids : opts->tids, &t, err);
		if (r >= 0)
			r = t.by_thread ? find_threads(sr, &t, err) : find_processes(sr, &t, err);
	} else if (opts->uid) {
		r = find_user(opts->uid, sr, &t, err);
	}
	if (r < 0) {
		targets_done(&t);
		return r;
	}
	*ret = t;
	return 0;
}

void targets_done(struct targets *t)
{
	vec_done(&t->named);
	vec_done(&t->tids);
}
