/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "common/event/scan.h"

#include "common/base/num.h"

void scan_init(struct scan *s, const char *text)
{
	/* Before its first lexeme, perf's scanner stands in column 1. */
	*s = (struct scan){ .text = text, .last = 1, .before = 1 };
}

void scan_look(struct scan *s)
{
	s->before = s->last;
	s->last = s->at;
}

struct str scan_take(struct scan *s, size_t len)
{
	struct str lexeme = { s->text + s->at, len };

	scan_look(s);
	s->at += len;
	return lexeme;
}

void scan_spaces(struct scan *s)
{
	while (scan_peek(s) == ' ' || scan_peek(s) == '\t' || scan_peek(s) == '\n')
		scan_take(s, 1);
}

bool scan_char(struct scan *s, char c)
{
	scan_spaces(s);
	if (scan_peek(s) != c)
		return false;
	scan_take(s, 1);
	return true;
}

bool scan_number(struct scan *s, uint64_t *ret)
{
	const char *from = s->text + s->at;
	size_t len = strspn(from, SCAN_DIGITS);

	if (from[0] == '0' && from[1] == 'x') {
		size_t hex = strspn(from + 2, SCAN_HEX_DIGITS);

		len = hex ? hex + 2 : len;
	}
	if (!num_u64((struct str){ from, len }, ret))
		return false;
	scan_take(s, len);
	return true;
}

long scan_error_at(const struct scan *s)
{
	return (long)(scan_peek(s) ? s->last : s->before);
}
