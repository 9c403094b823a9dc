/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * From the lines of `perf script` to counts of distinct stacks.
 *
 * The text is fed line by line and folded as stackcollapse-perf.pl folds it, byte for byte. Who
 * has samples instead of text gives the first line of each sample as text too, but the frames
 * as ids that it asked for once a distinct place:
 *
 *	id = fold_frame_id(fold, "    7f12 name+0x1c (/lib/libc.so.6)")       once
 *	...
 *	fold_line(fold, "comm 12 [000] 1.5:   250000 cpu-clock: ")            each sample
 *	if (fold_is_open(fold))                                               (not filtered out)
 *		fold_frame(fold, id), leaf first
 *	fold_line(fold, "")
 *
 * Not for use by two threads at a time: each has its own fold, and fold_merge() adds them up.
 */
#include <stdbool.h>
#include <stdint.h>

#include "common/base/cleanup.h"
#include "common/base/str.h"
#include "script/collapse/stacks.h"

struct fold;

struct fold_opts {
	bool pid, tid;            /* put them behind the process name */
	bool kernel, jit, all;    /* _[k], _[j], both */
	bool addrs;               /* [unknown] frames show their address */
	bool inlined;             /* ask addr2line for inlined functions; mod must be a file */
	bool context;             /* ... with file and line */
	bool srcline;             /* each frame line is followed by one with its source line */
	const char *event_filter; /* count this event only; NULL: that of the first sample */
};

enum fold_result {
	FOLD_USED,
	FOLD_UNRECOGNIZED, /* neither sample nor frame: nothing was counted */
	FOLD_OTHER_EVENT,  /* the first sample of an event that is left out by default */
};

struct fold_stats {
	uint64_t nr_lines;
	uint64_t nr_samples;        /* counted */
	uint64_t nr_filtered;       /* of other events */
	uint64_t nr_unrecognized;   /* lines */
	uint64_t nr_frames_outside; /* frame lines that no sample's first line stands before */
	uint64_t nr_unended;        /* samples without an empty line behind: not counted */
};

/* `opts` is copied, its event_filter too. */
struct fold *fold_new(const struct fold_opts *opts);
void fold_free(struct fold *f);
DEFINE_AUTO(struct fold *, fold_free);

/* One line of text without its newline. */
enum fold_result fold_line(struct fold *f, struct str line);

/* Is a sample begun that counts? */
bool fold_is_open(const struct fold *f);

/* The open sample counts this much, whatever its line says. */
void fold_set_count(struct fold *f, uint64_t count);

#define FOLD_NO_FRAME UINT32_MAX

/*
 * The id of a frame by its line of text, for fold_frame(); FOLD_NO_FRAME: not a frame line.
 *
 * Lines that give the same name have the same id (the address and offset are not looked at,
 * unless options need them). Not for use with `srcline`: there the text must be fed.
 */
uint32_t fold_frame_id(struct fold *f, struct str line);

/* The next frame of the open sample, towards the root. */
void fold_frame(struct fold *f, uint32_t id);

/*
 * The event that is counted; empty: not known yet. fold_set_event() decides it for a fold that
 * does not see the first sample, and has no effect where event_filter was given.
 */
struct str fold_event(const struct fold *f);
void fold_set_event(struct fold *f, struct str event);

/*
 * May the lines to come be folded by another? Not while a sample is open, or before the event is
 * known, or where what is done with a line needs the one before (srcline) or a tool (inlined).
 */
bool fold_may_split(const struct fold *f);

/* Another one with the same options and event, and nothing counted. */
struct fold *fold_new_like(const struct fold *f);

/* Add the counts of `from`. */
void fold_merge(struct fold *f, const struct fold *from);

/* No more lines: what is left open is counted in the stats. */
void fold_end(struct fold *f);

const struct fold_stats *fold_stats(const struct fold *f);

/* The distinct stacks, to be printed with stacks_print(). */
const struct stacks *fold_stacks(const struct fold *f);
