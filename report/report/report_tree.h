/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * The call tree below a line, as -g asks for it.
 */
#include <stdint.h>

struct line;
struct lines;
struct outbuf;
struct report_opts;

struct report_tree {
	const struct lines *lines;
	const struct report_opts *opts;
	uint64_t whole;    /* what 100 % is */
	uint64_t min_hits; /* of nodes and chains */
};

void report_tree_init(struct report_tree *t, const struct lines *lines,
                      const struct report_opts *opts, uint64_t whole);

/* weight: of the line, as it is sorted by. */
void report_tree_print(const struct report_tree *t, const struct line *line, uint64_t weight,
                       struct outbuf *out);
