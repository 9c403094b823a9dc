/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * The names that events have on every machine: hardware, software, cache and tool events.
 *
 * Const tables, for the parser and for whoever lists events. Names as perf-list(1) of Linux 6.1
 * has them; numbers are those of linux/perf_event.h.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/base/str.h"
#include "common/event/event.h"

struct event_symbol {
	const char *name;
	const char *alias; /* or NULL */
	const char
		*shown; /* in a name made of the attr (event_name_of_attr()); NULL: perf has none */
	uint32_t type;  /* PERF_TYPE_HARDWARE or PERF_TYPE_SOFTWARE */
	uint64_t config;
	enum event_tool tool; /* not EVENT_TOOL_NONE: counted by us; type and config are a dummy */
};

#define EVENT_SYMBOLS_NR 25
extern const struct event_symbol event_symbols[EVENT_SYMBOLS_NR];

/* The symbol with this name or alias, or NULL. */
const struct event_symbol *event_symbol_find(struct str name);

/* The hardware or software symbol (no tool) of an attr, or NULL. */
const struct event_symbol *event_symbol_of(uint32_t type, uint64_t config);

/* The parts of TYPE[-OP][-RESULT], each by its place in config: bits 0-7, 8-15, 16-23. */
#define EVENT_CACHE_TYPES_NR   7
#define EVENT_CACHE_OPS_NR     3
#define EVENT_CACHE_RESULTS_NR 2
#define EVENT_CACHE_NAMES_MAX  6

/* names[0] is used in names with a result; names[1] of an op without. Ends with NULL. */
struct event_cache_part {
	const char *names[EVENT_CACHE_NAMES_MAX];
};

extern const struct event_cache_part event_cache_types[EVENT_CACHE_TYPES_NR];
extern const struct event_cache_part event_cache_ops[EVENT_CACHE_OPS_NR];
extern const struct event_cache_part event_cache_results[EVENT_CACHE_RESULTS_NR];

/* Can this cache do that? (Nothing is stored to an instruction cache.) */
bool event_cache_can(unsigned type, unsigned op);

enum event_cache_match {
	EVENT_CACHE_NONE,       /* not the name of a cache event */
	EVENT_CACHE_IMPOSSIBLE, /* one that event_cache_can() denies */
	EVENT_CACHE_FOUND,
};

/* The config of "L1-dcache-load-misses"; op and result in either order, load and refs if absent. */
enum event_cache_match event_cache_parse(struct str name, uint64_t *ret_config);

/*
 * How much of `name` starts a cache event: up to the '-' behind which it does not fit; 0: it does
 * not. *ret_type_len: how much is the type of cache.
 */
size_t event_cache_prefix(struct str name, size_t *ret_type_len);
