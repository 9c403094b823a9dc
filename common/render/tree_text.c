/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "common/render/tree_text.h"

#include "common/base/outbuf.h"
#include "common/tally/call_tree.h"

/* Columns that a level takes: a bar (or a blank) and ten more. */
#define LEVEL_BLANKS 10

/* Deeper levels than bits have no bars; a chain has at most 127 frames by default. */
#define LEVELS_MAX 1024

struct levels {
	bool bar[LEVELS_MAX]; /* more follows on that level: a bar leads to it */
	unsigned nr;
};

struct drawing {
	const struct tree_text *t;
	struct outbuf *out;
	struct levels levels;
};

static void put_bars(struct drawing *d, unsigned nr)
{
	for (unsigned i = 0; i < nr; i++) {
		outbuf_char(d->out, d->levels.bar[i] ? '|' : ' ');
		outbuf_fill(d->out, ' ', LEVEL_BLANKS);
	}
}

static void put_separator(struct drawing *d)
{
	outbuf_fill(d->out, ' ', d->t->margin);
	put_bars(d, d->levels.nr);
	outbuf_char(d->out, '\n');
}

static double percent(uint64_t part, uint64_t whole)
{
	return whole ? 100.0 * (double)part / (double)whole : 0;
}

/* A weight as it stands at a node. */
static void put_value(const struct drawing *d, uint64_t hits, uint64_t samples, uint64_t total)
{
	switch (d->t->value) {
	case TREE_PERIOD:
		outbuf_u64(d->out, hits, 0);
		break;
	case TREE_COUNT:
		outbuf_u64(d->out, samples, 0);
		break;
	default:
		outbuf_fixed2(d->out, percent(hits, total), 0);
		outbuf_char(d->out, '%');
		break;
	}
}

/* The run of a node: its share before the first place, the others below. */
static void put_node(struct drawing *d, const struct call_node *node, uint64_t total)
{
	for (uint32_t i = 0; i < node->nr; i++) {
		outbuf_fill(d->out, ' ', d->t->margin);
		put_bars(d, d->levels.nr - 1);
		outbuf_char(d->out, d->levels.bar[d->levels.nr - 1] ? '|' : ' ');
		if (i == 0) {
			outbuf_str(d->out, "--");
			put_value(d, node->hits, node->samples, total);
			outbuf_str(d->out, "--");
		} else {
			outbuf_fill(d->out, ' ', LEVEL_BLANKS);
		}
		d->t->name(d->t->ctx, node->places[i], d->out);
		outbuf_char(d->out, '\n');
	}
}

/* What of a node's weight its shown children do not have, where that is to be told. */
static void put_remaining(struct drawing *d, struct call_weight remaining, uint64_t total)
{
	d->levels.bar[d->levels.nr - 1] = false;
	outbuf_fill(d->out, ' ', d->t->margin);
	put_bars(d, d->levels.nr - 1);
	outbuf_str(d->out, " --");
	put_value(d, remaining.hits, remaining.samples, total);
	outbuf_str(d->out, "--[...]\n");
}

/* total: what 100 % is of the children; of relative shares their sum, as perf has it. */
static void put_children(struct drawing *d, const struct call_node *parent, uint64_t total)
{
	struct call_weight remaining = { total, parent->samples - parent->own_samples };
	size_t nr = parent->nr_children;

	if (d->levels.nr == LEVELS_MAX)
		return;
	if (d->t->print_limit && nr > d->t->print_limit)
		nr = d->t->print_limit;
	d->levels.nr++;
	d->levels.bar[d->levels.nr - 1] = true;
	for (size_t i = 0; i < nr; i++) {
		const struct call_node *child = parent->children[i];
		bool last = i + 1 == parent->nr_children;

		remaining.hits -= child->hits < remaining.hits ? child->hits : remaining.hits;
		remaining.samples -= child->samples;
		put_separator(d);
		if (last && (!d->t->relative || !remaining.hits))
			d->levels.bar[d->levels.nr - 1] = false;
		put_node(d, child, total);
		put_children(d, child, d->t->relative ? child->hits - child->own_hits : total);
	}
	if (d->t->relative && remaining.hits && remaining.hits != total &&
	    (d->t->value != TREE_COUNT || remaining.samples))
		put_remaining(d, remaining, total);
	d->levels.nr--;
}

/* All of the line's weight goes through one root: it needs no share. */
static void put_single(struct drawing *d, const struct call_node *node)
{
	size_t limit = d->t->print_limit;

	/* Here, and only here, perf's limit is one of places. */
	for (uint32_t i = 0; i < node->nr && (!limit || i < limit); i++) {
		if (i == 0) {
			outbuf_fill(d->out, ' ', d->t->margin);
			outbuf_str(d->out, "|\n");
		}
		outbuf_fill(d->out, ' ', d->t->margin);
		outbuf_str(d->out, i == 0 ? "---" : "   ");
		d->t->name(d->t->ctx, node->places[i], d->out);
		outbuf_char(d->out, '\n');
	}
}

void tree_text_print(const struct tree_text *t, const struct call_node *root, struct outbuf *out)
{
	struct tree_text below = *t;
	struct drawing d = { .t = t, .out = out };
	uint64_t total = t->relative ? t->parent : t->total;
	const struct call_node *single = root->nr_children == 1 ? root->children[0] : NULL;

	if (!root->nr_children)
		return;
	if (single && single->hits == t->parent) {
		put_single(&d, single);
		below.margin += 3;
		d.t = &below;
		put_children(&d, single, total);
	} else {
		put_children(&d, root, total);
	}
	outbuf_char(out, '\n');
}
