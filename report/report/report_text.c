/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/report/report_text.h"

#include <inttypes.h>

#include "common/base/outbuf.h"
#include "common/object/symtab.h"
#include "common/render/tree_text.h"
#include "common/session/session.h"
#include "common/tally/call_tree.h"
#include "common/tally/chains.h"
#include "common/tally/lines.h"
#include "common/tally/place_table.h"
#include "report/report/options.h"

#define PERCENT_WIDTH 8
#define SAMPLES_WIDTH 12
#define TREE_MARGIN   12

struct text {
	const struct lines *lines;
	const struct place_table *places;
	const struct report_opts *opts;
	struct outbuf *out;
	unsigned width[SORT_KEYS_MAX];
	uint64_t min_hits; /* of a tree's nodes, and of lines that have a tree */
};

/* 25391 -> "25K": steps of 1000, cut, as perf counts samples. */
static void put_samples(uint64_t nr, struct outbuf *out)
{
	static const char units[] = " KMGTPE";
	size_t unit = 0;

	while (nr >= 1000 && units[unit + 1]) {
		nr /= 1000;
		unit++;
	}
	outbuf_printf(out, "%" PRIu64 "%c", nr, units[unit]);
}

static void put_head(struct text *t)
{
	outbuf_str(t->out, "# Samples: ");
	put_samples(t->lines->nr_samples, t->out);
	outbuf_printf(t->out, " of event '%s'\n", t->lines->event->name);
	outbuf_printf(t->out, "# Event count (approx.): %" PRIu64 "\n#\n", t->lines->period);
}

static unsigned width_of(const struct sort_key *key, const struct key_context *ctx,
                         struct key_line id)
{
	struct outbuf text = { 0 };
	unsigned width;

	if (key->width)
		return key->width(ctx, id);
	key->print(ctx, id, &text);
	width = (unsigned)text.len;
	outbuf_done(&text);
	return width;
}

static void measure(struct text *t)
{
	const struct sort_keys *keys = t->lines->opts.keys;

	for (size_t k = 0; k < keys->nr; k++)
		t->width[k] = (unsigned)strlen(keys->keys[k]->header);
	for (size_t i = 0; i < t->lines->all.len; i++) {
		for (size_t k = 0; k < keys->nr; k++) {
			unsigned width = width_of(keys->keys[k], t->lines->opts.ctx,
			                          t->lines->all.data[i]->id);

			if (width > t->width[k])
				t->width[k] = width;
		}
	}
}

static void put_title(struct text *t, const char *title, unsigned width, bool right)
{
	outbuf_str(t->out, "  ");
	if (right)
		outbuf_right(t->out, str_of(title), width);
	else
		outbuf_left(t->out, str_of(title), width);
}

static void put_rule(struct text *t, unsigned width)
{
	outbuf_str(t->out, "  ");
	outbuf_fill(t->out, '.', width);
}

/* The two lines of titles; their first column begins with "# " where rows have blanks. */
static void put_titles(struct text *t)
{
	const struct sort_keys *keys = t->lines->opts.keys;
	size_t start = t->out->len;

	if (t->lines->opts.children)
		put_title(t, "Children", PERCENT_WIDTH, true);
	put_title(t, t->lines->opts.children ? "Self" : "Overhead", PERCENT_WIDTH, true);
	if (t->opts->nr_samples)
		put_title(t, "Samples", SAMPLES_WIDTH, true);
	for (size_t k = 0; k < keys->nr; k++)
		put_title(t, keys->keys[k]->header, t->width[k], false);
	t->out->data[start] = '#';
	outbuf_char(t->out, '\n');

	start = t->out->len;
	if (t->lines->opts.children)
		put_rule(t, PERCENT_WIDTH);
	put_rule(t, PERCENT_WIDTH);
	if (t->opts->nr_samples)
		put_rule(t, SAMPLES_WIDTH);
	for (size_t k = 0; k < keys->nr; k++)
		put_rule(t, t->width[k]);
	t->out->data[start] = '#';
	outbuf_str(t->out, "\n#\n");
}

static void put_percent(struct text *t, uint64_t part)
{
	double whole = (double)t->lines->period;

	outbuf_printf(t->out, "  %7.2f%%", whole > 0 ? 100.0 * (double)part / whole : 0);
}

static void put_line(struct text *t, const struct line *line)
{
	const struct sort_keys *keys = t->lines->opts.keys;

	if (t->lines->opts.children)
		put_percent(t, line->children);
	put_percent(t, line->self);
	if (t->opts->nr_samples) {
		outbuf_str(t->out, "  ");
		outbuf_u64(t->out, line->self_samples, SAMPLES_WIDTH);
	}
	for (size_t k = 0; k < keys->nr; k++) {
		size_t start, printed;

		outbuf_str(t->out, "  ");
		start = t->out->len;
		keys->keys[k]->print(t->lines->opts.ctx, line->id, t->out);
		printed = t->out->len - start;
		if (k + 1 < keys->nr && printed < t->width[k])
			outbuf_fill(t->out, ' ', t->width[k] - printed);
	}
	outbuf_char(t->out, '\n');
}

static void put_place(void *ctx, uint32_t id, struct outbuf *out)
{
	const struct place_table *places = ctx;
	const struct place *place = place_table_at(places, id);

	if (place->symbol)
		outbuf_str(out, place->symbol->name);
	else
		outbuf_printf(out, place->start ? "%#" PRIx64 : "%" PRIx64, place->start);
}

static void put_tree(struct text *t, const struct line *line)
{
	AUTO(call_tree_freep) struct call_tree *tree = call_tree_new();
	const struct graph_opts *graph = &t->opts->graph;
	struct tree_text draw = {
		.total = t->lines->period,
		.parent = t->lines->opts.children ? line->children : line->self,
		.relative = graph->kind == GRAPH_FRACTAL,
		.margin = TREE_MARGIN,
		.print_limit = graph->print_limit,
		.name = put_place,
		.ctx = (void *)t->places,
	};

	for (uint32_t use = line->last_use; use; use = t->lines->uses.data[use - 1].next) {
		const struct line_use *u = &t->lines->uses.data[use - 1];
		const struct profile_row *row = profile_row(t->lines->profile, u->row);
		struct chain chain = chains_at(t->lines->chains, row->stack);

		call_tree_add(tree, chain.places + u->from, chain.nr - u->from, row->period);
	}
	tree_text_print(&draw,
	                call_tree_finish(tree, t->places, t->min_hits,
	                                 draw.relative ? graph->min_percent : 0),
	                t->out);
}

void report_text_print(const struct lines *lines, const struct place_table *places,
                       const struct report_opts *opts, struct outbuf *out)
{
	struct text t = { .lines = lines, .places = places, .opts = opts, .out = out };
	bool trees = lines->opts.uses && opts->graph.kind != GRAPH_NONE;

	if (opts->graph.kind == GRAPH_ABSOLUTE)
		t.min_hits = (uint64_t)((double)lines->period * opts->graph.min_percent / 100);
	put_head(&t);
	measure(&t);
	put_titles(&t);
	for (size_t i = 0; i < lines->all.len; i++) {
		const struct line *line = lines->all.data[i];
		uint64_t weight = lines->opts.children ? line->children : line->self;

		put_line(&t, line);
		/* No node of a line can be heavier than the line. */
		if (trees && weight >= t.min_hits)
			put_tree(&t, line);
	}
	outbuf_str(out, "\n\n");
}
