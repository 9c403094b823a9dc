/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * What the user asked of `prof script`. Filled by the option table of script_cmd.c.
 */
#include <stdbool.h>
#include <stdint.h>

#include "script/collapse/fold.h"
#include "script/script/fields.h"
#include "common/cli/name_list.h"
#include "common/session/time_filter.h"

struct script_opts {
	const char *input; /* NULL: perf.data, or stdin where it is a pipe */
	const char *symfs, *vmlinux, *kallsyms;
	const char *switch_on, *switch_off; /* names of events */
	struct field_set fields;
	struct time_filter time;
	struct name_list comms, dsos, symbols, stop_bt;
	struct id_list pids, tids, cpus;
	uint64_t addr_range_bytes;
	unsigned max_stack; /* frames */
	int verbose;
	bool force;
	bool header, header_only, full_header;
	bool list_scripts;
	bool dump, dump_unsorted, debug_mode, latency;
	bool nanoseconds, reltime, deltatime;
	bool hide_call_graph;
	bool demangle, demangle_kernel, inlined;
	bool per_event_dump;
	bool show_kernel_path, show_on_off_events;
	bool show_task_events, show_mmap_events, show_switch_events, show_lost_events;
	bool show_namespace_events, show_cgroup_events, show_bpf_events, show_round_events;
	bool show_text_poke_events;
	bool folded;
	struct fold_opts fold; /* of --folded: stackcollapse's */
};
