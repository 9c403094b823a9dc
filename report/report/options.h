/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * What the options of `prof report` say. Filled by the option table of report_cmd.c.
 */
#include <stdbool.h>
#include <stddef.h>

#include "common/cli/name_list.h"
#include "common/render/tree_text.h"
#include "common/session/time_filter.h"
#include "common/tally/columns.h"

struct err;

/* -g: how call trees are drawn, as perf-report(1) of 6.1 describes it. */
enum graph_kind {
	GRAPH_ABSOLUTE, /* graph: shares of all samples */
	GRAPH_FRACTAL,  /* shares of the parent */
	GRAPH_FLAT,     /* a block for each chain */
	GRAPH_FOLDED,   /* a line for each chain */
	GRAPH_NONE,
};

enum graph_order {
	GRAPH_ORDER_DEFAULT, /* caller with --children, else callee */
	GRAPH_CALLER,        /* root first */
	GRAPH_CALLEE,        /* leaf first */
};

struct graph_opts {
	enum graph_kind kind;
	enum graph_order order;
	enum tree_value value;
	double min_percent;
	size_t print_limit; /* nodes a level; 0: all */
};

struct report_opts {
	const char *input;
	const char *symfs, *vmlinux, *kallsyms;
	const char *sort, *fields;
	const char *separator; /* between columns; NULL: they are aligned */
	struct columns order;  /* what lines are, and by what they are sorted */
	struct columns shown;
	struct graph_opts graph;
	struct name_list comms, dsos, symbols;
	struct id_list pids, tids, cpus;
	struct time_filter time;
	double percent_limit;
	unsigned max_stack; /* frames */
	bool percent_limit_given;
	bool children, inverted, relative;
	bool nr_samples, total_period, cpu_utilization;
	bool header, header_only, full_header;
	bool resolved_only;
	bool demangle, demangle_kernel, inlined;
	bool group;
	bool force, stdio, quiet, ignore_vmlinux;
	int verbose;
};

/* The text of -g: "graph,0.5,caller" in any order; NULL: the default. Adds to *ret. */
int graph_opts_parse(const char *text, struct graph_opts *ret, struct err *err);

/* Work out order and shown, when it is known whether lines have children. */
int report_columns(struct report_opts *opts, bool children, struct err *err);
