/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * Files: whole reads, whole writes, mappings.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

struct err;

/* Write all of it, through short writes and signals. Errors: write(2)'s. */
int fd_write(int fd, const void *bytes, size_t len, struct err *err);

/*
 * Read up to `len` bytes, fewer only at the end of the file.
 *
 * Returns how many, or < 0.
 */
ssize_t fd_read(int fd, void *to, size_t len, struct err *err);

/*
 * The whole of a file that may have no size (procfs, sysfs), NUL-terminated.
 *
 * *ret: the caller's to free; *ret_len may be NULL. max_bytes bounds what is read: -EFBIG above.
 */
int file_read(const char *path, size_t max_bytes, char **ret, size_t *ret_len, struct err *err);

/* A read-only mapping of a whole regular file. len 0: an empty file, bytes is NULL. */
struct file_map {
	const uint8_t *bytes;
	size_t len;
};
int file_map(const char *path, struct file_map *ret, struct err *err);
int file_map_fd(int fd, const char *name, struct file_map *ret, struct err *err);
void file_unmap(struct file_map *map);

/* mkdir -p, with mode 0755 for what is missing. */
int make_dirs(const char *path, struct err *err);

/* The last part of a path, inside `path`. */
const char *path_base(const char *path);
bool path_exists(const char *path);
