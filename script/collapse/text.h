/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * Text of any length into a fold, by several threads: it is cut behind empty lines, where no
 * sample is open.
 *
 * Memory is that of the folds and a block of text a thread.
 */
#include <stdint.h>

#include "common/base/str.h"
#include "script/collapse/fold.h"

struct err;

/* A line that fold_line() had something to say about; nr counts from 1 in each file. */
typedef void text_tell_fn(void *ctx, enum fold_result result, struct str line, uint64_t nr);

struct text_opts {
	unsigned nr_threads;
	text_tell_fn *tell; /* called in the order of the lines, by the caller's thread */
	void *ctx;
};

/*
 * Fold all that can be read from `fd`. A sample may be open before and after, so that several
 * files are folded as if they were one.
 *
 * Errors: read(2)'s; -EFBIG for a line that is no text. What came before is folded.
 */
int text_fold(struct fold *fold, int fd, const struct text_opts *opts, struct err *err);
