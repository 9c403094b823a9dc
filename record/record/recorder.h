/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * One recording, from its plan to its last file. The steps are in recorder.c, the waiting in
 * loop.c, a row of files in rotate.c, what is done at the end in finish.c and closing.c.
 */
#include <stdbool.h>
#include <stdint.h>

#include "common/base/signals.h"
#include "common/base/spawn.h"
#include "common/abi/features.h"
#include "common/kernel/machine_facts.h"
#include "common/kernel/synth.h"
#include "record/record/drain.h"
#include "record/record/opener.h"
#include "record/record/output.h"
#include "record/record/plan.h"
#include "record/record/targets.h"
#include "record/record/trigger.h"

struct arena;
struct args;
struct err;
struct record_opts;

/* Why the recording ended. */
enum record_end {
	END_NONE, /* it runs */
	END_CHILD,
	END_TARGETS, /* all that -p, -t or -u named have ended */
	END_SIGNAL,
	END_DELAY,   /* the last range of -D is over */
	END_SIZE,    /* --max-size */
	END_COMMAND, /* --control: stop */
	END_ERROR,
};

struct recorder {
	const struct record_opts *opts;
	const struct args *cmdline; /* the whole command line, for the header */
	struct machine_facts facts;
	struct plan plan;
	struct targets targets;
	struct opener opener;
	struct output output;
	struct pdata_writer *writer;
	struct child child;
	int child_status; /* of waitpid(2), when it has ended */
	bool has_workload;
	struct signals signals;
	struct drain drain;
	struct trigger trigger;
	struct features features;
	struct arena *arena;                      /* of the features */
	const struct pdata_event_out *events_out; /* as this file has them */
	size_t nr_events_out;
	struct synth_stats synth_stats;
	bool is_user_only; /* the default event, without permission for the kernel */
	uint64_t nr_wakeups;
	uint64_t nr_lost_at_end; /* counted by the kernel, and in no record */
	uint64_t nr_bytes;       /* of records, in all files */
	enum record_end end;
	int signal; /* END_SIGNAL: which */
	const char *last_file;
};

/* argv: the workload's, or NULL. Errors: the recording could not start, or was cut short. */
int recorder_run(struct recorder *rec, char *const *argv, struct err *err);
void recorder_done(struct recorder *rec);

/* The command cannot be executed: perf's sentence. Returns -error. */
int recorder_no_workload(const struct recorder *rec, const char *name, int error, struct err *err);

/* What ran before (and the recording itself) as records: the start of each file. */
int recorder_synthesize(struct recorder *rec, struct err *err);

/* A writer for the output that is open now, and what each file or stream starts with. */
int recorder_start_file(struct recorder *rec, struct err *err);

/* loop.c: record until something ends it: rec->end. */
int loop_run(struct recorder *rec, struct err *err);

/* rotate.c: end this file and start the next. */
int rotate(struct recorder *rec, struct err *err);

/* finish.c: what is told at the end of each file: lost counts, header features. */
int finish_file(struct recorder *rec, bool last, struct err *err);

/* closing.c: the lines at the end, and the notices before the start. */
void closing_notices(const struct recorder *rec);
void closing_dump(const struct recorder *rec, const char *path);
void closing_print(const struct recorder *rec);
