/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * What the options of `prof report` say.
 */
#include <stdbool.h>
#include <stddef.h>

#include "common/tally/sort_key.h"

struct err;

/* -g: how call trees are drawn, as perf-report(1) of 6.1 describes it. */
enum graph_kind {
	GRAPH_ABSOLUTE, /* graph: shares of all samples */
	GRAPH_FRACTAL,  /* shares of the parent */
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
	double min_percent;
	size_t print_limit; /* nodes a level; 0: all */
};

struct report_opts {
	const char *input;
	struct sort_keys keys;
	bool keys_given;
	struct graph_opts graph;
	bool children, no_children_given;
	bool nr_samples; /* -n */
	bool force;
	bool stdio;
	bool quiet;
	double percent_limit;
	int verbose;
};

/* The text of -g: "graph,0.5,caller" in any order; NULL: the default. */
int graph_opts_parse(const char *text, struct graph_opts *ret, struct err *err);
