/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "record/record/output.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/base/cleanup.h"
#include "common/base/err.h"
#include "common/base/fs.h"
#include "common/base/str.h"
#include "record/record/options.h"

#define HUNDREDTH_NS 10000000L

/* Keep what was recorded before. */
static int move_old(const char *path, struct err *err)
{
	AUTO(freep) char *old = xasprintf("%s.old", path);
	struct stat st;

	if (stat(path, &st) < 0 || !S_ISREG(st.st_mode) || !st.st_size)
		return 0;
	if (rename(path, old) < 0)
		return err_set(err, errno, "%s could not be renamed to %s: %m", path, old);
	return 0;
}

static bool is_fifo(int fd)
{
	struct stat st;

	return fstat(fd, &st) == 0 && S_ISFIFO(st.st_mode);
}

bool output_wants_pipe(const struct record_opts *opts)
{
	return opts->output ? streq(opts->output, "-") : is_fifo(STDOUT_FILENO);
}

void output_init(struct output *out, const struct record_opts *opts)
{
	*out = (struct output){ .fd = -1 };
	if (output_wants_pipe(opts)) {
		out->is_pipe = true;
		out->fd = STDOUT_FILENO;
		out->path = xstrdup("-");
		return;
	}
	out->base = xstrdup(opts->output ? opts->output : "perf.data");
	out->path = xstrdup(out->base);
	out->has_stamp = opts->timestamp_filename || opts->switching.kind != SWITCH_NONE;
	out->max_files = opts->switch_max_files;
}

int output_open(struct output *out, struct err *err)
{
	int r = out->is_pipe ? 0 : move_old(out->path, err);

	if (r < 0 || out->is_pipe)
		return r;
	out->fd = open(out->path, O_CREAT | O_RDWR | O_TRUNC | O_CLOEXEC, 0600);
	if (out->fd < 0) {
		err_set(err, errno, "%s: %m", out->path);
		return err_hint(err, "write somewhere else with -o FILE");
	}
	return 0;
}

/* "base.2024052013055912": local time to the hundredth of a second, as perf names them. */
static char *stamped(const char *base, const struct timespec *when)
{
	struct tm tm;

	localtime_r(&when->tv_sec, &tm);
	return xasprintf("%s.%04d%02d%02d%02d%02d%02d%02ld", base, tm.tm_year + 1900, tm.tm_mon + 1,
	                 tm.tm_mday, tm.tm_hour, tm.tm_min, tm.tm_sec,
	                 when->tv_nsec / HUNDREDTH_NS);
}

/* Files may be closed faster than names differ: then the next free name is taken. */
static char *free_name(const char *base)
{
	struct timespec when;
	char *name;

	clock_gettime(CLOCK_REALTIME, &when);
	while (path_exists(name = stamped(base, &when))) {
		free(name);
		when.tv_nsec += HUNDREDTH_NS;
		if (when.tv_nsec >= 100 * HUNDREDTH_NS) {
			when.tv_nsec -= 100 * HUNDREDTH_NS;
			when.tv_sec++;
		}
	}
	return name;
}

int output_close_file(struct output *out, const char **ret, struct err *err)
{
	AUTO(freep) char *name = NULL;

	*ret = out->path;
	if (out->is_pipe)
		return 0;
	fd_closep(&out->fd);
	if (!out->has_stamp)
		return 0;

	name = free_name(out->base);
	if (rename(out->path, name) < 0)
		return err_set(err, errno, "%s could not be renamed to %s: %m", out->path, name);
	vec_push(&out->files, take(name));
	*ret = *vec_last(&out->files);
	if (out->max_files && out->files.len > out->max_files) {
		unlink(out->files.data[0]);
		free(out->files.data[0]);
		out->files.len--;
		memmove(out->files.data, out->files.data + 1,
		        out->files.len * sizeof(out->files.data[0]));
	}
	return 0;
}

void output_discard(struct output *out)
{
	struct stat st;
	bool is_file;

	if (out->is_pipe || out->fd < 0)
		return;
	is_file = fstat(out->fd, &st) == 0 && S_ISREG(st.st_mode);
	fd_closep(&out->fd);
	if (is_file) /* and not a device: root may have said -o /dev/null */
		unlink(out->path);
}

void output_done(struct output *out)
{
	if (!out->is_pipe)
		fd_closep(&out->fd);
	free(out->path);
	free(out->base);
	vec_for_each(file, &out->files)
		free(*file);
	vec_done(&out->files);
	*out = (struct output){ .fd = -1 };
}
