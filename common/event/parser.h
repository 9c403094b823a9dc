/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * What the parts of the -e parser share; private to common/event.
 */
#include "common/event/event.h"
#include "common/event/scan.h"

struct parser {
	struct event_list *list;
	const struct event_env *env;
	struct err *err;
	struct scan scan;
};

/*
 * "event syntax error: '...'" with `what` under the column `at` (-1: before the text), then
 * `help` after an empty line. help may be NULL. Returns -EINVAL.
 */
int parser_fail(struct parser *p, long at, const char *what, const char *help);

/* "parser error" where the scanner stands. */
int parser_fail_here(struct parser *p);

/* A new event at the end of the list, all but its name filled. Valid until the next one. */
struct event *parser_add_event(struct parser *p, enum event_kind kind, uint32_t type,
                               uint64_t config);

/* The event at the head of what the scanner sees, terms included; names are set where they are
 * not the event's text. *slash: it ended with '/'. */
int parser_head(struct parser *p, bool *slash);

/* mem:ADDR[/LEN][:rwx], the scanner stands before it. */
int breakpoint_parse(struct parser *p);
