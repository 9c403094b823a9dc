/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * prof script --folded, stackcollapse -i: the samples of a perf.data file as folded stacks,
 * without text in between. The lines are those that stackcollapse makes of `prof script`'s text;
 * samples without a call chain, of which text folds to nothing, are stacks of one frame here.
 */
struct err;
struct fold_opts;
struct script_opts;
struct session;
struct symbolizer;

/*
 * Fold the session's samples to stdout.
 *
 * filter: which samples (its times are complete); NULL: all. Errors: the session's and write(2)'s.
 */
int folded_print(struct session *session, struct symbolizer *symbolizer,
                 const struct fold_opts *opts, const struct script_opts *filter, struct err *err);

/* The same for a file by its path, with all notices. */
int folded_file(const char *path, const struct fold_opts *opts, struct err *err);
