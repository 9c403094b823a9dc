/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * Function names as a flame graph shows them: arguments cut, unknown names replaced by their
 * module, Java's type letters dropped, annotations added.
 *
 * Pure functions; the results are byte for byte those of stackcollapse-perf.pl.
 */
#include <stdbool.h>

#include "common/base/str.h"

struct outbuf;

struct tidy_opts {
	bool kernel; /* mark kernel functions with _[k] */
	bool jit;    /* mark functions of perf-PID.map files with _[j] */
	bool addrs;  /* show the address of an unknown function */
};

/*
 * The names in one frame line. "a->b->c" stands for three: c inlined in b inlined in a.
 *
 * Set func (without its offset), mod, pc and java; the rest starts as 0.
 */
struct tidy {
	struct str func, mod, pc;
	bool java; /* the process is Java's: "Lorg/foo/Bar" is a class */

	size_t at;         /* in func: where the next name starts */
	size_t nr;         /* names given so far */
	bool is_anonymous; /* a name so far was unknown, and so was its module */
};

/* Append the next name to `out`. False: there is no more, nothing was appended. */
bool tidy_next(struct tidy *t, const struct tidy_opts *opts, struct outbuf *out);

/* Append ":" and the text of a source line, trimmed and without [...]; nothing if none is left. */
void tidy_source(struct str line, struct outbuf *out);

/* Is the module's debug information worth asking for inlined functions? (Not for kernels, maps.) */
bool mod_may_have_inlines(struct str mod);
