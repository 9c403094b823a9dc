/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * Sort keys: what one line of a report stands for. A table with one row a key.
 *
 * A key turns (row, place) into a value: lines with equal values are one line. How lines of equal
 * weight are ordered and what is printed follows from the value alone, or from the first row.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/tally/profile.h"

struct err;
struct outbuf;
struct place_table;
struct strtab;

#define SORT_KEYS_MAX 24

/* Values of samples that rows are told apart by for some keys. */
enum key_dim { KEY_DIM_NONE, KEY_DIM_CPU, KEY_DIM_WEIGHT, KEY_DIM_TRACE, NR_KEY_DIMS };

struct features;

/* What values are made from, and printed with. */
struct key_context {
	const struct place_table *places;
	const struct features *features; /* of the file: which socket a CPU is in; may be NULL */
	unsigned dims[NR_KEY_DIMS];      /* where in profile_row.dims they are */
	struct strtab *names;            /* equal text is one pointer */
	bool wide_dsos;      /* where there is no symbol the DSO has the columns of an address */
	bool full_dso_names; /* -v: paths instead of base names */
};

/* A line's first row and the place it stands for. */
struct key_line {
	const struct profile_row *row;
	uint32_t place;
	char level; /* the letter that is shown: of the place, or of what led to it */
};

enum sort_key_flags {
	SORT_KEY_THREAD = 1 << 0,   /* tells threads apart */
	SORT_KEY_PLACE = 1 << 1,    /* tells places apart */
	SORT_KEY_RAGGED = 1 << 2,   /* no blanks behind it in the last column */
	SORT_KEY_RIGHT = 1 << 3,    /* at the right of its column */
	SORT_KEY_CUT = 1 << 5,      /* text ends where its column does */
	SORT_KEY_UNLISTED = 1 << 4, /* not for users to ask for */
};

struct sort_key {
	const char *name;   /* for -s */
	const char *header; /* of the column */
	unsigned flags;
	enum key_dim dim; /* needs that value of samples */
	uint64_t (*value)(const struct key_context *ctx, struct key_line line);
	/* < 0: `a` stands above `b` among lines of equal weight. */
	int (*compare)(const struct key_context *ctx, struct key_line a, struct key_line b);
	/* The same among all values: 0 only for equal ones. NULL: `compare` tells them apart. */
	int (*identify)(const struct key_context *ctx, struct key_line a, struct key_line b);
	void (*print)(const struct key_context *ctx, struct key_line line, struct outbuf *out);
	/* Columns the text takes at the least; NULL: what is printed. */
	unsigned (*width)(const struct key_context *ctx, struct key_line line);
};

/* The key of that name, or NULL. An unambiguous beginning will do, as in perf. */
const struct sort_key *sort_key_find(const char *name, size_t len);

/* All of them, for messages and completion. */
size_t sort_key_count(void);
const struct sort_key *sort_key_at(size_t i);

/* A list of keys, as -s takes it. */
struct sort_keys {
	const struct sort_key *keys[SORT_KEYS_MAX];
	size_t nr;
};

/* What the keys need of a profile: by_thread, dims. Notes in *ctx where the dims are. */
void sort_keys_require(const struct sort_keys *keys, struct profile_opts *opts,
                       struct key_context *ctx);
