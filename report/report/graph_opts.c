/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "common/base/err.h"
#include "common/base/num.h"
#include "common/base/str.h"
#include "report/report/options.h"

static const struct {
	const char *name;
	enum { WORD_KIND, WORD_ORDER, WORD_VALUE, WORD_IGNORED } what;
	int value;
} words[] = {
	{ "graph", WORD_KIND, GRAPH_ABSOLUTE },
	{ "flat", WORD_KIND, GRAPH_FLAT },
	{ "fractal", WORD_KIND, GRAPH_FRACTAL },
	{ "folded", WORD_KIND, GRAPH_FOLDED },
	{ "none", WORD_KIND, GRAPH_NONE },
	{ "caller", WORD_ORDER, GRAPH_CALLER },
	{ "callee", WORD_ORDER, GRAPH_CALLEE },
	{ "function", WORD_IGNORED, 0 }, /* nodes are functions: the default */
	{ "percent", WORD_VALUE, TREE_PERCENT },
	{ "period", WORD_VALUE, TREE_PERIOD },
	{ "count", WORD_VALUE, TREE_COUNT },
};

/* A beginning of the word will do, as in perf. */
static bool parse_word(struct str word, struct graph_opts *g)
{
	for (size_t i = 0; word.len && i < sizeof(words) / sizeof(words[0]); i++) {
		if (!str_starts(str_of(words[i].name), word))
			continue;
		if (words[i].what == WORD_KIND)
			g->kind = (enum graph_kind)words[i].value;
		if (words[i].what == WORD_ORDER)
			g->order = (enum graph_order)words[i].value;
		if (words[i].what == WORD_VALUE)
			g->value = (enum tree_value)words[i].value;
		return true;
	}
	return false;
}

int graph_opts_parse(const char *text, struct graph_opts *ret, struct err *err)
{
	struct str rest = str_of(text ? text : ""), word;
	struct graph_opts g = *ret;
	bool have_percent = false;
	uint64_t limit;

	g.kind = GRAPH_ABSOLUTE;
	while (text && str_split(&rest, ',', &word)) {
		word = str_trim(word);
		if (parse_word(word, &g))
			continue;
		if (have_percent && num_u64(word, &limit))
			g.print_limit = limit;
		else if (!have_percent && num_double(word, &g.min_percent))
			have_percent = true;
		else
			return err_set(err, EINVAL,
			               "`%.*s' is none of graph, flat, fractal, folded, none, "
			               "caller, callee, function, percent, period, count, a "
			               "percentage and a number of nodes",
			               STR_ARG(word));
	}
	*ret = g;
	return 0;
}
