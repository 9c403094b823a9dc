/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What terms that any event may have mean to it. */
#include "common/base/num.h"
#include "common/base/outbuf.h"
#include "common/event/branch_type.h"
#include "common/event/parser.h"
#include "common/event/term_spec.h"
#include "common/event/terms.h"

#define STACK_SIZE_MAX 65528 /* sample_stack_user: a u16, of 8-byte words */

static int fail_unknown(struct parser *p, const struct term *term, enum term_scope scope)
{
	AUTO(outbuf_done) struct outbuf help = { 0 };

	outbuf_str(&help, "valid terms: ");
	if (scope == TERM_SCOPE_TRACEPOINT)
		outbuf_str(&help, "call-graph,stack-size,inherit,no-inherit,max-stack,nr,"
		                  "overwrite,no-overwrite,aux-output,aux-sample-size");
	else
		terms_print_valid(p, &help);
	outbuf_char(&help, '\0');
	return parser_fail(p, term->at, "unknown term", help.data);
}

static int fail_value(struct parser *p, const struct term *term, const char *what)
{
	return parser_fail(p, term->value_at, what, NULL);
}

static int check(struct parser *p, const struct term *term, const struct term_spec *spec,
                 enum term_scope scope)
{
	if (scope == TERM_SCOPE_TRACEPOINT && !spec->tracepoint)
		return fail_unknown(p, term, scope);
	if (scope != TERM_SCOPE_PMU && spec->id == TERM_DRIVER_CONFIG)
		return fail_unknown(p, term, scope);
	if (spec->value == TERM_VALUE_TEXT && !term->text)
		return fail_value(p, term, "expected string value");
	if (spec->value != TERM_VALUE_TEXT && term->text)
		return fail_value(p, term, "expected numeric value");
	if (spec->value == TERM_VALUE_SWITCH && term->number > 1)
		return fail_value(p, term, "expected 0 or 1");
	if (p->env->for_stat && !spec->stat && spec->id != TERM_DRIVER_CONFIG) {
		AUTO(freep) char *what = xasprintf("'%s' is not usable in 'prof stat'", spec->name);

		return parser_fail(p, -1, what, NULL);
	}
	return 0;
}

static int set_stack_size(struct parser *p, const struct term *term, struct event_terms *to)
{
	if (!term->number || term->number > STACK_SIZE_MAX)
		return fail_value(p, term, "stack-size is 1 to 65528 bytes");
	to->has_stack_size = true;
	to->stack_size = (uint32_t)(term->number + 7) & ~7u;
	return 0;
}

static int set_u32(struct parser *p, const struct term *term, uint32_t *to)
{
	if (term->number > UINT32_MAX)
		return fail_value(p, term, "too big");
	*to = (uint32_t)term->number;
	return 0;
}

/* MODE, or in quotes what --call-graph takes: 'dwarf,4096', 'fp,16'. */
static int set_call_graph(struct parser *p, const struct term *term, struct event_terms *to)
{
	static const struct {
		const char *name;
		enum event_callgraph mode;
	} modes[] = {
		{ "no", EVENT_CALLGRAPH_NONE },
		{ "fp", EVENT_CALLGRAPH_FP },
		{ "dwarf", EVENT_CALLGRAPH_DWARF },
		{ "lbr", EVENT_CALLGRAPH_LBR },
	};
	struct str size = str_of(term->text), name;
	struct term limit = *term;

	str_split(&size, ',', &name);
	to->callgraph = EVENT_CALLGRAPH_DEFAULT;
	for (size_t i = 0; i < sizeof(modes) / sizeof(modes[0]); i++)
		if (str_is(name, modes[i].name))
			to->callgraph = modes[i].mode;
	if (to->callgraph == EVENT_CALLGRAPH_DEFAULT)
		return fail_value(p, term, "unknown call-graph, it can be fp, dwarf, lbr or no");
	if (!size.s)
		return 0;

	if (!num_u64(size, &limit.number))
		return fail_value(p, term, "no number behind the comma");
	if (to->callgraph == EVENT_CALLGRAPH_DWARF)
		return set_stack_size(p, &limit, to);
	if (to->callgraph != EVENT_CALLGRAPH_FP)
		return fail_value(p, term, "only fp and dwarf take a number");
	to->has_max_stack = true;
	return set_u32(p, &limit, &to->max_stack);
}

static int set_branch_type(struct parser *p, const struct term *term, struct event_terms *to)
{
	struct str unknown;

	to->has_branch_type = true;
	if (streq(term->text, "no")) {
		to->branch_type = 0;
		return 0;
	}
	if (!event_branch_type_parse(str_of(term->text), &to->branch_type, &unknown))
		return fail_value(p, term, "invalid branch sample type");
	return 0;
}

/* period and freq exclude each other: the last one counts. */
static void set_rate(const struct term *term, struct event_terms *to)
{
	to->has_period = term->id == TERM_PERIOD;
	to->has_freq = term->id == TERM_FREQ;
	to->period = to->has_period ? term->number : 0;
	to->freq = to->has_freq ? term->number : 0;
}

static int set_sampling(struct parser *p, const struct term *term, struct event_terms *to)
{
	switch (term->id) {
	case TERM_PERIOD:
	case TERM_FREQ:
		set_rate(term, to);
		return 0;
	case TERM_BRANCH_TYPE:
		return set_branch_type(p, term, to);
	case TERM_TIME:
		to->has_time = true;
		to->time = term->number;
		return 0;
	case TERM_CALL_GRAPH:
		return set_call_graph(p, term, to);
	case TERM_STACK_SIZE:
		return set_stack_size(p, term, to);
	case TERM_INHERIT:
	case TERM_NO_INHERIT:
		to->has_inherit = true;
		to->inherit = (term->id == TERM_INHERIT) == (term->number != 0);
		return 0;
	case TERM_OVERWRITE:
	case TERM_NO_OVERWRITE:
		to->has_overwrite = true;
		to->overwrite = (term->id == TERM_OVERWRITE) == (term->number != 0);
		return 0;
	case TERM_MAX_STACK:
		to->has_max_stack = true;
		return set_u32(p, term, &to->max_stack);
	case TERM_NR:
		to->has_nr = true;
		return set_u32(p, term, &to->max_events);
	case TERM_PERCORE:
		to->percore = term->number;
		return 0;
	case TERM_AUX_OUTPUT:
		to->aux_output = term->number;
		return 0;
	case TERM_AUX_SAMPLE_SIZE:
		return set_u32(p, term, &to->aux_sample_size);
	default:
		return 0;
	}
}

static int set_one(struct parser *p, const struct term *term, struct event *event)
{
	switch (term->id) {
	case TERM_CONFIG:
		event->attr.config = term->number;
		return 0;
	case TERM_CONFIG1:
		event->attr.config1 = term->number;
		return 0;
	case TERM_CONFIG2:
		event->attr.config2 = term->number;
		return 0;
	case TERM_NAME:
		event->name = term->text;
		event->name_is_given = true;
		return 0;
	case TERM_METRIC_ID:
		event->terms.metric_id = term->text;
		return 0;
	case TERM_DRIVER_CONFIG:
		event->terms.driver_config = term->text;
		return 0;
	default:
		return set_sampling(p, term, &event->terms);
	}
}

int terms_apply(struct parser *p, const struct term_list *list, enum term_scope scope,
                struct event *event)
{
	vec_for_each(term, &list->terms) {
		const struct term_spec *spec = term_spec_of(term->id);
		int r;

		if (!spec && scope == TERM_SCOPE_PMU)
			continue;
		if (!spec)
			return fail_unknown(p, term, scope);
		r = check(p, term, spec, scope);
		if (r < 0)
			return r;
		r = set_one(p, term, event);
		if (r < 0)
			return r;
	}
	return 0;
}
