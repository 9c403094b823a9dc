/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * The stacks of a profile as chains of places: resolved once, then only numbers.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/base/cleanup.h"

struct place_table;
struct stack_table;

struct chains;

/* One stack. places: root first or leaf first, as the chains were asked for. */
struct chain {
	uint32_t self; /* place of the sample's own address */
	uint32_t nr;
	const uint32_t *places;
};

struct chains_opts {
	bool root_first;
	bool resolved_only; /* leave out frames without a symbol */
	size_t max_frames;  /* of a stack, from its first; 0: all */
};

/* Resolve all stacks of the table. The tables stay the caller's. */
struct chains *chains_new(const struct stack_table *stacks, struct place_table *places,
                          const struct chains_opts *opts);
void chains_free(struct chains *c);
DEFINE_AUTO(struct chains *, chains_free);

/* Of the stack with that id; lives as long as the chains. */
struct chain chains_at(const struct chains *c, uint32_t stack);

/* Stacks that held a marker which no kernel writes: they are without frames. */
size_t chains_nr_broken(const struct chains *c);
