/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "common/base/err.h"

#include <stdio.h>
#include <string.h>

static int err_result(const struct err *err)
{
	if (!err || !err->code)
		return -EIO;
	return -err->code;
}

int err_set(struct err *err, int code, const char *fmt, ...)
{
	va_list ap;

	if (!err)
		return -code;

	err->code = code;
	err->exit_status = 0;
	err->hint[0] = '\0';
	errno = code; /* for %m */
	va_start(ap, fmt);
	vsnprintf(err->msg, sizeof(err->msg), fmt, ap);
	va_end(ap);
	return -code;
}

int err_wrap(struct err *err, const char *fmt, ...)
{
	char old[ERR_MSG_BYTES];
	size_t room = sizeof(err->msg);
	va_list ap;
	int len;

	if (!err)
		return err_result(err);

	memcpy(old, err->msg, sizeof(old));
	va_start(ap, fmt);
	len = vsnprintf(err->msg, room, fmt, ap);
	va_end(ap);
	if (len >= 0 && (size_t)len < room) {
		room -= (size_t)len;
		snprintf(err->msg + len, room, ": %.*s", (int)(room > 3 ? room - 3 : 0), old);
	}
	return err_result(err);
}

int err_hint(struct err *err, const char *fmt, ...)
{
	va_list ap;
	size_t len;

	if (!err)
		return err_result(err);

	len = strlen(err->hint);
	if (len && len + 1 < sizeof(err->hint)) {
		err->hint[len++] = '\n';
		err->hint[len] = '\0';
	}
	va_start(ap, fmt);
	vsnprintf(err->hint + len, sizeof(err->hint) - len, fmt, ap);
	va_end(ap);
	return err_result(err);
}

int err_exit_status(struct err *err, int exit_status)
{
	if (err)
		err->exit_status = exit_status;
	return err_result(err);
}

void err_clear(struct err *err)
{
	if (err)
		*err = (struct err){ 0 };
}
