/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * What a frame or process is called in a stack: text with ';' between names, and their ids.
 */
#include <stdint.h>

#include "common/base/outbuf.h"
#include "common/base/vec.h"
#include "script/collapse/parse.h"
#include "script/collapse/tidy.h"

struct fold_opts;
struct inliner;
struct stacks;

struct naming {
	struct tidy_opts tidy;
	struct inliner *inliner; /* NULL: not asked for */
	struct stacks *stacks;   /* the caller's: it gives the ids */
	struct outbuf text;      /* the names made last, ';' between them */
	VEC(uint32_t) ids;       /* and their ids, the last one first */
};

void naming_init(struct naming *n, const struct fold_opts *opts, struct stacks *stacks);
void naming_done(struct naming *n);

/* n->ids of the names in n->text, which has one at least. */
void naming_identify(struct naming *n);

/* Leave of a frame only what decides its names. */
void naming_reduce(const struct naming *n, struct frame_line *frame);

/* The names of a reduced frame, to be stepped through by tidy_next(). */
struct tidy naming_start(const struct naming *n, const struct frame_line *frame, bool java);

/* Do inlined functions take the place of its names? Then they are in n->text. */
bool naming_inlines(struct naming *n, const struct frame_line *frame);

/* Make n->ids of a reduced frame. None: it has no name at all. */
void naming_frame(struct naming *n, const struct frame_line *frame, bool java);
