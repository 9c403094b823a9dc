/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <linux/perf_event.h>

#include "common/event/names.h"

const struct event_cache_part event_cache_types[EVENT_CACHE_TYPES_NR] = {
	[PERF_COUNT_HW_CACHE_L1D] = { { "L1-dcache", "l1-d", "l1d", "L1-data" } },
	[PERF_COUNT_HW_CACHE_L1I] = { { "L1-icache", "l1-i", "l1i", "L1-instruction" } },
	[PERF_COUNT_HW_CACHE_LL] = { { "LLC", "L2" } },
	[PERF_COUNT_HW_CACHE_DTLB] = { { "dTLB", "d-tlb", "Data-TLB" } },
	[PERF_COUNT_HW_CACHE_ITLB] = { { "iTLB", "i-tlb", "Instruction-TLB" } },
	[PERF_COUNT_HW_CACHE_BPU] = { { "branch", "branches", "bpu", "btb", "bpc" } },
	[PERF_COUNT_HW_CACHE_NODE] = { { "node" } },
};

const struct event_cache_part event_cache_ops[EVENT_CACHE_OPS_NR] = {
	[PERF_COUNT_HW_CACHE_OP_READ] = { { "load", "loads", "read" } },
	[PERF_COUNT_HW_CACHE_OP_WRITE] = { { "store", "stores", "write" } },
	[PERF_COUNT_HW_CACHE_OP_PREFETCH] = { { "prefetch", "prefetches", "speculative-read",
	                                        "speculative-load" } },
};

const struct event_cache_part event_cache_results[EVENT_CACHE_RESULTS_NR] = {
	[PERF_COUNT_HW_CACHE_RESULT_ACCESS] = { { "refs", "Reference", "ops", "access" } },
	[PERF_COUNT_HW_CACHE_RESULT_MISS] = { { "misses", "miss" } },
};

#define CAN_READ     (1u << PERF_COUNT_HW_CACHE_OP_READ)
#define CAN_WRITE    (1u << PERF_COUNT_HW_CACHE_OP_WRITE)
#define CAN_PREFETCH (1u << PERF_COUNT_HW_CACHE_OP_PREFETCH)

bool event_cache_can(unsigned type, unsigned op)
{
	static const uint8_t can[EVENT_CACHE_TYPES_NR] = {
		[PERF_COUNT_HW_CACHE_L1D] = CAN_READ | CAN_WRITE | CAN_PREFETCH,
		[PERF_COUNT_HW_CACHE_L1I] = CAN_READ | CAN_PREFETCH,
		[PERF_COUNT_HW_CACHE_LL] = CAN_READ | CAN_WRITE | CAN_PREFETCH,
		[PERF_COUNT_HW_CACHE_DTLB] = CAN_READ | CAN_WRITE | CAN_PREFETCH,
		[PERF_COUNT_HW_CACHE_ITLB] = CAN_READ,
		[PERF_COUNT_HW_CACHE_BPU] = CAN_READ,
		[PERF_COUNT_HW_CACHE_NODE] = CAN_READ | CAN_WRITE | CAN_PREFETCH,
	};

	return type < EVENT_CACHE_TYPES_NR && op < EVENT_CACHE_OPS_NR && can[type] & 1u << op;
}

static bool ends_part(struct str name, size_t len)
{
	return len == name.len || name.s[len] == '-';
}

/* Which part does the front of *name spell, up to '-' or its end? It is cut off. -1: none. */
static int take_part(struct str *name, const struct event_cache_part *parts, size_t nr)
{
	for (size_t i = 0; i < nr; i++) {
		for (const char *const *n = parts[i].names; *n; n++) {
			struct str front = str_of(*n);

			if (!str_starts(*name, front) || !ends_part(*name, front.len))
				continue;
			name->s += front.len;
			name->len -= front.len;
			return (int)i;
		}
	}
	return -1;
}

/* The same for "-OP" and "-RESULT". */
static int take_dash_part(struct str *name, const struct event_cache_part *parts, size_t nr)
{
	struct str behind = *name;
	int which;

	if (!behind.len || behind.s[0] != '-')
		return -1;
	behind.s++;
	behind.len--;
	which = take_part(&behind, parts, nr);
	if (which >= 0)
		*name = behind;
	return which;
}

/*
 * What of `name` is a cache event; *rest is what is left behind it. Each of the two places may
 * hold an op or a result, and perf lets the second of a kind pass without a meaning
 * ("L1-dcache-loads-stores" counts loads).
 */
static enum event_cache_match parse(struct str name, uint64_t *ret_config, struct str *rest)
{
	int type = take_part(&name, event_cache_types, EVENT_CACHE_TYPES_NR);
	int op = -1, result = -1;

	*rest = name;
	if (type < 0)
		return EVENT_CACHE_NONE;
	for (int place = 0; place < 2; place++) {
		int new_op = take_dash_part(rest, event_cache_ops, EVENT_CACHE_OPS_NR);
		int new_result = new_op >= 0 ? -1
		                             : take_dash_part(rest, event_cache_results,
		                                              EVENT_CACHE_RESULTS_NR);

		op = op < 0 ? new_op : op;
		result = result < 0 ? new_result : result;
	}
	op = op < 0 ? PERF_COUNT_HW_CACHE_OP_READ : op;
	result = result < 0 ? PERF_COUNT_HW_CACHE_RESULT_ACCESS : result;
	*ret_config = (uint64_t)type | (uint64_t)op << 8 | (uint64_t)result << 16;
	return event_cache_can((unsigned)type, (unsigned)op) ? EVENT_CACHE_FOUND
	                                                     : EVENT_CACHE_IMPOSSIBLE;
}

enum event_cache_match event_cache_parse(struct str name, uint64_t *ret_config)
{
	struct str rest;
	uint64_t config;
	enum event_cache_match match = parse(name, &config, &rest);

	if (match == EVENT_CACHE_NONE || rest.len)
		return EVENT_CACHE_NONE;
	*ret_config = config;
	return match;
}

size_t event_cache_prefix(struct str name, size_t *ret_type_len)
{
	struct str behind_type = name, rest;
	uint64_t config;

	if (take_part(&behind_type, event_cache_types, EVENT_CACHE_TYPES_NR) < 0)
		return 0;
	*ret_type_len = name.len - behind_type.len;
	parse(name, &config, &rest);
	return name.len - rest.len;
}
