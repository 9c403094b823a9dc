/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "common/base/fs.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/base/cleanup.h"
#include "common/base/err.h"
#include "common/base/mem.h"

#define READ_BYTES_FIRST 4096

int fd_write(int fd, const void *bytes, size_t len, struct err *err)
{
	const char *at = bytes;

	while (len) {
		ssize_t n = write(fd, at, len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return err_set(err, errno, "write: %m");
		at += n;
		len -= (size_t)n;
	}
	return 0;
}

ssize_t fd_read(int fd, void *to, size_t len, struct err *err)
{
	size_t done = 0;

	while (done < len) {
		ssize_t n = read(fd, (char *)to + done, len - done);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return err_set(err, errno, "read: %m");
		if (n == 0)
			break;
		done += (size_t)n;
	}
	return (ssize_t)done;
}

int file_read(const char *path, size_t max_bytes, char **ret, size_t *ret_len, struct err *err)
{
	AUTO(fd_closep) int fd = open(path, O_RDONLY | O_CLOEXEC);
	AUTO(freep) char *text = NULL;
	size_t len = 0, cap = READ_BYTES_FIRST;

	if (fd < 0)
		return err_set(err, errno, "%s: %m", path);

	for (;;) {
		ssize_t n;

		text = xrealloc(text, cap + 1);
		n = fd_read(fd, text + len, cap - len, err);
		if (n < 0)
			return err_wrap(err, "%s", path);
		len += (size_t)n;
		if (len > max_bytes)
			return err_set(err, EFBIG, "%s: more than %zu bytes", path, max_bytes);
		if (len < cap)
			break;
		cap *= 2;
	}

	text[len] = '\0';
	if (ret_len)
		*ret_len = len;
	*ret = take(text);
	return 0;
}

int file_map_fd(int fd, const char *name, struct file_map *ret, struct err *err)
{
	struct stat st;
	void *p;

	if (fstat(fd, &st) < 0)
		return err_set(err, errno, "%s: %m", name);
	if (S_ISDIR(st.st_mode))
		return err_set(err, EISDIR, "%s: %m", name);
	if (!S_ISREG(st.st_mode))
		return err_set(err, EINVAL, "%s: not a regular file", name);
	if (st.st_size == 0) {
		*ret = (struct file_map){ 0 };
		return 0;
	}

	p = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
	if (p == MAP_FAILED)
		return err_set(err, errno, "%s: mmap of %lld bytes: %m", name,
		               (long long)st.st_size);
	*ret = (struct file_map){ p, (size_t)st.st_size };
	return 0;
}

int file_map(const char *path, struct file_map *ret, struct err *err)
{
	AUTO(fd_closep) int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		return err_set(err, errno, "%s: %m", path);
	return file_map_fd(fd, path, ret, err);
}

void file_unmap(struct file_map *map)
{
	if (map->bytes)
		munmap((void *)map->bytes, map->len);
	*map = (struct file_map){ 0 };
}

int make_dirs(const char *path, struct err *err)
{
	AUTO(freep) char *part = xstrdup(path);

	for (char *at = part + 1; *at; at++) {
		if (*at != '/')
			continue;
		*at = '\0';
		if (mkdir(part, 0755) < 0 && errno != EEXIST)
			return err_set(err, errno, "%s: %m", part);
		*at = '/';
	}
	if (mkdir(part, 0755) < 0 && errno != EEXIST)
		return err_set(err, errno, "%s: %m", part);
	return 0;
}

const char *path_base(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

bool path_exists(const char *path)
{
	return access(path, F_OK) == 0;
}
