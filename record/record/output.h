/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * Where the recording goes: a file, a row of files, or a stream on stdout.
 */
#include <stdbool.h>
#include <stddef.h>
#include <time.h>

#include "common/base/vec.h"

struct err;
struct record_opts;

struct output {
	int fd;             /* -1: none is open */
	bool is_pipe;       /* stdout; fd is not ours */
	char *path;         /* of the file that is written now */
	char *base;         /* what the user named */
	bool has_stamp;     /* files end as base.TIME */
	unsigned max_files; /* 0: all are kept */
	VEC(char *)
	files; /* that were finished, oldest first, as far as they count for max_files */
};

/* Decide: `-o -`, or no -o and stdout a FIFO, is the stream. No file is touched. */
/* With -o -, and without -o where stdout is a FIFO. */
bool output_wants_pipe(const struct record_opts *opts);
void output_init(struct output *out, const struct record_opts *opts);

/*
 * Open the file, or the next of a row; a stream is open as it is.
 *
 * A file that is there and not empty is renamed to FILE.old; the new one has mode 0600.
 */
int output_open(struct output *out, struct err *err);

/* Close the file, and give it its name with the time where it gets one. *ret: that name. */
int output_close_file(struct output *out, const char **ret, struct err *err);

/* Take away what was opened but holds nothing (the workload could not be executed). */
void output_discard(struct output *out);
void output_done(struct output *out);
