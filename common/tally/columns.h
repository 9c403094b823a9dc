/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * Columns of a report, as -s and -F name them: the weight of a line, or one of its keys.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/tally/sort_key.h"

#define COLUMNS_MAX 24

struct err;

/* What the samples of a line come to. Periods, but for samples. */
struct weights {
	uint64_t self, children;
	uint64_t samples;                          /* that fell there themselves */
	uint64_t sys, user, guest_sys, guest_user; /* of self, by where the CPU was */
};

/* A number that follows from the weights. */
struct weight_key {
	const char *name;
	const char *header;
	unsigned width;
	bool percent;     /* is shown as its share of the whole */
	bool is_children; /* callers stand above those they call where it is equal */
	uint64_t (*value)(const struct weights *w);
};

/* Either a weight or a key. */
struct column {
	const struct weight_key *weight;
	const struct sort_key *key;
};

struct columns {
	struct column v[COLUMNS_MAX];
	size_t nr;
};

/*
 * Add the columns that "overhead,comm,dso" names; option: "--sort", for the message.
 * Errors: -EINVAL; the sentence lists what there is.
 */
int columns_parse(const char *text, const char *option, struct columns *ret, struct err *err);

/* By name, which must exist. first: in front of the others. Does nothing where it is there. */
void columns_add(struct columns *c, const char *name, bool first);
bool columns_have(const struct columns *c, struct column column);

/* The keys among them: what tells lines apart. */
void columns_keys(const struct columns *c, struct sort_keys *ret);
