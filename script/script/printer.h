/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * What turns records into the lines of `prof script`: one printer all workers share and only
 * read, and one worker a thread with the text it makes and its caches.
 *
 * A record is an item on its way through the field printers (print.h's table).
 */
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/abi/sample.h"
#include "common/base/cleanup.h"
#include "common/base/outbuf.h"
#include "common/session/session.h"
#include "common/tally/trace_text.h"
#include "script/script/fields.h"

struct arena;
struct field_row;
struct frame_cache;
struct script_opts;
struct symbolizer;
struct trace_text;

/* How the samples of one event are printed: worked out once. */
struct event_plan {
	const struct session_event *event;
	uint64_t fields; /* FIELD_BIT()s; 0: its samples are not shown */
	bool chain;      /* the ip is a call chain, on lines of its own */
	bool known_comm; /* the name is not padded: it stands before a chain */
	unsigned frame_style;
	const struct field_row **rows;
	size_t nr_rows, nr_start_rows; /* the first ones stand before every record */
	struct str name_text;          /* "  cpu-clock: " */
	struct outbuf dump;            /* --per-event-dump: on its way to dump_fd */
	int dump_fd;                   /* -1: not used */
	uint64_t dump_bytes, dump_samples;
};

struct printer {
	const struct script_opts *opts;
	const struct session *session;
	const struct model *model;
	struct symbolizer *symbolizer;
	const char *kernel_path; /* --show-kernel-path: of its file, where one was given */
	const struct field_set *fields;
	struct event_plan *plans; /* by the event's index */
	size_t nr_plans;
	struct arena *arena;
	unsigned max_stack;
	bool swapped;                /* the file is of the other byte order */
	int64_t tod_offset_ns;       /* what turns the time of a sample into that of the day */
	const char *arch;            /* as the file says it, for the names of registers */
	pthread_mutex_t *trace_lock; /* libtraceevent serves one thread at a time */
	struct trace_names trace_names;
};

/* One thread's own. */
struct worker {
	const struct printer *printer;
	struct outbuf *out; /* where text goes now: `text`, or a plan's dump */
	struct outbuf text;
	struct frame_cache *frames;
	struct trace_text *traces;
	/* Where text depends on what was printed before it: only one worker is used then. */
	uint64_t first_ns, previous_ns;
	size_t data_src_width;
	uint64_t nr_unresolved_trace; /* tracepoints without a format: not printed */
	uint64_t nr_bad_samples;      /* whose body is not as their event says */
};

/* Where an address is. */
struct location {
	const struct mapping *mapping; /* or NULL */
	const struct symbol *symbol;   /* or NULL */
	const char *kernel_path;       /* shown for the kernel; NULL: its name */
	uint64_t addr;                 /* as asked */
	uint64_t offset;               /* from the symbol's start */
};

/* One record on its way to the output. */
struct item {
	const struct batch_record *in;
	const struct sample *sample; /* of another record: only its id fields are set */
	const struct session_event *event;
	struct event_plan *plan;
	const struct thread *thread; /* or NULL */
	uint32_t tid;                /* its number, also where it is not known */
	uint64_t seq;
};

/*
 * Work out the plans for the events that are known. Called again when a pipe made more of them
 * known. The fields must have been checked (field_set_check()).
 */
void printer_plan(struct printer *p);
/* Does some event's text depend on that of the samples before? Then one worker must print all. */
bool printer_in_order(const struct printer *p);
void printer_done(struct printer *p);

struct worker *worker_new(const struct printer *p);
void worker_free(struct worker *w);
DEFINE_AUTO(struct worker *, worker_free);

/* The sample as its event's plan says, with the newline. */
void print_sample(struct worker *w, const struct item *it);

/* What stands before every record: comm, tid, cpu, time. */
void print_start(struct worker *w, const struct item *it);

#define ITEM_COMM_BYTES 16

/* The thread's name at that time; one that is not known is called by its number. */
struct str item_comm(const struct item *it, char buffer[static ITEM_COMM_BYTES]);

/* Where `addr` is for the thread at that time; cpumode: PERF_RECORD_MISC_*. */
struct location locate(struct worker *w, const struct item *it, uint16_t cpumode, uint64_t addr);

static inline uint16_t item_cpumode(const struct item *it)
{
	return it->sample->misc & PERF_RECORD_MISC_CPUMODE_MASK;
}
