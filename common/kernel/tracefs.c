/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "common/kernel/tracefs.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/mount.h>
#include <unistd.h>

#include "common/base/err.h"
#include "common/base/fs.h"
#include "common/base/mem.h"
#include "common/base/sysroot.h"
#include "common/kernel/machine_facts.h"
#include "common/kernel/mounts.h"

#define TRACEFS_DIR "/sys/kernel/tracing"

#define HINT_MOUNT "mount it: sudo mount -t tracefs nodev " TRACEFS_DIR
#define HINT_READ \
	"run as root, or let a group read it: sudo mount -o remount,gid=GROUP,mode=750 " TRACEFS_DIR

char *tracefs_find(const struct sysroot *sr)
{
	AUTO(freep) char *debugfs = NULL;
	AUTO(freep) char *events = NULL;
	char *found;

	if (sr->tracefs)
		return xstrdup(sr->tracefs);
	found = mounts_find(sr, "tracefs");
	if (found)
		return found;
	/* Kernels before 4.1, and those that mount tracefs below debugfs when it is entered. */
	debugfs = mounts_find(sr, "debugfs");
	if (!debugfs)
		return NULL;
	events = sysroot_path(sr, "%s/tracing/events", debugfs);
	return path_exists(events) ? xasprintf("%s/tracing", debugfs) : NULL;
}

bool tracefs_readable(const struct sysroot *sr, const char *tracefs)
{
	AUTO(freep) char *events = sysroot_path(sr, "%s/events", tracefs);

	return access(events, R_OK | X_OK) == 0;
}

int tracefs_open(const struct sysroot *sr, char **ret, struct err *err)
{
	AUTO(freep) char *found = tracefs_find(sr);
	AUTO(freep) char *dir = sysroot_path(sr, TRACEFS_DIR);

	if (!found) {
		if (mount("nodev", dir, "tracefs", MS_NOSUID | MS_NODEV | MS_NOEXEC, NULL) < 0) {
			err_set(err, errno,
			        "tracefs is not mounted, and mounting it on %s failed: %m", dir);
			return err_hint(err, HINT_MOUNT);
		}
		found = xstrdup(TRACEFS_DIR);
	}
	if (!tracefs_readable(sr, found)) {
		err_set(err, EACCES, "tracefs is mounted on %s, but you may not read its events",
		        found);
		return err_hint(err, HINT_READ);
	}
	*ret = take(found);
	return 0;
}

int tracefs_explain(int error, const char *what, const struct machine_facts *facts, struct err *err)
{
	if (!facts->tracefs_mounted) {
		err_set(err, error, "%s: tracefs is not mounted", what);
		return err_hint(err, HINT_MOUNT);
	}
	if ((error == EACCES || error == EPERM) && !facts->tracefs_readable) {
		err_set(err, error, "%s: tracefs is mounted, but only root may read it", what);
		return err_hint(err, HINT_READ);
	}
	return err_set(err, error, "%s: %m", what);
}
