/* SPDX-License-Identifier: GPL-2.0-or-later */
/* "mem:ADDR[/LEN][:rwx]": hardware breakpoints, see perf-list(1). */
#include <linux/hw_breakpoint.h>

#include "common/event/parser.h"

#define LETTERS_MAX 3 /* what is behind "rwx" belongs to no breakpoint */

static bool parse_access(struct str letters, uint32_t *ret)
{
	uint32_t access = 0;

	for (size_t i = 0; i < letters.len; i++) {
		uint32_t bit = letters.s[i] == 'r'   ? HW_BREAKPOINT_R
		               : letters.s[i] == 'w' ? HW_BREAKPOINT_W
		                                     : HW_BREAKPOINT_X;

		if (access & bit)
			return false;
		access |= bit;
	}
	*ret = access;
	return true;
}

/* perf's scanner looks twice at letters that belong to no breakpoint. */
static int fail_number(struct parser *p)
{
	if (scan_peek(&p->scan) && !strchr("rwx:/", scan_peek(&p->scan)))
		scan_look(&p->scan);
	return parser_fail_here(p);
}

int breakpoint_parse(struct parser *p)
{
	struct scan *s = &p->scan;
	uint32_t access = HW_BREAKPOINT_R | HW_BREAKPOINT_W;
	uint64_t addr, len = 0;
	struct event *event;
	struct str letters;
	long at;

	scan_take(s, strlen("mem:"));
	if (!scan_number(s, &addr))
		return fail_number(p);
	if (scan_peek(s) == '/') {
		scan_take(s, 1);
		if (!scan_number(s, &len))
			return fail_number(p);
	}
	if (scan_peek(s) == ':' && strchr("rwx", s->text[s->at + 1]) && s->text[s->at + 1]) {
		scan_take(s, 1);
		at = (long)s->at;
		letters = scan_span(s, "rwx");
		letters.len = letters.len > LETTERS_MAX ? LETTERS_MAX : letters.len;
		if (!parse_access(scan_take(s, letters.len), &access))
			return parser_fail(p, at, "r, w and x may be given once each", NULL);
	}

	event = parser_add_event(p, EVENT_BREAKPOINT, PERF_TYPE_BREAKPOINT, 0);
	event->attr.bp_addr = addr;
	event->attr.bp_type = access;
	/* Instructions have no length, the kernel wants that of a word. */
	event->attr.bp_len = len                         ? len
	                     : access == HW_BREAKPOINT_X ? sizeof(long)
	                                                 : HW_BREAKPOINT_LEN_4;
	event->attr.sample_period = 1;
	return 0;
}
