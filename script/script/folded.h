/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * --folded: a perf.data file as folded stacks, without text in between.
 */
struct err;
struct script_opts;
struct session;
struct symbolizer;

int folded_print(struct session *session, struct symbolizer *symbolizer,
                 const struct script_opts *opts, struct err *err);
