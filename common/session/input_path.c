/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "common/session/input_path.h"

#include <stddef.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/base/err.h"
#include "common/base/str.h"

static const char *default_path(void)
{
	struct stat st;

	return fstat(STDIN_FILENO, &st) == 0 && S_ISFIFO(st.st_mode) ? "-" : "perf.data";
}

int input_path(const char *given, bool force, const char **ret, struct err *err)
{
	const char *path = given ? given : default_path();
	struct stat st;

	if (!force && !streq(path, "-") && stat(path, &st) == 0 && st.st_uid &&
	    st.st_uid != geteuid())
		return err_set(err, EACCES,
		               "File %s not owned by current user or root (use -f to override)",
		               path);
	*ret = path;
	return 0;
}
