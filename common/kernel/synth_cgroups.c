/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The cgroups that a sample's PERF_SAMPLE_CGROUP id may stand for. */
#include <dirent.h>
#include <fcntl.h>
#include <linux/perf_event.h>
#include <string.h>
#include <unistd.h>

#include "common/base/cleanup.h"
#include "common/base/mem.h"
#include "common/base/outbuf.h"
#include "common/base/sysroot.h"
#include "common/kernel/mounts.h"
#include "common/kernel/synth.h"
#include "common/kernel/synth_emit.h"
#include "common/kernel/synth_walk.h"

/*
 * The hierarchy that perf events belong to: that of the controller perf_event (version 1), or the
 * one of version 2.
 */
static char *find_mount(const struct sysroot *sr)
{
	AUTO(freep) char *text = mounts_read(sr);
	struct str rest = { text, text ? strlen(text) : 0 };
	struct mount_line mount;

	while (mounts_next(&rest, &mount)) {
		struct str option;

		if (!str_is(mount.type, "cgroup"))
			continue;
		while (str_split(&mount.options, ',', &option))
			if (str_is(option, "perf_event"))
				return xstrndup(mount.point.s, mount.point.len);
	}
	return mounts_find(sr, "cgroup2");
}

/* The kernel's id of a cgroup is its file handle. 0: not known. */
static uint64_t cgroup_id(int fd)
{
	struct {
		struct file_handle handle;
		uint64_t id;
	} h = { .handle = { .handle_bytes = sizeof(uint64_t) } };
	uint64_t id = 0;
	int mount_id;

	if (name_to_handle_at(fd, "", &h.handle, &mount_id, AT_EMPTY_PATH) < 0 ||
	    h.handle.handle_bytes != sizeof(id))
		return 0;
	memcpy(&id, h.handle.f_handle, sizeof(id));
	return id;
}

/* `path` is what the record says, from the hierarchy's root; the folder is `fd`, taken over. */
static void put_tree(const struct synth_opts *opts, int fd, const char *path, struct outbuf *out)
{
	uint64_t id = cgroup_id(fd);
	DIR *dir = fdopendir(fd);
	struct dirent *entry;
	struct emit e;

	if (!dir) {
		close(fd);
		return;
	}
	if (id) {
		e = emit_begin(out, PERF_RECORD_CGROUP, 0);
		emit_u64(&e, id);
		emit_name(&e, str_of(*path ? path : "/"));
		emit_end(&e, opts->format);
	}
	while ((entry = readdir(dir))) {
		AUTO(freep) char *below = NULL;
		int child;

		if (entry->d_type != DT_DIR || entry->d_name[0] == '.' ||
		    strlen(path) + strlen(entry->d_name) >= SYNTH_PATH_MAX)
			continue;
		child = openat(dirfd(dir), entry->d_name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
		if (child < 0)
			continue;
		below = xasprintf("%s/%s", path, entry->d_name);
		put_tree(opts, child, below, out);
	}
	closedir(dir);
}

void synth_cgroups(const struct synth_opts *opts, struct outbuf *out)
{
	AUTO(freep) char *mount = find_mount(opts->sysroot);
	AUTO(freep) char *path = mount ? sysroot_path(opts->sysroot, "%s", mount) : NULL;
	int fd = path ? open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;

	if (fd >= 0)
		put_tree(opts, fd, "", out);
}
