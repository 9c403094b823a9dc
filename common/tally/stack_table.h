/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * Distinct stacks: equal call chains in equal address spaces are one id.
 *
 * What is kept are the addresses as they were sampled, with the spaces they mean something in;
 * names are the business of who asks for them, once a stack. Not for use by two threads.
 */
#include <stddef.h>
#include <stdint.h>

#include "common/base/cleanup.h"

struct space;
struct stack_table;

/* A stack as it was sampled. */
struct stack {
	const struct space *user, *kernel;
	uint64_t ip;         /* of the sample itself */
	uint16_t cpumode;    /* of ip: PERF_RECORD_MISC_* */
	uint32_t nr;         /* of ips */
	const uint64_t *ips; /* leaf first, PERF_CONTEXT_* markers among the addresses */
};

struct stack_table *stack_table_new(void);
void stack_table_free(struct stack_table *t);
DEFINE_AUTO(struct stack_table *, stack_table_free);

/* The id of a stack: 0, 1, ... in the order of first sight. The table copies what is new. */
uint32_t stack_table_add(struct stack_table *t, const struct stack *stack);

/* Lives as long as the table. */
const struct stack *stack_table_at(const struct stack_table *t, uint32_t id);
size_t stack_table_len(const struct stack_table *t);
