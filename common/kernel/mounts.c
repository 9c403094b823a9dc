/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "common/kernel/mounts.h"

#include "common/base/fs.h"
#include "common/base/mem.h"
#include "common/base/sysroot.h"

#define MOUNTS_BYTES_MAX (16u << 20)

char *mounts_read(const struct sysroot *sr)
{
	AUTO(freep) char *path = sysroot_path(sr, "/proc/mounts");
	char *text = NULL;

	return file_read(path, MOUNTS_BYTES_MAX, &text, NULL, NULL) < 0 ? NULL : text;
}

bool mounts_next(struct str *rest, struct mount_line *ret)
{
	struct str line, source;

	while (str_split(rest, '\n', &line)) {
		if (str_split(&line, ' ', &source) && str_split(&line, ' ', &ret->point) &&
		    str_split(&line, ' ', &ret->type) && str_split(&line, ' ', &ret->options))
			return true;
	}
	return false;
}

char *mounts_find(const struct sysroot *sr, const char *type)
{
	AUTO(freep) char *text = mounts_read(sr);
	struct mount_line mount;
	struct str rest;

	if (!text)
		return NULL;
	rest = str_of(text);
	while (mounts_next(&rest, &mount))
		if (str_is(mount.type, type))
			return xstrndup(mount.point.s, mount.point.len);
	return NULL;
}
