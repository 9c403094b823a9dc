/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "record/record/cache.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/base/err.h"
#include "common/base/fs.h"
#include "common/base/log.h"
#include "common/base/mem.h"
#include "common/object/build_id.h"
#include "common/object/debug_file.h"
#include "record/record/vdso.h"

#define COPY_BYTES (1 << 16)

/* How to fill the new file: 0, or a negative errno. */
typedef int fill_fn(int fd, const void *what, struct err *err);

static int fill_from_path(int fd, const void *what, struct err *err)
{
	AUTO(fd_closep) int from = open(what, O_RDONLY | O_CLOEXEC);
	AUTO(freep) char *buf = xmalloc(COPY_BYTES);
	ssize_t n;

	if (from < 0)
		return err_set(err, errno, "%s: %m", (const char *)what);
	while ((n = fd_read(from, buf, COPY_BYTES, err)) > 0) {
		int r = fd_write(fd, buf, (size_t)n, err);

		if (r < 0)
			return r;
	}
	return (int)n;
}

static int fill_vdso(int fd, const void *what, struct err *err)
{
	size_t len;
	const void *image = vdso_image(&len);

	(void)what;
	return fd_write(fd, image, len, err);
}

/* Under another name first: nobody ever sees half a file. */
static int write_file(const char *path, fill_fn *fill, const void *what, struct err *err)
{
	AUTO(freep) char *tmp = xasprintf("%s.%d", path, (int)getpid());
	AUTO(fd_closep) int fd = open(tmp, O_CREAT | O_WRONLY | O_TRUNC | O_CLOEXEC, 0644);
	int r;

	if (fd < 0)
		return err_set(err, errno, "%s: %m", tmp);
	r = fill(fd, what, err);
	if (r >= 0 && rename(tmp, path) < 0)
		r = err_set(err, errno, "%s: %m", path);
	if (r < 0)
		unlink(tmp);
	return r;
}

static int link_id(const char *cache, const char *name, const char *hex, struct err *err)
{
	AUTO(freep) char *dir = xasprintf("%s/.build-id/%.2s", cache, hex);
	AUTO(freep) char *link = xasprintf("%s/%s", dir, hex + 2);
	AUTO(freep) char *target = xasprintf("../../%s/%s", name[0] == '/' ? name + 1 : name, hex);
	int r = make_dirs(dir, err);

	if (r >= 0 && symlink(target, link) < 0 && errno != EEXIST)
		r = err_set(err, errno, "%s: %m", link);
	return r;
}

static int keep(const char *name, const char *file, const struct build_id *id, fill_fn *fill,
                const void *what)
{
	AUTO(freep) char *cache = buildid_cache_dir();
	AUTO(freep) char *dir = NULL, *path = NULL;
	char hex[BUILD_ID_HEX_MAX];
	struct err err = { 0 };
	int r;

	if (!cache)
		return 0;
	build_id_hex(id, hex);
	dir = xasprintf("%s/%s/%s", cache, name[0] == '/' ? name + 1 : name, hex);
	path = xasprintf("%s/%s", dir, file);
	if (path_exists(path))
		return 0;
	r = make_dirs(dir, &err);
	if (r >= 0)
		r = write_file(path, fill, what, &err);
	if (r >= 0)
		r = link_id(cache, name, hex, &err);
	if (r < 0)
		log_debug("build-id cache: %s", err.msg);
	return r;
}

void cache_keep_kallsyms(const struct build_id *id)
{
	keep("[kernel.kallsyms]", "kallsyms", id, fill_from_path, "/proc/kallsyms");
}

void cache_keep_vdso(const struct build_id *id)
{
	keep(VDSO_NAME, "vdso", id, fill_vdso, NULL);
}

void cache_keep_file(const char *path, const struct build_id *id)
{
	keep(path, "elf", id, fill_from_path, path);
}
