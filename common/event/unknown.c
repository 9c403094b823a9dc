/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "common/event/unknown.h"

#include "common/base/mem.h"
#include "common/event/names.h"
#include "common/event/near.h"
#include "common/event/parser.h"

#define TOKENS_MAX 8 /* more than perf's grammar ever takes of a name */

/* A name as perf's scanner cuts it: "L1-dcache", "-", "load", "-", "foo". */
struct tokens {
	size_t start[TOKENS_MAX];
	size_t nr;
	size_t nr_taken; /* of these, by perf's grammar */
};

/* The longest symbol that `name` starts with, up to its end or a dash; 0: none. */
static size_t symbol_prefix(struct str name)
{
	for (size_t len = name.len; len; len--)
		if ((len == name.len || name.s[len] == '-') &&
		    event_symbol_find((struct str){ name.s, len }))
			return len;
	return 0;
}

static size_t word_prefix(struct str name)
{
	const char *dash = memchr(name.s, '-', name.len);

	return dash ? (size_t)(dash - name.s) : name.len;
}

static void split(struct str name, size_t first_len, struct tokens *ret)
{
	size_t at = first_len;

	*ret = (struct tokens){ .nr = 1 };
	while (at < name.len && ret->nr < TOKENS_MAX) {
		ret->start[ret->nr++] = at;
		if (name.s[at] == '-')
			at++;
		else
			at += word_prefix((struct str){ name.s + at, name.len - at });
	}
}

/* A symbol is taken alone, a cache with what fits behind it, other words as "word-word". */
static void tokenize(struct str name, struct tokens *ret)
{
	size_t symbol = symbol_prefix(name), type;
	size_t cache = event_cache_prefix(name, &type);

	if (symbol) {
		split(name, symbol, ret);
		ret->nr_taken = 1;
	} else if (cache) {
		split(name, type, ret);
		while (ret->nr_taken < ret->nr && ret->start[ret->nr_taken] < cache)
			ret->nr_taken++;
		if (ret->nr_taken < ret->nr && ret->nr_taken < 5)
			ret->nr_taken++; /* the dash that promises an op or a result */
	} else {
		split(name, word_prefix(name), ret);
		ret->nr_taken = ret->nr < 3 ? ret->nr : 3;
	}
}

int unknown_event_fail(struct parser *p, struct str name, long at)
{
	AUTO(freep) char *help = near_event_help(p, name);
	struct tokens tokens;
	size_t caret;

	tokenize(name, &tokens);
	caret = tokens.nr_taken - 1;
	/* Where the text ends too early, perf is one token late. */
	if (tokens.nr_taken == tokens.nr && !scan_peek(&p->scan) && caret > 0)
		caret--;
	return parser_fail(p, at + (long)tokens.start[caret], "parser error", help);
}
