/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/report/report_text.h"

#include <inttypes.h>
#include <stdlib.h>

#include "common/base/mem.h"
#include "common/base/outbuf.h"
#include "common/render/tree_text.h"
#include "common/session/session.h"
#include "common/tally/lines.h"
#include "report/report/options.h"
#include "report/report/report_tree.h"

/* Where the text of a key is in `cells`, of each line and each column. */
struct cell {
	size_t start;
	uint32_t len;
};

struct text {
	const struct lines *lines;
	const struct report_opts *opts;
	struct outbuf *out;
	struct columns columns; /* those that are shown */
	unsigned width[COLUMNS_MAX];
	struct outbuf cells;
	struct cell *cell;
	struct report_tree tree;
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

static void put_event_names(struct text *t)
{
	const struct lines *l = t->lines;
	const char *group = l->events[0]->group_name;

	if (l->nr_events == 1) {
		outbuf_printf(t->out, " of event '%s'", l->events[0]->name);
		return;
	}
	outbuf_printf(t->out, " of events '%s { ",
	              group && !streq(group, "{anon_group}") ? group : "anon group");
	for (size_t i = 0; i < l->nr_events; i++)
		outbuf_printf(t->out, "%s%s", i ? ", " : "", l->events[i]->name);
	outbuf_str(t->out, " }'");
}

static void put_head(struct text *t)
{
	struct lines_total sum = { 0 };

	for (size_t i = 0; i < t->lines->nr_events; i++) {
		const struct lines_total *total = &t->lines->totals[i];

		sum.period += t->opts->relative ? total->shown_period : total->period;
		sum.nr_samples += t->opts->relative ? total->nr_shown_samples : total->nr_samples;
	}
	outbuf_str(t->out, "# Samples: ");
	put_samples(sum.nr_samples, t->out);
	put_event_names(t);
	if (t->opts->time.text)
		outbuf_printf(t->out, " (time slices: %s)", t->opts->time.text);
	outbuf_printf(t->out, "\n# Event count (approx.): %" PRIu64 "\n#\n", sum.period);
}

/* perf ends a column with the separator, so it must not be in a field. */
static void hide_separator(struct text *t, size_t start)
{
	char separator = t->opts->separator ? t->opts->separator[0] : '\0';

	for (size_t i = start; separator && i < t->cells.len; i++)
		if (t->cells.data[i] == separator)
			t->cells.data[i] = '.';
}

static void make_cell(struct text *t, const struct line *line, size_t column, struct cell *ret)
{
	const struct sort_key *key = t->columns.v[column].key;
	unsigned width;

	ret->start = t->cells.len;
	key->print(t->lines->opts.ctx, line->id, &t->cells);
	hide_separator(t, ret->start);
	ret->len = (uint32_t)(t->cells.len - ret->start);
	width = key->width ? key->width(t->lines->opts.ctx, line->id) : ret->len;
	if (!(key->flags & SORT_KEY_RIGHT) && width > t->width[column])
		t->width[column] = width;
}

static void measure(struct text *t)
{
	size_t nr = t->columns.nr, nr_events = t->lines->nr_events;

	t->cell = xcalloc(t->lines->all.len * nr + 1, sizeof(*t->cell));
	for (size_t k = 0; k < nr; k++) {
		const struct column *c = &t->columns.v[k];

		t->width[k] = c->weight ? c->weight->width * (unsigned)nr_events
		                        : (unsigned)strlen(c->key->header);
		for (size_t i = 0; c->key && i < t->lines->all.len; i++)
			if (!t->lines->all.data[i]->hidden)
				make_cell(t, t->lines->all.data[i], k, &t->cell[i * nr + k]);
	}
}

static const char *title_of(const struct text *t, const struct column *c)
{
	if (!c->weight)
		return c->key->header;
	/* Beside Children, unless -F put it there. */
	if (streq(c->weight->name, "overhead") && t->lines->opts.children &&
	    !(t->opts->fields && t->opts->fields[0] != '+'))
		return "Self";
	return c->weight->header;
}

static void put_titles(struct text *t)
{
	const char *separator = t->opts->separator;

	outbuf_str(t->out, "# ");
	for (size_t k = 0; k < t->columns.nr; k++) {
		struct str title = str_of(title_of(t, &t->columns.v[k]));

		if (k)
			outbuf_str(t->out, separator ? separator : "  ");
		if (t->columns.v[k].weight)
			outbuf_right(t->out, title, t->width[k]);
		else
			outbuf_left(t->out, title, t->width[k]);
	}
	outbuf_char(t->out, '\n');
	if (separator)
		return;
	outbuf_char(t->out, '#');
	for (size_t k = 0; k < t->columns.nr; k++) {
		outbuf_str(t->out, k ? "  " : " ");
		outbuf_fill(t->out, '.', t->width[k]);
	}
	outbuf_str(t->out, "\n#\n");
}

static uint64_t whole_of(const struct text *t, size_t event)
{
	const struct lines_total *total = &t->lines->totals[event];

	return t->opts->relative ? total->shown_period : total->period;
}

static void put_weight(struct text *t, const struct line *line, const struct weight_key *key,
                       size_t event)
{
	uint64_t value = key->value(&line->weights[event]), whole = whole_of(t, event);
	unsigned width = t->opts->separator ? 0 : key->width - 1;

	if (key->is_children && !t->lines->opts.children) {
		outbuf_right(t->out, STR("N/A"), key->width);
		return;
	}
	outbuf_char(t->out, ' ');
	if (!key->percent) {
		outbuf_u64(t->out, value, width);
		return;
	}
	outbuf_fixed2(t->out, whole ? 100.0 * (double)value / (double)whole : 0,
	              width ? width - 1 : 0);
	outbuf_char(t->out, '%');
}

static void put_key(struct text *t, size_t line, size_t column)
{
	const struct sort_key *key = t->columns.v[column].key;
	const struct cell *cell = &t->cell[line * t->columns.nr + column];
	bool last = column + 1 == t->columns.nr, cut = key->flags & SORT_KEY_CUT;
	size_t width = t->width[column], len = cut && cell->len > width ? width : cell->len;
	size_t pad = width > len ? width - len : 0;

	if (key->flags & SORT_KEY_RIGHT)
		outbuf_fill(t->out, ' ', pad);
	outbuf_bytes(t->out, t->cells.data + cell->start, len);
	if (!(key->flags & SORT_KEY_RIGHT) && !(last && key->flags & SORT_KEY_RAGGED))
		outbuf_fill(t->out, ' ', pad);
}

static void put_line(struct text *t, size_t i)
{
	const struct line *line = t->lines->all.data[i];
	const char *separator = t->opts->separator;

	if (!separator)
		outbuf_str(t->out, "  ");
	for (size_t k = 0; k < t->columns.nr; k++) {
		const struct weight_key *weight = t->columns.v[k].weight;
		size_t start;

		if (k)
			outbuf_str(t->out, separator ? separator : "  ");
		start = t->out->len;
		for (size_t e = 0; weight && e < t->lines->nr_events; e++)
			put_weight(t, line, weight, e);
		if (!weight)
			put_key(t, i, k);
		else if (t->out->len - start < t->width[k] && k + 1 < t->columns.nr)
			outbuf_fill(t->out, ' ', t->width[k] - (t->out->len - start));
	}
	outbuf_char(t->out, '\n');
}

/* A list of one name makes its column needless. */
static bool is_elided(const struct report_opts *o, const struct column *c)
{
	return c->key && ((o->comms.nr == 1 && streq(c->key->name, "comm")) ||
	                  (o->dsos.nr == 1 && streq(c->key->name, "dso")) ||
	                  (o->symbols.nr == 1 && streq(c->key->name, "symbol")));
}

static uint64_t weight_of(const struct lines *l, const struct line *line)
{
	return l->opts.children ? line->weights[0].children : line->weights[0].self;
}

/* Of a group, the first event decides. */
static bool is_shown(const struct text *t, const struct line *line)
{
	uint64_t whole = whole_of(t, 0), weight = weight_of(t->lines, line);

	if (line->hidden || t->opts->percent_limit <= 0)
		return !line->hidden;
	return whole && 100.0 * (double)weight / (double)whole >= t->opts->percent_limit;
}

void report_text_print(const struct lines *lines, const struct report_opts *opts,
                       struct outbuf *out)
{
	struct text t = { .lines = lines, .opts = opts, .out = out };

	for (size_t i = 0; i < opts->shown.nr; i++)
		if (!is_elided(opts, &opts->shown.v[i]))
			t.columns.v[t.columns.nr++] = opts->shown.v[i];
	report_tree_init(&t.tree, lines, opts, whole_of(&t, 0));
	measure(&t);
	if (!opts->quiet) {
		put_head(&t);
		put_titles(&t);
	}
	for (size_t i = 0; i < lines->all.len; i++) {
		if (!is_shown(&t, lines->all.data[i]))
			continue;
		put_line(&t, i);
		report_tree_print(&t.tree, lines->all.data[i], weight_of(lines, lines->all.data[i]),
		                  out);
	}
	outbuf_str(out, "\n\n");
	outbuf_done(&t.cells);
	free(t.cell);
}
