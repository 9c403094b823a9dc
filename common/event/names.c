/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "common/event/names.h"

#include <linux/perf_event.h>

#define HW(which, ...)                                                                  \
	{                                                                               \
		__VA_ARGS__, PERF_TYPE_HARDWARE, PERF_COUNT_HW_##which, EVENT_TOOL_NONE \
	}
#define SW(which, ...)                                                                  \
	{                                                                               \
		__VA_ARGS__, PERF_TYPE_SOFTWARE, PERF_COUNT_SW_##which, EVENT_TOOL_NONE \
	}
#define TOOL(which, name)                                                                     \
	{                                                                                     \
		name, NULL, name, PERF_TYPE_SOFTWARE, PERF_COUNT_SW_DUMMY, EVENT_TOOL_##which \
	}

const struct event_symbol event_symbols[EVENT_SYMBOLS_NR] = {
	HW(CPU_CYCLES, "cpu-cycles", "cycles", "cycles"),
	HW(INSTRUCTIONS, "instructions", NULL, "instructions"),
	HW(CACHE_REFERENCES, "cache-references", NULL, "cache-references"),
	HW(CACHE_MISSES, "cache-misses", NULL, "cache-misses"),
	HW(BRANCH_INSTRUCTIONS, "branch-instructions", "branches", "branches"),
	HW(BRANCH_MISSES, "branch-misses", NULL, "branch-misses"),
	HW(BUS_CYCLES, "bus-cycles", NULL, "bus-cycles"),
	HW(STALLED_CYCLES_FRONTEND, "stalled-cycles-frontend", "idle-cycles-frontend",
	   "stalled-cycles-frontend"),
	HW(STALLED_CYCLES_BACKEND, "stalled-cycles-backend", "idle-cycles-backend",
	   "stalled-cycles-backend"),
	HW(REF_CPU_CYCLES, "ref-cycles", NULL, "ref-cycles"),
	SW(CPU_CLOCK, "cpu-clock", NULL, "cpu-clock"),
	SW(TASK_CLOCK, "task-clock", NULL, "task-clock"),
	SW(PAGE_FAULTS, "page-faults", "faults", "page-faults"),
	SW(CONTEXT_SWITCHES, "context-switches", "cs", "context-switches"),
	SW(CPU_MIGRATIONS, "cpu-migrations", "migrations", "cpu-migrations"),
	SW(PAGE_FAULTS_MIN, "minor-faults", NULL, "minor-faults"),
	SW(PAGE_FAULTS_MAJ, "major-faults", NULL, "major-faults"),
	SW(ALIGNMENT_FAULTS, "alignment-faults", NULL, "alignment-faults"),
	SW(EMULATION_FAULTS, "emulation-faults", NULL, "emulation-faults"),
	SW(DUMMY, "dummy", NULL, "dummy"),
	SW(BPF_OUTPUT, "bpf-output", NULL, NULL),
	SW(CGROUP_SWITCHES, "cgroup-switches", NULL, NULL),
	TOOL(DURATION_TIME, "duration_time"),
	TOOL(USER_TIME, "user_time"),
	TOOL(SYSTEM_TIME, "system_time"),
};

const struct event_symbol *event_symbol_find(struct str name)
{
	for (size_t i = 0; i < EVENT_SYMBOLS_NR; i++) {
		const struct event_symbol *symbol = &event_symbols[i];

		if (str_is(name, symbol->name) || (symbol->alias && str_is(name, symbol->alias)))
			return symbol;
	}
	return NULL;
}

const struct event_symbol *event_symbol_of(uint32_t type, uint64_t config)
{
	for (size_t i = 0; i < EVENT_SYMBOLS_NR; i++) {
		const struct event_symbol *symbol = &event_symbols[i];

		if (symbol->tool == EVENT_TOOL_NONE && symbol->type == type &&
		    symbol->config == config)
			return symbol;
	}
	return NULL;
}
