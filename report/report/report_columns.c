/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <string.h>

#include "report/report/options.h"

/* The weights that perf shows in front where -F does not say otherwise. */
static void add_weights(const struct report_opts *opts, bool children, struct columns *c)
{
	if (children)
		columns_add(c, "overhead_children", false);
	columns_add(c, "overhead", false);
	if (opts->cpu_utilization) {
		columns_add(c, "overhead_sys", false);
		columns_add(c, "overhead_us", false);
	}
	if (opts->nr_samples)
		columns_add(c, "sample", false);
	if (opts->total_period)
		columns_add(c, "period", false);
}

static void append(struct columns *to, const struct columns *from)
{
	for (size_t i = 0; i < from->nr; i++)
		if (!columns_have(to, from->v[i]) && to->nr < COLUMNS_MAX)
			to->v[to->nr++] = from->v[i];
}

/* -F says exactly what is shown, and then no more is sorted by than what is named. */
static bool strict(const struct report_opts *opts)
{
	return opts->fields && opts->fields[0] != '+';
}

static int parse_sort(struct report_opts *opts, bool children, struct err *err)
{
	const char *text = opts->sort ? opts->sort : "comm,dso,symbol";
	bool added = text[0] == '+';
	int r = added ? columns_parse("comm,dso,symbol", "--sort", &opts->order, err) : 0;

	if (r >= 0)
		r = columns_parse(text + added, "--sort", &opts->order, err);
	if (r < 0)
		return r;
	if (opts->sort && strstr(opts->sort, "symbol"))
		columns_add(&opts->order, "ipc_null", false);
	if (strict(opts))
		return 0;
	columns_add(&opts->order, "overhead", true);
	if (children)
		columns_add(&opts->order, "overhead_children", true);
	return 0;
}

int report_columns(struct report_opts *opts, bool children, struct err *err)
{
	int r = 0;

	if (opts->sort || !strict(opts))
		r = parse_sort(opts, children, err);
	if (r < 0)
		return r;
	if (!strict(opts))
		add_weights(opts, children, &opts->shown);
	if (opts->fields)
		r = columns_parse(opts->fields + !strict(opts), "--fields", &opts->shown, err);
	if (r < 0)
		return r;
	append(&opts->order, &opts->shown);
	append(&opts->shown, &opts->order);
	return 0;
}
