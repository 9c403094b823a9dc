/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * The terms between slashes: "cpu/event=0x3c,period=1000,call-graph=fp/".
 *
 * Terms that any event may have are known here; the others belong to a PMU (common/event/pmu.h).
 * See perf-list(1) and perf-record(1), --event.
 */
#include <stdbool.h>
#include <stdint.h>

#include "common/base/vec.h"

struct event;
struct outbuf;
struct parser;

enum term_id {
	TERM_PMU, /* a format or an event of the PMU */
	TERM_CONFIG,
	TERM_CONFIG1,
	TERM_CONFIG2,
	TERM_NAME,
	TERM_PERIOD,
	TERM_FREQ,
	TERM_BRANCH_TYPE,
	TERM_TIME,
	TERM_CALL_GRAPH,
	TERM_STACK_SIZE,
	TERM_NO_INHERIT,
	TERM_INHERIT,
	TERM_MAX_STACK,
	TERM_NR,
	TERM_NO_OVERWRITE,
	TERM_OVERWRITE,
	TERM_DRIVER_CONFIG,
	TERM_PERCORE,
	TERM_AUX_OUTPUT,
	TERM_AUX_SAMPLE_SIZE,
	TERM_METRIC_ID,
};

/* One term. Strings belong to the event list's arena. */
struct term {
	enum term_id id;
	const char *name;
	const char *text;  /* the value, where it is text; or NULL */
	uint64_t number;   /* the value, where it is not; 1 where there is none */
	bool bare;         /* there is none */
	long at, value_at; /* columns, for errors */
};

struct term_list {
	VEC(struct term) terms;
};

/* AUTO(term_list_done) */
void term_list_done(struct term_list *list);

/*
 * Parse terms up to the '/' behind them, which is taken. The scanner stands behind the first '/'.
 *
 * None at all is fine. Errors: -EINVAL, told.
 */
int terms_parse(struct parser *p, struct term_list *list);

/* The same for the text of a PMU's event ("event=0x3c,umask=1"), which ends with the text. Returns
 * false where it is no list of terms. */
bool terms_parse_text(struct parser *p, const char *text, struct term_list *list);

/* Which events the terms are for: perf lets few pass for tracepoints. */
enum term_scope { TERM_SCOPE_ANY, TERM_SCOPE_PMU, TERM_SCOPE_TRACEPOINT };

/*
 * Write what terms say into the event; those of a PMU are left to pmu_configure().
 *
 * Errors: -EINVAL, told.
 */
int terms_apply(struct parser *p, const struct term_list *list, enum term_scope scope,
                struct event *event);

/* "config,config1,...": what any event may have, for the help of errors. */
void terms_print_valid(const struct parser *p, struct outbuf *out);
