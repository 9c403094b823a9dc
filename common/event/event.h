/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * What -e says: text -> events with plain attrs.
 *
 * Knows the event language and the machine's tables of PMUs and tracepoints (by sysroot), and
 * never calls perf_event_open(2): what the options of a command add to an attr (frequency,
 * sample_type, inherit ...) is the plan's work, and what the kernel refuses is the opener's.
 * Language: perf-list(1) and perf-record(1) of Linux 6.1.
 */
#include <linux/perf_event.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/base/arena.h"
#include "common/base/vec.h"

struct err;
struct pmu;
struct sysroot;

enum event_kind {
	EVENT_HARDWARE,
	EVENT_SOFTWARE,
	EVENT_CACHE,
	EVENT_RAW, /* rHEX, and type:config */
	EVENT_PMU,
	EVENT_TRACEPOINT,
	EVENT_BREAKPOINT,
	EVENT_TOOL, /* duration_time, user_time, system_time: counted by us, not opened */
};

enum event_tool {
	EVENT_TOOL_NONE,
	EVENT_TOOL_DURATION_TIME,
	EVENT_TOOL_USER_TIME,
	EVENT_TOOL_SYSTEM_TIME,
};

enum event_callgraph {
	EVENT_CALLGRAPH_DEFAULT, /* as the command's options say */
	EVENT_CALLGRAPH_NONE,    /* call-graph=no */
	EVENT_CALLGRAPH_FP,
	EVENT_CALLGRAPH_DWARF,
	EVENT_CALLGRAPH_LBR,
};

/* What /terms/ say about sampling, where they say it. */
struct event_terms {
	bool has_period, has_freq, has_time, has_inherit, has_overwrite, has_max_stack, has_nr;
	bool has_stack_size, has_branch_type, percore, aux_output;
	bool time, inherit, overwrite;
	uint64_t period, freq, branch_type;
	uint32_t stack_size, max_stack, aux_sample_size;
	uint32_t max_events; /* nr= */
	enum event_callgraph callgraph;
	const char *metric_id;     /* or NULL */
	const char *driver_config; /* @driver=..., or NULL */
};

/* One event. Strings belong to the list's arena. */
struct event {
	enum event_kind kind;
	const char *name;            /* as perf shows it: "cycles:u", "sched:sched_switch" */
	struct perf_event_attr attr; /* type, config*, bp_*, exclude_*, precise_ip, pinned ... */
	bool name_is_given;          /* name=... */
	bool precise_max;   /* :P: as precise as the PMU can; attr.precise_ip is 3 until it is known
	                     */
	bool sample_read;   /* :S of its group */
	bool weak_group;    /* :W */
	bool bpf_counter;   /* :b, counted by a BPF program */
	bool exclude_given; /* the modifiers named u, k or h: the plan leaves them alone */
	bool exclude_gh_given; /* the same for G and H */
	enum event_tool tool;
	struct event_terms terms;
	const char *tp_system, *tp_name; /* tracepoints */
	const char *pmu;                 /* the PMU's name, or NULL */
	const char *cpus;                /* the PMU's cpumask ("0,18"), or NULL: any cpu */
	bool one_of_several;             /* the text names several PMUs: their counts add up */
	unsigned nr_addr_filters;        /* that the PMU can apply to addresses; mostly 0 */
	const char *unit;                /* of the counts, or NULL */
	double scale;           /* what a count is multiplied by to be of that unit; mostly 1 */
	const char *filter;     /* --filter, joined with &&; or NULL */
	size_t leader;          /* index of its group's leader; its own if it leads */
	size_t nr_members;      /* of a leader: itself and the members behind it */
	const char *group_name; /* of a leader in "name{...}", or NULL */
};

struct event_list {
	struct arena *arena;
	VEC(struct event) events;
	size_t last_first; /* index of the first event of the last -e: filters bind from here on */
	VEC(const struct pmu *) pmus; /* those that were looked at so far */
};

/* What the parser may look at, and what it is asked for. */
struct event_env {
	const struct sysroot *sysroot;
	unsigned columns; /* of the terminal, which errors are cut to fit; 0: 80 */
	bool for_stat;    /* terms about sampling are refused, as `perf stat` does */
};

void event_list_init(struct event_list *list);
void event_list_done(struct event_list *list);

/*
 * Parse the text of one -e and append its events.
 *
 * The attrs hold what perf's parser puts there: exclude_guest unless the modifiers speak of
 * guests; sample_period 1 for tracepoints, breakpoints and bpf-output, and the sample_type that
 * tracepoints and bpf-output cannot do without. A group is contiguous, its leader first.
 * Errors: -EINVAL with perf's text: "event syntax error: '...'" with a caret line, what is wrong
 * there, and, as the hint, what to run. The list is as it was before.
 */
int event_list_parse(struct event_list *list, const char *text, const struct event_env *env,
                     struct err *err);

/* The default: cycles:P, of the host only (perf record 6.1), on each kind of core. */
void event_list_add_default(struct event_list *list, const struct event_env *env);

/* Make events [first, end) one group led by `first`. name: NULL, or one that outlives the list. */
void event_list_group(struct event_list *list, size_t first, const char *name);

/* Make the whole list one group led by its first event (`perf stat --group`, `-e {...}`). */
void event_list_group_all(struct event_list *list);

/*
 * Bind a --filter to all events of the last -e (perf's rule); a second one is joined by &&.
 *
 * Errors: -EINVAL where there is no event before it, or one that can have no filter; no event has
 * the filter then.
 */
int event_list_filter(struct event_list *list, const char *filter, struct err *err);

/*
 * The name perf gives an attr that has none: "cpu-clock:ppp", "raw 0x1a8", "mem:0x10:rw".
 *
 * A new string, the caller's to free.
 */
char *event_name_of_attr(const struct perf_event_attr *attr);
