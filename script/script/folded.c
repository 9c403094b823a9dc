/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "script/script/folded.h"

#include <inttypes.h>
#include <stdio.h>
#include <traceevent/event-parse.h>
#include <unistd.h>

#include "common/base/err.h"
#include "common/base/hmap.h"
#include "common/base/outbuf.h"
#include "common/base/threads.h"
#include "common/model/mapping.h"
#include "common/model/space.h"
#include "common/perfdata/reader.h"
#include "common/session/preload.h"
#include "common/session/session.h"
#include "common/symbol/symbolizer.h"
#include "common/tally/profile.h"
#include "common/tally/stack_table.h"
#include "script/collapse/fold.h"
#include "script/script/frame_cache.h"
#include "script/script/notices.h"
#include "script/script/options.h"
#include "script/script/sample_filter.h"
#include "script/script/walk.h"

/* An address whose frame has an id already; those of one hash drive each other out. */
struct known_frame {
	const struct space *space;
	uint64_t ip;
	uint32_t id;
};
#define NR_KNOWN (1u << 14) /* as many as stay in a cache of the CPU */

struct folder {
	struct fold *fold;
	struct symbolizer *symbolizer;
	struct known_frame *known; /* NR_KNOWN of them; ip 0 is never kept */
	struct outbuf line;        /* of the row before, and what it was made of */
	const struct profile_row *line_row;
	struct outbuf frame_line;
	unsigned max_stack;
	bool chains;                       /* are shown */
	bool filtered;                     /* --event-filter was given */
	const struct session_event *other; /* the first that is left out; NULL: none was met */
};

static bool passes(void *ctx, const struct profile_sample *s)
{
	struct worker *w = ctx;
	const struct item it = {
		.in = s->record,
		.sample = &s->sample,
		.event = s->event,
		.thread = s->thread,
		.tid = s->sample.tid,
		.seq = s->seq,
	};

	return sample_passes(w, &it);
}

/* The id of the frame of `ip`, by the line that the text would have. */
static uint32_t name_frame(struct folder *f, const struct space *space, uint64_t ip)
{
	struct location loc = { .mapping = space_find(space, ip), .addr = ip };

	if (loc.mapping)
		loc.symbol = symbolizer_find(f->symbolizer, loc.mapping->dso,
		                             mapping_dso_addr(loc.mapping, ip), &loc.offset);
	f->frame_line.len = 0;
	outbuf_char(&f->frame_line, '\t');
	outbuf_hex(&f->frame_line, ip, 16);
	frame_place_print(&loc, FRAME_SYM | FRAME_SYMOFF | FRAME_DSO, &f->frame_line);
	return fold_frame_id(f->fold, (struct str){ f->frame_line.data, f->frame_line.len });
}

static void add_frame(struct folder *f, const struct space *space, uint64_t ip)
{
	struct known_frame *k = &f->known[hash_u64(ip ^ (uintptr_t)space << 20) % NR_KNOWN];

	if (!ip || k->ip != ip || k->space != space)
		*k = (struct known_frame){ space, ip, name_frame(f, space, ip) };
	if (k->id != FOLD_NO_FRAME)
		fold_frame(f->fold, k->id);
}

static const struct space *space_of(const struct stack *stack, uint64_t cpumode)
{
	switch (cpumode) {
	case PERF_RECORD_MISC_KERNEL:
	case (uint64_t)PERF_CONTEXT_KERNEL:
		return stack->kernel;
	case PERF_RECORD_MISC_USER:
	case (uint64_t)PERF_CONTEXT_USER:
		return stack->user;
	default:
		return NULL;
	}
}

/* The sample's own address, where there are no chains. */
static void add_ip(struct folder *f, const struct stack *stack)
{
	add_frame(f, space_of(stack, stack->cpumode), stack->ip);
}

/* perf shows nothing of a chain with a marker that it does not know. */
static bool has_unknown_marker(const struct stack *stack, unsigned max_stack)
{
	unsigned nr = 0;

	for (uint32_t i = 0; i < stack->nr && nr < max_stack; i++) {
		if (stack->ips[i] < (uint64_t)PERF_CONTEXT_MAX)
			nr++;
		else if (stack->ips[i] != (uint64_t)PERF_CONTEXT_KERNEL &&
		         stack->ips[i] != (uint64_t)PERF_CONTEXT_USER &&
		         stack->ips[i] != (uint64_t)PERF_CONTEXT_HV)
			return true;
	}
	return false;
}

static void add_chain(struct folder *f, const struct stack *stack)
{
	const struct space *space = stack->user;
	unsigned nr = 0;

	if (has_unknown_marker(stack, f->max_stack))
		return;
	for (uint32_t i = 0; i < stack->nr && nr < f->max_stack; i++) {
		if (stack->ips[i] >= (uint64_t)PERF_CONTEXT_MAX) {
			space = space_of(stack, stack->ips[i]);
		} else {
			add_frame(f, space, stack->ips[i]);
			nr++;
		}
	}
}

/*
 * The text of a tracepoint follows its name, and then the scripts that fold text take the line
 * for one of no event, which none of their filters leaves out. An event that is asked for is
 * filtered by here.
 */
static const char *text_of(const struct folder *f, const struct session_event *event)
{
	const char *format = event->tep ? event->tep->print_fmt.format : NULL;

	return !f->filtered && format && !streq(format, "\"\"") ? "text" : "";
}

/* What a sample counts in the text: its period, where that is shown; else one. */
static uint64_t count_of(const struct profile_row *row)
{
	bool shown = row->event->file->attr.type != PERF_TYPE_TRACEPOINT;

	return shown && row->period ? row->period : row->nr_samples;
}

/* The first line that the text has for the row's samples; rows side by side often have one. */
static void make_line(struct folder *f, const struct profile_row *row)
{
	const struct profile_row *before = f->line_row;

	f->line_row = row;
	if (before && before->comm == row->comm && before->thread == row->thread &&
	    before->event == row->event)
		return;
	f->line.len = 0;
	outbuf_printf(&f->line, "%s %d/%d 0.000000: %s: %s", row->comm ? row->comm->text : ":-1",
	              row->thread ? (int)thread_pid(row->thread) : -1,
	              row->thread ? (int)thread_tid(row->thread) : -1, row->event->name,
	              text_of(f, row->event));
}

static void add_row(struct folder *f, const struct profile_row *row, const struct stack *stack)
{
	make_line(f, row);
	if (fold_line(f->fold, (struct str){ f->line.data, f->line.len }) == FOLD_OTHER_EVENT &&
	    !f->other)
		f->other = row->event;
	fold_set_count(f->fold, count_of(row));
	if (fold_is_open(f->fold) && f->chains &&
	    row->event->file->attr.sample_type & PERF_SAMPLE_CALLCHAIN)
		add_chain(f, stack);
	else if (fold_is_open(f->fold))
		add_ip(f, stack);
	fold_line(f->fold, STR(""));
}

/* Folding is shared out as counting was: a folder for what each worker counted. */
struct folding {
	const struct profile *profile;
	struct folder *folders; /* one a part */
	unsigned nr;
};

static void fold_part(void *ctx, size_t i)
{
	const struct folding *folding = ctx;
	struct profile_part_view part = profile_part(folding->profile, (unsigned)i);
	struct folder *f = &folding->folders[i];

	f->known = xcalloc(NR_KNOWN, sizeof(*f->known));
	for (size_t row = 0; row < part.nr_rows; row++)
		add_row(f, &part.rows[row], stack_table_at(part.stacks, part.rows[row].stack));
	fold_end(f->fold);
}

/* The event that counts is that of the first sample whose text is taken for one's with an event. */
static const struct session_event *first_event(const struct folder *f,
                                               const struct profile *profile)
{
	const struct profile_row *first = NULL;

	for (unsigned i = 0; i < profile_nr_parts(profile); i++) {
		struct profile_part_view part = profile_part(profile, i);

		for (size_t row = 0; row < part.nr_rows; row++)
			if (!*text_of(f, part.rows[row].event) &&
			    (!first || part.rows[row].first_seq < first->first_seq))
				first = &part.rows[row];
	}
	return first ? first->event : NULL;
}

static void tell_other_event(const struct folder *f)
{
	struct str counted = fold_event(f->fold);

	fprintf(stderr,
	        "Only the samples of %.*s are counted: --event-filter=%s counts those of another "
	        "event.\n",
	        STR_ARG(counted), f->other->name);
}

/* Fold all parts; the first folder then has it all. */
static void fold_all(struct folding *folding, const struct folder *like,
                     const struct fold_opts *opts)
{
	const struct session_event *counted = first_event(like, folding->profile);
	const struct folder *other = NULL;

	folding->nr = profile_nr_parts(folding->profile);
	if (!folding->nr)
		folding->nr = 1;
	folding->folders = xcalloc(folding->nr, sizeof(*folding->folders));
	for (unsigned i = 0; i < folding->nr; i++) {
		folding->folders[i] = *like;
		folding->folders[i].fold = fold_new(opts);
		if (counted)
			fold_set_event(folding->folders[i].fold, str_of(counted->name));
	}
	/* A tool that is asked for inlined functions answers in the order of the questions. */
	threads_run(opts->inlined ? 1 : folding->nr, profile_nr_parts(folding->profile), fold_part,
	            folding);
	for (unsigned i = 0; i < folding->nr; i++) {
		if (i)
			fold_merge(folding->folders[0].fold, folding->folders[i].fold);
		if (!other && folding->folders[i].other)
			other = &folding->folders[i];
	}
	if (other)
		tell_other_event(other);
}

static void folding_done(struct folding *folding)
{
	for (unsigned i = 0; i < folding->nr; i++) {
		fold_free(folding->folders[i].fold);
		free(folding->folders[i].known);
		outbuf_done(&folding->folders[i].line);
		outbuf_done(&folding->folders[i].frame_line);
	}
	free(folding->folders);
}

static int write_stdout(void *ctx, struct outbuf *text, struct err *err)
{
	(void)ctx;
	return outbuf_flush(text, STDOUT_FILENO, err);
}

#define DEFAULT_MAX_STACK 127

int folded_print(struct session *session, struct symbolizer *symbolizer,
                 const struct fold_opts *opts, const struct script_opts *filter, struct err *err)
{
	struct printer printer = {
		.opts = filter,
		.session = session,
		.model = session_model(session),
		.symbolizer = symbolizer,
	};
	/* Of a worker the filters only use what all share. */
	struct worker shared = { .printer = &printer };
	const struct profile_opts profile_opts = {
		.by_thread = opts->pid || opts->tid,
		.by_stack = !filter || !filter->hide_call_graph,
		.filter = filter ? passes : NULL,
		.filter_ctx = &shared,
		.unmerged = true,
	};
	AUTO(profile_freep) struct profile *profile = profile_new(&profile_opts);
	const struct folder like = {
		.symbolizer = symbolizer,
		.max_stack = filter ? filter->max_stack : DEFAULT_MAX_STACK,
		.chains = profile_opts.by_stack,
		.filtered = opts->event_filter != NULL,
	};
	AUTO(folding_done) struct folding folding = { .profile = profile };
	int r = profile_run(profile, session, err), written;

	fold_all(&folding, &like, opts);
	/* What was read before an error is good. */
	written = stacks_print(fold_stacks(folding.folders[0].fold), write_stdout, NULL,
	                       r < 0 ? NULL : err);
	notices_print(session, symbolizer,
	              &(struct walk_stats){ .nr_bad_samples = profile_stats(profile).nr_bad });
	return r < 0 ? r : written;
}

int folded_file(const char *path, const struct fold_opts *opts, struct err *err)
{
	AUTO(symbolizer_freep) struct symbolizer *symbolizer = NULL;
	AUTO(session_freep) struct session *session = NULL;
	int r = session_open(path, &(struct session_opts){ 0 }, &session, err);

	if (r < 0)
		return r;
	symbolizer = symbolizer_new(&(struct symbolizer_opts){ 0 });
	session_preload_symbols(session, symbolizer);
	return folded_print(session, symbolizer, opts, NULL, err);
}
