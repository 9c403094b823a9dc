/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "script/collapse/parse.h"

#include <stdint.h>

enum char_class {
	SPACE = 1 << 0,
	DIGIT = 1 << 1,
	WORD = 1 << 2,
	HEX = 1 << 3, /* lower case only, as perf prints addresses */
};

static const uint8_t classes[256] = {
	['\t' ... '\r'] = SPACE,            /* \t \n \v \f \r */
	[' '] = SPACE,                      /* */
	['0' ... '9'] = DIGIT | WORD | HEX, /* */
	['a' ... 'f'] = WORD | HEX,         /* */
	['g' ... 'z'] = WORD,               /* */
	['A' ... 'Z'] = WORD,               /* */
	['_'] = WORD,
};

static bool is(char c, unsigned class)
{
	return classes[(uint8_t)c] & class;
}

/* The first position from `at` on that is not of the class. */
static size_t skip(struct str s, size_t at, unsigned class)
{
	while (at < s.len && is(s.s[at], class))
		at++;
	return at;
}

/* The first position up to `end` such that all from it to `end` are of the class. */
static size_t skip_back(struct str s, size_t end, unsigned class)
{
	while (end > 0 && is(s.s[end - 1], class))
		end--;
	return end;
}

static struct str part(struct str s, size_t from, size_t to)
{
	return (struct str){ s.s + from, to - from };
}

static bool is_zero(struct str digits)
{
	return digits.len == 1 && digits.s[0] == '0';
}

/* "12", "12/34" or "12/" at `at`, with white space behind it. */
static bool parse_ids(struct str line, size_t at, struct sample_line *ret)
{
	size_t pid_end = skip(line, at, DIGIT);
	size_t tid = pid_end, tid_end;

	if (pid_end == at)
		return false;
	while (tid < line.len && line.s[tid] == '/')
		tid++;
	tid_end = skip(line, tid, DIGIT);
	if (tid_end == line.len || !is(line.s[tid_end], SPACE))
		return false;

	ret->head = part(line, 0, tid_end + 1);
	ret->pid = part(line, at, pid_end);
	ret->tid = part(line, tid, tid_end);
	if (!ret->tid.len || is_zero(ret->tid)) {
		ret->tid = ret->pid;
		ret->pid = (struct str){ 0 };
	}
	return true;
}

/* The end of the line: ": [PERIOD] EVENT:", white space after it allowed. */
static void parse_event(struct str line, struct sample_line *ret)
{
	size_t end = skip_back(line, line.len, SPACE);
	size_t event, digits_end, digits, colon;

	ret->event = ret->period = ret->tail = (struct str){ 0 };
	for (event = end; event > 0 && !is(line.s[event - 1], SPACE); event--)
		;
	if (end - event < 2 || line.s[end - 1] != ':' || event == 0)
		return;

	digits_end = skip_back(line, event, SPACE);
	digits = skip_back(line, digits_end, DIGIT);
	colon = digits < digits_end ? skip_back(line, digits, SPACE) : digits;
	if (colon == 0 || line.s[colon - 1] != ':')
		return;
	ret->period = part(line, digits, digits_end);
	ret->event = part(line, event, end - 1);
	ret->tail = part(line, colon - 1, line.len);
}

bool sample_line_parse(struct str line, struct sample_line *ret)
{
	struct sample_line found = { 0 };
	size_t at;

	if (line.len == 0 || is(line.s[0], SPACE))
		return false;

	/* The comm has two characters at least, and the second may be a blank. */
	for (at = 2; at < line.len; at++) {
		size_t ids;

		if (!is(line.s[at], SPACE))
			continue;
		ids = skip(line, at, SPACE);
		if (parse_ids(line, ids, &found)) {
			found.comm = part(line, 0, at);
			parse_event(line, &found);
			*ret = found;
			return true;
		}
		at = ids - 1;
	}
	return false;
}

/* The last " (" that a ')' follows: its position, and that of the line's last ')'. */
static bool find_mod(struct str line, size_t *blank, size_t *close)
{
	const char *end = line.len && line.s[line.len - 1] == ')' ? line.s + line.len - 1
	                                                          : memrchr(line.s, ')', line.len);
	const char *open = end;

	while (open && (open = memrchr(line.s, '(', (size_t)(open - line.s)))) {
		if (open > line.s && open[-1] == ' ') {
			*blank = (size_t)(open - 1 - line.s);
			*close = (size_t)(end - line.s);
			return true;
		}
	}
	return false;
}

bool frame_line_parse(struct str line, struct frame_line *ret)
{
	size_t pc = skip(line, 0, SPACE);
	size_t pc_end = skip(line, pc, WORD);
	size_t func = skip(line, pc_end, SPACE);
	size_t blank, close;

	if (pc_end == pc || !find_mod(line, &blank, &close))
		return false;

	if (blank <= func) {
		/*
		 * No name between the address and the module: as a regular expression that backs
		 * up does, give it the blank before " (", or else the address's last character.
		 */
		if (blank < pc_end)
			return false;
		if (blank == pc_end)
			pc_end--;
		func = blank - 1;
		if (pc_end == pc)
			return false;
	}
	ret->pc = part(line, pc, pc_end);
	ret->func = part(line, func, blank);
	ret->mod = part(line, blank + 2, close);
	return true;
}

struct str func_offset(struct str func)
{
	size_t digits = skip_back(func, func.len, HEX);

	if (digits == func.len || digits < 3 || memcmp(func.s + digits - 2, "0x", 2) != 0)
		;
	else if (func.s[digits - 3] == '+')
		return part(func, digits, func.len);
	return part(func, func.len, func.len);
}

struct str func_without_offset(struct str func)
{
	struct str offset = func_offset(func);

	if (offset.len)
		func.len -= offset.len + 3;
	return func;
}
