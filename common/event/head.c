/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What kind of event a name is, up to its modifiers. */
#include <ctype.h>

#include "common/base/num.h"
#include "common/event/hybrid.h"
#include "common/event/modifiers.h"
#include "common/event/names.h"
#include "common/event/near.h"
#include "common/event/parser.h"
#include "common/event/pmu_parse.h"
#include "common/event/terms.h"
#include "common/event/tracepoint.h"
#include "common/event/unknown.h"

#define BPF_OUTPUT_SAMPLE_TYPE \
	(PERF_SAMPLE_RAW | PERF_SAMPLE_TIME | PERF_SAMPLE_CPU | PERF_SAMPLE_PERIOD)

/* "/terms/", where it comes next. */
static int parse_terms(struct parser *p, struct term_list *terms, bool *slash)
{
	if (scan_peek(&p->scan) != '/')
		return 0;
	*slash = true;
	scan_take(&p->scan, 1);
	return terms_parse(p, terms);
}

static int add_plain(struct parser *p, const struct event *wanted, const struct pmu *core,
                     const struct term_list *terms)
{
	struct event *event =
		parser_add_event(p, wanted->kind, wanted->attr.type, wanted->attr.config);
	int r;

	event->name = wanted->name;
	event->tool = wanted->tool;
	event->attr.sample_period = wanted->attr.sample_period;
	event->attr.sample_type = wanted->attr.sample_type;
	r = terms_apply(p, terms, TERM_SCOPE_ANY, event);
	if (r == 0 && core)
		hybrid_bind(core, event);
	return r;
}

/* An event of a type and config, and the terms behind it; one for each kind of core. */
static int parse_plain(struct parser *p, struct event event, bool *slash)
{
	AUTO(term_list_done) struct term_list terms = { 0 };
	bool counts_core = event.attr.type == PERF_TYPE_HARDWARE ||
	                   event.attr.type == PERF_TYPE_HW_CACHE ||
	                   event.attr.type == PERF_TYPE_RAW;
	const struct pmu *core;
	unsigned kind = 0;
	int r = parse_terms(p, &terms, slash);

	if (r < 0)
		return r;
	core = counts_core ? hybrid_next(p, &kind) : NULL;
	do {
		r = add_plain(p, &event, core, &terms);
		if (r < 0)
			return r;
	} while (core && (core = hybrid_next(p, &kind)));
	return 0;
}

static int parse_symbol(struct parser *p, const struct event_symbol *symbol, bool *slash)
{
	struct event event = { .attr = { .type = symbol->type, .config = symbol->config } };

	event.kind = symbol->type == PERF_TYPE_HARDWARE ? EVENT_HARDWARE : EVENT_SOFTWARE;
	if (symbol->tool != EVENT_TOOL_NONE) {
		event.kind = EVENT_TOOL;
		event.tool = symbol->tool;
	} else if (symbol->type == PERF_TYPE_SOFTWARE &&
	           symbol->config == PERF_COUNT_SW_BPF_OUTPUT) {
		event.attr.sample_period = 1;
		event.attr.sample_type = BPF_OUTPUT_SAMPLE_TYPE;
	}
	return parse_plain(p, event, slash);
}

/* TYPE:CONFIG */
static int parse_numeric(struct parser *p, bool *slash)
{
	uint64_t type, config;

	if (!scan_number(&p->scan, &type)) {
		scan_take(&p->scan, scan_span(&p->scan, SCAN_DIGITS).len);
		return parser_fail_here(p);
	}
	if (scan_peek(&p->scan) != ':')
		return parser_fail_here(p);
	scan_take(&p->scan, 1);
	if (!scan_number(&p->scan, &config))
		return parser_fail_here(p);
	if (type > UINT32_MAX)
		return parser_fail(p, 0, "the type is above 32 bits", NULL);
	return parse_plain(p,
	                   (struct event){
				   .kind = EVENT_RAW,
				   .attr = { .type = (uint32_t)type, .config = config },
			   },
	                   slash);
}

static int parse_cache(struct parser *p, struct str name, uint64_t config, bool *slash)
{
	/* perf names it by the words of the name: modifiers are not shown. */
	return parse_plain(p,
	                   (struct event){
				   .kind = EVENT_CACHE,
				   .name = arena_strndup(p->list->arena, name.s, name.len),
				   .attr = { .type = PERF_TYPE_HW_CACHE, .config = config },
			   },
	                   slash);
}

/* rHEX, without 0x */
static bool is_raw(struct str name, uint64_t *ret_config)
{
	size_t nr_digits = strspn(name.s + 1, SCAN_HEX_DIGITS);

	return name.s[0] == 'r' && nr_digits == name.len - 1 &&
	       num_hex((struct str){ name.s + 1, nr_digits }, ret_config);
}

static int parse_raw(struct parser *p, uint64_t config, bool *slash)
{
	return parse_plain(p,
	                   (struct event){
				   .kind = EVENT_RAW,
				   .attr = { .type = PERF_TYPE_RAW, .config = config },
			   },
	                   slash);
}

/* NAME/terms/ of a PMU, or of an event that PMUs have. */
static int parse_pmu(struct parser *p, struct str name, long at, bool *slash)
{
	AUTO(term_list_done) struct term_list terms = { 0 };
	AUTO(freep) char *what = NULL, *help = NULL;
	int r = parse_terms(p, &terms, slash);

	if (r < 0)
		return r;
	r = pmu_parse(p, name, &terms);
	if (r == 0)
		r = pmu_parse_event(p, name, at, &terms);
	if (r)
		return r < 0 ? r : 0;
	what = xasprintf("Cannot find PMU `%.*s'. Missing kernel support?", STR_ARG(name));
	help = near_pmu_help(p, name);
	return parser_fail(p, at, what, help);
}

static int parse_bare(struct parser *p, struct str name, long at)
{
	AUTO(term_list_done) struct term_list none = { 0 };

	return pmu_parse_event(p, name, at, &none);
}

/* SYSTEM:NAME, the scanner stands before the colon. */
static int parse_tracepoint(struct parser *p, struct str system, long at, bool *slash)
{
	AUTO(term_list_done) struct term_list terms = { 0 };
	struct str name;
	int r;

	scan_take(&p->scan, 1);
	name = scan_span(&p->scan, SCAN_NAME);
	if (!name.len)
		return parser_fail_here(p);
	/* A mistyped "cyclse:u" is not the tracepoint u of cyclse. */
	if (modifiers_are(name) && !str_has_glob(system) && !tracepoint_has_system(p, system)) {
		AUTO(freep) char *help = near_event_help(p, system);

		return parser_fail(p, scan_error_at(&p->scan), "parser error", help);
	}
	scan_take(&p->scan, name.len);
	r = parse_terms(p, &terms, slash);
	if (r < 0)
		return r;
	return tracepoint_parse(p, system, name, at, &terms);
}

/* Behind a name: is ":WORD" the second half of a tracepoint that may exist? */
static bool at_tracepoint(const struct parser *p, struct str name)
{
	struct scan behind = p->scan;
	struct str word;

	if (scan_peek(&behind) != ':')
		return false;
	behind.at++;
	word = scan_span(&behind, SCAN_NAME);
	if (!word.len || modifiers_are(word))
		return false;
	return str_has_glob(name) || tracepoint_has_system(p, name);
}

int parser_head(struct parser *p, bool *slash)
{
	struct str name = scan_span(&p->scan, SCAN_NAME);
	const struct event_symbol *symbol = event_symbol_find(name);
	long at = (long)p->scan.at;
	uint64_t config;
	int r;

	if (!name.len)
		return parser_fail_here(p);
	if (isdigit((unsigned char)name.s[0]))
		return parse_numeric(p, slash);
	if (strstarts(name.s, "mem:"))
		return breakpoint_parse(p);

	scan_take(&p->scan, name.len);
	if (symbol)
		return parse_symbol(p, symbol, slash);
	switch (event_cache_parse(name, &config)) {
	case EVENT_CACHE_FOUND:
		return parse_cache(p, name, config, slash);
	case EVENT_CACHE_IMPOSSIBLE:
		return parser_fail(p, at, "this cache does not do that", NULL);
	case EVENT_CACHE_NONE:
		break;
	}
	if (is_raw(name, &config))
		return parse_raw(p, config, slash);
	if (scan_peek(&p->scan) == '/')
		return parse_pmu(p, name, at, slash);
	if (at_tracepoint(p, name))
		return parse_tracepoint(p, name, at, slash);
	r = parse_bare(p, name, at);
	if (r)
		return r < 0 ? r : 0;
	if (scan_peek(&p->scan) == ':')
		return parse_tracepoint(p, name, at, slash);
	return unknown_event_fail(p, name, at);
}
