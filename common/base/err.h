/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * One error: a negative errno for the code and a full sentence for the user.
 *
 * It is made where the facts are known; each layer may put its context before it. Only the main
 * of a program prints it.
 */
#include <errno.h>
#include <stdarg.h>

#define ERR_MSG_BYTES  4096
#define ERR_HINT_BYTES 2048

struct err {
	int code;                  /* positive errno; 0: nothing has failed */
	int exit_status;           /* of the program; 0: the usual one */
	char msg[ERR_MSG_BYTES];   /* what happened, without a newline at the end */
	char hint[ERR_HINT_BYTES]; /* what to do about it, may be empty */
};

/*
 * Say what failed. Returns -code, so that a caller can `return err_set(...)`.
 *
 * code: a positive errno; %m in fmt prints its text. err may be NULL. A hint set before is dropped.
 */
int err_set(struct err *err, int code, const char *fmt, ...) __attribute__((format(printf, 3, 4)));

/* Put "fmt: " before the message. Returns -err->code (or -EIO when err is NULL). */
int err_wrap(struct err *err, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* Add a line that says how to mend it. Returns -err->code. */
int err_hint(struct err *err, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* The exit status the program ends with, where it is not the usual one. Returns -err->code. */
int err_exit_status(struct err *err, int exit_status);

/* Forget what was said. */
void err_clear(struct err *err);
