/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "common/event/pmu_parse.h"

#include "common/base/err.h"
#include "common/base/outbuf.h"
#include "common/event/hybrid.h"
#include "common/event/parser.h"
#include "common/event/pmu.h"
#include "common/event/terms.h"

/* The PMU's event that a term names: "mem-loads", or "event=mem-loads". */
static bool find_event(struct parser *p, const struct pmu *pmu, const struct term *term,
                       struct pmu_event *ret)
{
	const char *name = term->name;

	if (term->id != TERM_PMU)
		return false;
	if (term->text) {
		if (!streq(name, "event"))
			return false;
		name = term->text;
	} else if (term->number != 1 || pmu_format_find(pmu, name)) {
		return false;
	}
	return pmu_event_read(pmu->name, p->env->sysroot, str_of(name), p->list->arena, ret);
}

/* Put the terms that the PMU's own events stand for in the place of their names. */
static int expand(struct parser *p, const struct pmu *pmu, const struct term_list *terms,
                  struct event *event, struct term_list *ret)
{
	int plain = hybrid_find_term(pmu, terms, event);
	unsigned nr_found = plain >= 0;

	vec_for_each(term, &terms->terms) {
		size_t first = ret->terms.len;
		struct pmu_event found;

		if (plain >= 0 && term == &terms->terms.data[plain])
			continue;
		if (!find_event(p, pmu, term, &found)) {
			vec_push(&ret->terms, *term);
			continue;
		}
		if (nr_found++)
			return parser_fail(p, term->at, "only one event of the pmu can be named",
			                   NULL);
		event->unit = found.unit;
		event->scale = found.scale;
		if (!terms_parse_text(p, found.terms, ret))
			return parser_fail(p, term->at, "sysfs describes this event wrongly",
			                   found.terms);
		for (size_t i = first; i < ret->terms.len; i++) {
			ret->terms.data[i].at = term->at;
			ret->terms.data[i].value_at = term->at;
		}
	}
	return 0;
}

static int fail_unknown(struct parser *p, const struct pmu *pmu, const struct term *term)
{
	AUTO(outbuf_done) struct outbuf help = { 0 };
	AUTO(freep) char *what = xasprintf("unknown term '%s' for pmu '%s'", term->name, pmu->name);

	outbuf_str(&help, "valid terms: ");
	for (size_t i = 0; i < pmu->nr_formats; i++)
		outbuf_printf(&help, "%s%s", i ? "," : "", pmu->formats[i].name);
	terms_print_valid(p, &help);
	outbuf_char(&help, '\0');
	return parser_fail(p, term->at, what, help.data);
}

/* "event=?" of a PMU's event takes the value that the user gives the same term. */
static int find_parameter(struct parser *p, const struct term_list *terms, const struct term *open,
                          const struct term **ret)
{
	AUTO(freep) char *what = NULL;

	vec_for_each(term, &terms->terms) {
		if (term->id == TERM_PMU && !term->text && streq(term->name, open->name)) {
			*ret = term;
			return 0;
		}
	}
	what = xasprintf("required parameter '%s' not specified", open->name);
	return parser_fail(p, open->at, what, NULL);
}

static int configure_one(struct parser *p, const struct pmu *pmu, const struct term_list *terms,
                         const struct term *term, struct perf_event_attr *attr)
{
	const struct pmu_format *format = pmu_format_find(pmu, term->name);
	const struct term *value = term;
	AUTO(freep) char *what = NULL;
	uint64_t bits;
	int r;

	if (!format)
		return fail_unknown(p, pmu, term);
	if (format->config > 2)
		return parser_fail(p, term->at, "this term needs a newer perf_event_attr", NULL);
	if (term->text && !streq(term->text, "?"))
		return parser_fail(p, term->value_at, "expected numeric value", NULL);
	if (term->text) {
		r = find_parameter(p, terms, term, &value);
		if (r < 0)
			return r;
	}
	if (value->number > pmu_format_max(format)) {
		what = xasprintf("value too big for format, maximum is %llu",
		                 (unsigned long long)pmu_format_max(format));
		return parser_fail(p, value->value_at, what, NULL);
	}
	/* Like perf: bits are added to what config= or another term has set, not replaced. */
	bits = pmu_format_spread(format, value->number);
	if (format->config == 0)
		attr->config |= bits;
	else if (format->config == 1)
		attr->config1 |= bits;
	else
		attr->config2 |= bits;
	return 0;
}

/* Is the value of this term the one that "NAME=?" takes? Then it stands for nothing itself. */
static bool is_parameter(const struct term_list *terms, const struct term *term)
{
	vec_for_each(open, &terms->terms)
		if (open->id == TERM_PMU && open->text && streq(open->text, "?") && term->name &&
		    streq(open->name, term->name))
			return !term->text;
	return false;
}

static int add_event(struct parser *p, const struct pmu *pmu, const struct term_list *terms)
{
	AUTO(term_list_done) struct term_list all = { 0 };
	struct event *event = parser_add_event(p, EVENT_PMU, pmu->type, 0);
	int r;

	event->pmu = pmu->name;
	event->cpus = pmu->cpus;
	event->nr_addr_filters = pmu->nr_addr_filters;
	r = expand(p, pmu, terms, event, &all);
	if (r < 0)
		return r;
	r = terms_apply(p, &all, TERM_SCOPE_PMU, event);
	if (r < 0)
		return r;
	vec_for_each(term, &all.terms) {
		if (term->id != TERM_PMU || is_parameter(&all, term))
			continue;
		r = configure_one(p, pmu, &all, term, &event->attr);
		if (r < 0)
			return r;
	}
	return 0;
}

/* Behind events of several PMUs: mark the last `nr`. */
static int mark_several(struct parser *p, int nr)
{
	for (size_t i = p->list->events.len - (size_t)nr; nr > 1 && i < p->list->events.len; i++)
		p->list->events.data[i].one_of_several = true;
	return nr;
}

int pmu_parse(struct parser *p, struct str name, const struct term_list *terms)
{
	const struct pmu *pmu = pmu_find(p->list, p->env->sysroot, name);
	AUTO(pmu_names_done) struct pmu_names names = { 0 };
	const char *found;
	int nr = 0;
	int r;

	if (pmu) {
		r = add_event(p, pmu, terms);
		return r < 0 ? r : 1;
	}
	pmu_names_init(&names, p->env->sysroot);
	while ((found = pmu_names_next(&names))) {
		if (!pmu_name_matches(found, name))
			continue;
		pmu = pmu_find(p->list, p->env->sysroot, str_of(found));
		if (!pmu)
			continue;
		r = add_event(p, pmu, terms);
		if (r < 0)
			return r;
		nr++;
	}
	return mark_several(p, nr);
}

int pmu_parse_event(struct parser *p, struct str name, long at, const struct term_list *terms)
{
	AUTO(term_list_done) struct term_list all = { 0 };
	AUTO(pmu_names_done) struct pmu_names names = { 0 };
	struct term term = { .id = TERM_PMU, .number = 1, .bare = true, .at = at };
	const char *found;
	int nr = 0;
	int r;

	term.name = arena_strndup(p->list->arena, name.s, name.len);
	vec_push(&all.terms, term);
	vec_for_each(other, &terms->terms)
		vec_push(&all.terms, *other);

	pmu_names_init(&names, p->env->sysroot);
	while ((found = pmu_names_next(&names))) {
		const struct pmu *pmu;
		struct pmu_event event;

		/* Most PMUs have no such event: their formats need not be read to know it. */
		if (!pmu_event_read(found, p->env->sysroot, name, p->list->arena, &event))
			continue;
		pmu = pmu_find(p->list, p->env->sysroot, str_of(found));
		if (!pmu || pmu_format_find(pmu, term.name))
			continue;
		r = add_event(p, pmu, &all);
		if (r < 0)
			return r;
		nr++;
	}
	return mark_several(p, nr);
}
