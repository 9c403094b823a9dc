/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "common/perfdata/input.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/base/cleanup.h"
#include "common/base/err.h"
#include "common/base/mem.h"

/* Less is not worth a system call. */
#define READ_BYTES    ((size_t)64 << 10)
#define RELEASE_BYTES ((uint64_t)16 << 20)

static void look_at(struct input *in, const uint8_t *bytes, size_t len)
{
	static const uint8_t nothing[1];

	in->start = len ? bytes : nothing;
	in->len = len;
	in->feed = (struct feed){ .at = in->start, .end = in->start + len };
}

static int map_fd(struct input *in, int fd, struct err *err)
{
	int r = file_map_fd(fd, in->name, &in->map, err);

	if (r < 0)
		return r;
	if (in->map.len)
		madvise((void *)in->map.bytes, in->map.len, MADV_SEQUENTIAL);
	look_at(in, in->map.bytes, in->map.len);
	return 0;
}

int input_open(struct input *in, const char *path, struct err *err)
{
	AUTO(fd_closep) int opened = -1;
	bool is_stdin = !strcmp(path, "-");
	struct stat st;
	int fd = STDIN_FILENO;

	*in = (struct input){ .name = path, .fd = -1 };
	if (!is_stdin)
		fd = opened = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0 || fstat(fd, &st) < 0)
		return err_set(err, errno, "%s: %m", path);
	in->changed_s = st.st_mtime;
	if (S_ISDIR(st.st_mode))
		return err_set(err, EISDIR, "%s: is a directory", path);
	/* A stdin that somebody has read from already is not looked at from its start. */
	if (S_ISREG(st.st_mode) && (!is_stdin || lseek(fd, 0, SEEK_CUR) == 0))
		return map_fd(in, fd, err);
	in->fd = fd;
	in->close_fd = !is_stdin;
	opened = -1;
	return 0;
}

void input_open_memory(struct input *in, const void *bytes, size_t len, const char *name)
{
	*in = (struct input){ .name = name, .fd = -1 };
	look_at(in, bytes, len);
}

void input_done(struct input *in)
{
	file_unmap(&in->map);
	feed_done(&in->feed);
	if (in->close_fd && in->fd >= 0)
		close(in->fd);
	in->fd = -1;
}

/* One read(2): 1 something came, 0 the end. */
static int read_some(struct input *in, struct err *err)
{
	size_t room;
	uint8_t *to = feed_room(&in->feed, READ_BYTES, &room);
	ssize_t n;

	do {
		n = read(in->fd, to, room);
	} while (n < 0 && errno == EINTR);
	if (n < 0)
		return err_set(err, errno, "%s: %m", in->name);
	in->feed.end += n;
	return n > 0;
}

int input_need(struct input *in, size_t want, struct err *err)
{
	while (feed_left(&in->feed) < want) {
		int r;

		if (in->start)
			return 0;
		r = read_some(in, err);
		if (r <= 0)
			return r;
	}
	return 1;
}

int input_skip(struct input *in, uint64_t len, uint64_t *ret_skipped, struct err *err)
{
	uint64_t skipped = 0;

	while (skipped < len) {
		uint64_t n = feed_left(&in->feed);
		int r;

		if (n > len - skipped)
			n = len - skipped;
		input_take(in, n);
		skipped += n;
		if (skipped == len)
			break;
		r = input_need(in, 1, err);
		if (r < 0)
			return r;
		if (r == 0)
			break;
	}
	*ret_skipped = skipped;
	return 0;
}

static int open_spool(const char *name, struct err *err)
{
	const char *dir = getenv("TMPDIR");
	int fd = open(dir && *dir ? dir : "/var/tmp", O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);

	/* Not every file system has O_TMPFILE. */
	if (fd < 0)
		fd = memfd_create("prof-spool", MFD_CLOEXEC);
	if (fd < 0)
		return err_set(err, errno, "%s: no temporary file for what comes from the pipe: %m",
		               name);
	return fd;
}

int input_spool(struct input *in, struct err *err)
{
	AUTO(fd_closep) int fd = open_spool(in->name, err);
	int r;

	if (fd < 0)
		return fd;
	do {
		r = fd_write(fd, in->feed.at, feed_left(&in->feed), err);
		if (r < 0)
			return err_wrap(err, "%s: temporary file", in->name);
		in->feed.at = in->feed.end;
		feed_release(&in->feed);
		r = read_some(in, err);
	} while (r > 0);
	if (r < 0)
		return r;
	feed_done(&in->feed);
	return map_fd(in, fd, err);
}

void input_release(struct input *in)
{
	uint64_t at;

	if (!in->start) {
		feed_release(&in->feed);
		return;
	}
	/* The page cache keeps the pages; this process need not, or it grows as large as the file.
	 */
	at = input_offset(in) & ~(RELEASE_BYTES - 1);
	if (in->map.bytes && at > in->dropped) {
		madvise((uint8_t *)in->map.bytes + in->dropped, at - in->dropped, MADV_DONTNEED);
		in->dropped = at;
	}
}
