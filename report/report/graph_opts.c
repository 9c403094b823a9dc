/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "common/base/err.h"
#include "common/base/num.h"
#include "common/base/str.h"
#include "report/report/options.h"

static bool parse_word(struct str word, struct graph_opts *g)
{
	static const struct {
		const char *name;
		enum graph_kind kind;
	} kinds[] = { { "graph", GRAPH_ABSOLUTE },
		      { "fractal", GRAPH_FRACTAL },
		      { "none", GRAPH_NONE } };

	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		if (!str_is(word, kinds[i].name))
			continue;
		g->kind = kinds[i].kind;
		return true;
	}
	if (str_starts(word, STR("caller")))
		g->order = GRAPH_CALLER;
	else if (str_starts(word, STR("callee")))
		g->order = GRAPH_CALLEE;
	else
		return false;
	return true;
}

int graph_opts_parse(const char *text, struct graph_opts *ret, struct err *err)
{
	struct str rest = str_of(text ? text : "graph"), word;
	struct graph_opts g = { .min_percent = 0.5 };
	bool have_percent = false;
	uint64_t limit;

	while (str_split(&rest, ',', &word)) {
		word = str_trim(word);
		if (parse_word(word, &g))
			continue;
		if (have_percent && num_u64(word, &limit))
			g.print_limit = limit;
		else if (!have_percent && num_double(word, &g.min_percent))
			have_percent = true;
		else
			return err_set(err, EINVAL,
			               "`%.*s' is none of graph, fractal, none, caller, callee, a "
			               "percentage and a number of lines",
			               STR_ARG(word));
	}
	*ret = g;
	return 0;
}
