/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "common/base/log.h"

#include <stdarg.h>
#include <stdio.h>

static int level;

void log_set_level(int new_level)
{
	level = new_level;
}

int log_level(void)
{
	return level;
}

void log_debug(const char *fmt, ...)
{
	va_list ap;

	if (level < 1)
		return;

	flockfile(stderr);
	va_start(ap, fmt);
	vfprintf(stderr, fmt, ap);
	va_end(ap);
	putc_unlocked('\n', stderr);
	funlockfile(stderr);
}
