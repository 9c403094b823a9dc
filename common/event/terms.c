/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "common/event/terms.h"

#include "common/base/num.h"
#include "common/base/outbuf.h"
#include "common/event/parser.h"
#include "common/event/term_spec.h"

#define TERMS_MAX 1000 /* of one event: each is compared with each */

const struct term_spec term_specs[TERM_SPECS_NR] = {
	{ "config", TERM_CONFIG, TERM_VALUE_NUMBER, true, false },
	{ "config1", TERM_CONFIG1, TERM_VALUE_NUMBER, true, false },
	{ "config2", TERM_CONFIG2, TERM_VALUE_NUMBER, true, false },
	{ "name", TERM_NAME, TERM_VALUE_TEXT, true, false },
	{ "period", TERM_PERIOD, TERM_VALUE_NUMBER, true, false },
	{ "freq", TERM_FREQ, TERM_VALUE_NUMBER, false, false },
	{ "branch_type", TERM_BRANCH_TYPE, TERM_VALUE_TEXT, false, false },
	{ "time", TERM_TIME, TERM_VALUE_SWITCH, false, false },
	{ "call-graph", TERM_CALL_GRAPH, TERM_VALUE_TEXT, false, true },
	{ "stack-size", TERM_STACK_SIZE, TERM_VALUE_NUMBER, false, true },
	{ "no-inherit", TERM_NO_INHERIT, TERM_VALUE_NUMBER, false, true },
	{ "inherit", TERM_INHERIT, TERM_VALUE_NUMBER, false, true },
	{ "max-stack", TERM_MAX_STACK, TERM_VALUE_NUMBER, false, true },
	{ "nr", TERM_NR, TERM_VALUE_NUMBER, false, true },
	{ "no-overwrite", TERM_NO_OVERWRITE, TERM_VALUE_NUMBER, false, true },
	{ "overwrite", TERM_OVERWRITE, TERM_VALUE_NUMBER, false, true },
	{ "driver-config", TERM_DRIVER_CONFIG, TERM_VALUE_TEXT, false, false },
	{ "percore", TERM_PERCORE, TERM_VALUE_SWITCH, true, false },
	{ "aux-output", TERM_AUX_OUTPUT, TERM_VALUE_NUMBER, false, true },
	{ "aux-sample-size", TERM_AUX_SAMPLE_SIZE, TERM_VALUE_NUMBER, false, true },
	{ "metric-id", TERM_METRIC_ID, TERM_VALUE_TEXT, true, false },
};

void term_list_done(struct term_list *list)
{
	vec_done(&list->terms);
}

const struct term_spec *term_spec_of(enum term_id id)
{
	for (size_t i = 0; i < TERM_SPECS_NR; i++)
		if (term_specs[i].id == id)
			return &term_specs[i];
	return NULL;
}

static enum term_id id_of(struct str name)
{
	for (size_t i = 0; i < TERM_SPECS_NR; i++)
		if (term_specs[i].id != TERM_DRIVER_CONFIG && str_is(name, term_specs[i].name))
			return term_specs[i].id;
	return TERM_PMU;
}

void terms_print_valid(const struct parser *p, struct outbuf *out)
{
	for (size_t i = 0; i < TERM_SPECS_NR; i++) {
		if (p->env->for_stat && !term_specs[i].stat)
			continue;
		if (out->len && out->data[out->len - 1] != ' ')
			outbuf_char(out, ',');
		outbuf_str(out, term_specs[i].name);
	}
}

static char *keep(const struct parser *p, struct str s)
{
	return arena_strndup(p->list->arena, s.s, s.len);
}

/* "r1a8" or "r0x1a8" is a config. */
static bool is_raw(struct str word, uint64_t *ret)
{
	return word.len > 1 && word.s[0] == 'r' &&
	       num_hex((struct str){ word.s + 1, word.len - 1 }, ret);
}

/* @driver=config, which the PMU's driver understands. */
static bool parse_driver_config(struct parser *p, struct term *term)
{
	struct scan *s = &p->scan;
	size_t len = 1 + strspn(s->text + s->at + 1, SCAN_LETTERS SCAN_DIGITS ".");
	struct str text;

	if (s->text[s->at + len] == '=')
		len += 1 + strspn(s->text + s->at + len + 1, SCAN_LETTERS SCAN_DIGITS "*?.:");
	if (len == 1)
		return false;
	text = scan_take(s, len);
	term->id = TERM_DRIVER_CONFIG;
	term->name = "driver-config";
	term->text = keep(p, (struct str){ text.s + 1, text.len - 1 });
	return true;
}

/* What stands behind '='. */
static bool parse_value(struct parser *p, struct term *term)
{
	struct scan *s = &p->scan;
	struct str word;

	scan_spaces(s);
	term->value_at = (long)s->at;
	if (scan_number(s, &term->number))
		return true;

	if (scan_peek(s) == '\'') {
		size_t len = strcspn(s->text + s->at + 1, "'");

		if (!len || s->text[s->at + 1 + len] != '\'')
			return false;
		word = scan_take(s, len + 2);
		term->text = keep(p, (struct str){ word.s + 1, len });
		return true;
	}
	word = scan_span(s, SCAN_TERM);
	if (!word.len || strchr(SCAN_DIGITS "-", word.s[0]))
		return false;
	term->text = keep(p, scan_take(s, word.len));
	return true;
}

static bool parse_term(struct parser *p, struct term *term)
{
	struct scan *s = &p->scan;
	struct str word;

	scan_spaces(s);
	*term = (struct term){ .at = (long)s->at, .number = 1 };
	if (scan_peek(s) == '@')
		return parse_driver_config(p, term);

	word = scan_span(s, SCAN_TERM);
	if (!word.len || strchr(SCAN_DIGITS "-:!", word.s[0]))
		return false;
	scan_take(s, word.len);
	term->id = id_of(word);
	if (scan_char(s, '=')) {
		term->name = keep(p, word);
		return parse_value(p, term);
	}
	if (is_raw(word, &term->number)) {
		term->id = TERM_CONFIG;
		term->name = "config";
		term->value_at = term->at;
		return true;
	}
	term->name = keep(p, word);
	term->bare = true;
	return true;
}

static bool parse_list(struct parser *p, struct term_list *list)
{
	do {
		struct term term;

		if (list->terms.len == TERMS_MAX || !parse_term(p, &term))
			return false;
		vec_push(&list->terms, term);
	} while (scan_char(&p->scan, ','));
	return true;
}

int terms_parse(struct parser *p, struct term_list *list)
{
	if (scan_char(&p->scan, '/'))
		return 0;
	if (!parse_list(p, list) || !scan_char(&p->scan, '/'))
		return parser_fail_here(p);
	return 0;
}

bool terms_parse_text(struct parser *p, const char *text, struct term_list *list)
{
	struct parser inner = *p;
	bool ok;

	scan_init(&inner.scan, text);
	scan_spaces(&inner.scan);
	if (!scan_peek(&inner.scan))
		return true;
	ok = parse_list(&inner, list);
	scan_spaces(&inner.scan);
	return ok && !scan_peek(&inner.scan);
}
