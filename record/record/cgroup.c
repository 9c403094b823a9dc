/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "record/record/cgroup.h"

#include <errno.h>
#include <fcntl.h>
#include <mntent.h>
#include <stdio.h>

#include "common/base/err.h"
#include "common/base/mem.h"
#include "common/base/str.h"

static void endmntentp(FILE **f)
{
	if (*f)
		endmntent(*f);
}

/* Version 1 with the perf_event controller, or else version 2. A new string, or NULL. */
static char *find_mount(void)
{
	AUTO(endmntentp) FILE *mounts = setmntent("/proc/self/mounts", "r");
	AUTO(freep) char *v2 = NULL;
	struct mntent *m;

	while (mounts && (m = getmntent(mounts))) {
		if (streq(m->mnt_type, "cgroup") && hasmntopt(m, "perf_event"))
			return xstrdup(m->mnt_dir);
		if (streq(m->mnt_type, "cgroup2") && !v2)
			v2 = xstrdup(m->mnt_dir);
	}
	return take(v2);
}

int cgroup_open(const char *name, int *ret_fd, struct err *err)
{
	AUTO(freep) char *mount = find_mount();
	AUTO(freep) char *path = NULL;

	if (!mount)
		return err_set(err, ENOENT,
		               "-G %s: no cgroup file system with perf events is mounted", name);
	path = xasprintf("%s/%s", mount, name);
	*ret_fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (*ret_fd < 0)
		return err_set(err, errno, "-G %s: %s: %m", name, path);
	return 0;
}
