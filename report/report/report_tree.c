/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/report/report_tree.h"

#include <inttypes.h>

#include "common/base/outbuf.h"
#include "common/object/symtab.h"
#include "common/render/tree_text.h"
#include "common/tally/call_tree.h"
#include "common/tally/chains.h"
#include "common/tally/lines.h"
#include "common/tally/place_table.h"
#include "report/report/options.h"

#define TREE_MARGIN 12

void report_tree_init(struct report_tree *t, const struct lines *lines,
                      const struct report_opts *opts, uint64_t whole)
{
	*t = (struct report_tree){ lines, opts, whole, 0 };
	if (opts->graph.kind != GRAPH_FRACTAL)
		t->min_hits = (uint64_t)((double)whole * opts->graph.min_percent / 100);
}

static void put_place(void *ctx, uint32_t id, struct outbuf *out)
{
	const struct place *place = place_table_at(ctx, id);

	if (place->symbol)
		outbuf_str(out, place->symbol->name);
	else
		outbuf_printf(out, place->start ? "%#" PRIx64 : "%" PRIx64, place->start);
}

static void add_chains(const struct lines *l, const struct line *line, struct call_tree *tree)
{
	for (uint32_t use = line->last_use; use; use = l->uses.data[use - 1].next) {
		const struct line_use *u = &l->uses.data[use - 1];
		const struct profile_row *row = profile_row(l->profile, u->row);
		struct chain chain = chains_at(l->chains, row->stack);

		call_tree_add(tree, chain.places + u->from, chain.nr - u->from,
		              (struct call_weight){ row->period, row->nr_samples });
	}
}

void report_tree_print(const struct report_tree *t, const struct line *line, uint64_t weight,
                       struct outbuf *out)
{
	const struct graph_opts *graph = &t->opts->graph;
	const struct place_table *places = t->lines->opts.ctx->places;
	bool fractal = graph->kind == GRAPH_FRACTAL;
	bool chains = graph->kind == GRAPH_FLAT || graph->kind == GRAPH_FOLDED;
	AUTO(call_tree_freep) struct call_tree *tree = NULL;
	const struct call_node *root;
	struct tree_text draw = {
		.value = graph->value,
		.total = t->whole,
		.parent = weight,
		.relative = fractal,
		.margin = TREE_MARGIN,
		.print_limit = graph->print_limit,
		.name = put_place,
		.ctx = (void *)places,
	};

	/* No node of a line can be heavier than the line. */
	if (!t->lines->opts.uses || weight < t->min_hits || !line->last_use)
		return;
	tree = call_tree_new();
	add_chains(t->lines, line, tree);
	root = call_tree_finish(tree, &(struct call_tree_opts){
					      .places = places,
					      .min_hits = chains ? 0 : t->min_hits,
					      .relative_percent = fractal ? graph->min_percent : 0,
					      .by_address = chains,
				      });
	if (graph->kind == GRAPH_FLAT)
		tree_text_print_flat(&draw, root, t->min_hits, out);
	else if (graph->kind == GRAPH_FOLDED)
		tree_text_print_folded(&draw, root, t->min_hits,
		                       t->opts->separator ? t->opts->separator : ";", out);
	else
		tree_text_print(&draw, root, out);
}
