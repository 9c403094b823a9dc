/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * Counts of distinct stacks, and their printing as folded lines: "a;b;c 12", sorted by bytes.
 *
 * A stack is a sequence of name ids. Names hold no ';', so that two stacks print the same line
 * only if they are the same sequence. Memory grows with the distinct names and stacks.
 */
#include <stdint.h>

#include "common/base/cleanup.h"
#include "common/base/str.h"

struct err;
struct outbuf;
struct stacks;

/* A count that goes on as a floating point number where 64 bits end. */
struct stack_count {
	uint64_t exact;
	double rough; /* 0: `exact` is the value */
};

struct stacks *stacks_new(void);
void stacks_free(struct stacks *s);
DEFINE_AUTO(struct stacks *, stacks_free);

/* The id of a name without ';': the same for the same bytes, from 0 on. */
uint32_t stacks_name(struct stacks *s, struct str name);

/* The name of an id. Lives as long as `s`. */
struct str stacks_name_of(const struct stacks *s, uint32_t id);

/* Count the stack ids[0..nr), the leaf's first, the root's last. */
void stacks_add(struct stacks *s, const uint32_t *ids, uint32_t nr, struct stack_count count);

/* Add what `from` has counted. */
void stacks_merge(struct stacks *s, const struct stacks *from);

size_t stacks_nr(const struct stacks *s);

/* How the folded lines are taken: `text` is emptied by the callee. < 0 ends the printing. */
typedef int stacks_write_fn(void *ctx, struct outbuf *text, struct err *err);

/* Print all lines in the order of their bytes before the count. */
int stacks_print(const struct stacks *s, stacks_write_fn *write, void *ctx, struct err *err);

/* Decimal digits as a count; more than 64 bits hold are rounded. */
struct stack_count stack_count_of(struct str digits);
