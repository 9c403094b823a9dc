/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * --control: commands that another program sends while the recording runs, a line each, and
 * the "ack" that answers each.
 */
#include <stddef.h>

struct outbuf;

enum control_command {
	CONTROL_NONE, /* no whole line has come */
	CONTROL_ENABLE,
	CONTROL_DISABLE,
	CONTROL_SNAPSHOT,
	CONTROL_STOP,
	CONTROL_PING,
	CONTROL_EVLIST,
	CONTROL_UNKNOWN,
	CONTROL_CLOSED, /* the other end has gone */
};

struct control {
	int ctl_fd, ack_fd; /* borrowed; -1: none */
	char line[128];
	size_t len;
};

/* What has come next, without waiting. */
enum control_command control_next(struct control *c);

/* Pure: the meaning of one line without its newline. */
enum control_command control_parse(const char *line, size_t len);

void control_ack(struct control *c);
