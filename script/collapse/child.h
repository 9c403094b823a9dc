/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * A tool that is asked line by line over its stdin and stdout.
 */
#include <stdbool.h>
#include <stdio.h>
#include <sys/types.h>

#include "common/base/cleanup.h"
#include "common/base/outbuf.h"

struct child {
	pid_t pid; /* 0: not running */
	int fd;    /* one socket for both ways */
	FILE *out;
};

/* Start argv[0] by PATH; its stderr is ours. False: it cannot be had. */
bool child_start(struct child *c, const char *const argv[]);

/* Say something to it. False: it is gone. */
bool child_say(struct child *c, struct str text);

/* The next line it says, without its newline, in place of what `line` holds. False: no more. */
bool child_hear(struct child *c, struct outbuf *line);

/* Close its stdin and stdout and wait for its end. Not running is fine. */
void child_stop(struct child *c);
