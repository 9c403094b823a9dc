/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "record/record/control.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

#include "common/base/log.h"
#include "common/base/str.h"

enum control_command control_parse(const char *line, size_t len)
{
	static const struct {
		const char *word;
		enum control_command command;
	} words[] = {
		{ "enable", CONTROL_ENABLE },     { "disable", CONTROL_DISABLE },
		{ "snapshot", CONTROL_SNAPSHOT }, { "stop", CONTROL_STOP },
		{ "ping", CONTROL_PING },         { "evlist", CONTROL_EVLIST },
	};
	struct str rest = str_trim((struct str){ line, len }), word;

	if (!str_split(&rest, ' ', &word) || !word.len)
		return CONTROL_UNKNOWN;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (str_is(word, words[i].word))
			return words[i].command;
	return CONTROL_UNKNOWN;
}

/* A byte at a time: what follows the line is the next command's. Commands are rare. */
enum control_command control_next(struct control *c)
{
	for (;;) {
		struct pollfd pfd = { .fd = c->ctl_fd, .events = POLLIN };
		enum control_command command;
		ssize_t n;
		char byte;

		if (poll(&pfd, 1, 0) <= 0)
			return CONTROL_NONE;
		n = read(c->ctl_fd, &byte, 1);
		if (n < 0)
			return errno == EAGAIN || errno == EINTR ? CONTROL_NONE : CONTROL_CLOSED;
		if (n == 0)
			return CONTROL_CLOSED;
		if (byte != '\n' && byte != '\0') {
			if (c->len < sizeof(c->line))
				c->line[c->len++] = byte;
			continue;
		}
		if (!c->len)
			continue;
		command = control_parse(c->line, c->len);
		log_debug("control command: '%.*s'", (int)c->len, c->line);
		c->len = 0;
		return command;
	}
}

void control_ack(struct control *c)
{
	if (c->ack_fd >= 0 && write(c->ack_fd, "ack\n", 4) != 4)
		log_debug("the ack of a control command could not be written: %m");
}
