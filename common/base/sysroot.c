/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "common/base/sysroot.h"

#include <stdarg.h>
#include <stdlib.h>

#include "common/base/mem.h"
#include "common/base/outbuf.h"

const struct sysroot sysroot_live = { .root = "" };

static char *join(const char *root, const char *dir, const char *fmt, va_list ap)
{
	struct outbuf path = { 0 };
	AUTO(freep) char *rest = NULL;

	if (vasprintf(&rest, fmt, ap) < 0)
		rest = xstrdup("");
	outbuf_str(&path, root);
	outbuf_str(&path, dir);
	outbuf_str(&path, rest);
	return outbuf_take(&path);
}

char *sysroot_path(const struct sysroot *sr, const char *fmt, ...)
{
	va_list ap;
	char *path;

	va_start(ap, fmt);
	path = join(sr->root, "", fmt, ap);
	va_end(ap);
	return path;
}

char *sysroot_tracefs(const struct sysroot *sr, const char *fmt, ...)
{
	va_list ap;
	char *path;

	va_start(ap, fmt);
	path = join(sr->root, sr->tracefs ? sr->tracefs : "/sys/kernel/tracing", fmt, ap);
	va_end(ap);
	return path;
}
