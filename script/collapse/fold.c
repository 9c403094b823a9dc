/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "script/collapse/fold.h"

#include "common/base/mem.h"
#include "common/base/outbuf.h"
#include "common/base/vec.h"
#include "script/collapse/name_cache.h"
#include "script/collapse/memo.h"
#include "script/collapse/naming.h"
#include "script/collapse/parse.h"
#include "script/collapse/tidy.h"

struct fold {
	struct fold_opts opts;
	struct fold_stats stats;
	struct stacks *stacks;
	struct naming naming;
	struct memo *memo;
	struct name_cache *cache;

	struct outbuf event; /* what is counted; empty: the first one to come */
	bool event_is_default;
	bool event_warned;

	bool is_open; /* a sample is begun */
	bool is_java;
	struct stack_count period;
	struct outbuf last_head; /* of the last sample's line: where its process stands ... */
	struct outbuf last_tail; /* ... and the event that is counted */
	VEC(uint32_t) process;   /* its name ids, the last one first */
	VEC(uint32_t) frames;    /* of its frames, leaf first */

	bool in_srcline;       /* the next line is a source line ... */
	struct tidy unlocated; /* ... of this frame, whose names so far are in naming.text */
};

struct fold *fold_new(const struct fold_opts *opts)
{
	struct fold *f = xzalloc(sizeof(*f));

	f->opts = *opts;
	f->opts.event_filter = NULL;
	f->stacks = stacks_new();
	naming_init(&f->naming, opts, f->stacks);
	f->memo = memo_new();
	f->cache = name_cache_new();
	if (opts->event_filter)
		outbuf_str(&f->event, opts->event_filter);
	return f;
}

void fold_free(struct fold *f)
{
	if (!f)
		return;
	stacks_free(f->stacks);
	memo_free(f->memo);
	name_cache_free(f->cache);
	naming_done(&f->naming);
	outbuf_done(&f->event);
	outbuf_done(&f->last_head);
	outbuf_done(&f->last_tail);
	vec_done(&f->process);
	vec_done(&f->frames);
	free(f);
}

struct str fold_event(const struct fold *f)
{
	return (struct str){ f->event.data, f->event.len };
}

void fold_set_event(struct fold *f, struct str event)
{
	if (f->event.len)
		return;
	outbuf_view(&f->event, event);
	f->event_is_default = true;
}

bool fold_may_split(const struct fold *f)
{
	return !f->is_open && f->event.len && !f->opts.srcline && !f->opts.inlined;
}

struct fold *fold_new_like(const struct fold *f)
{
	struct fold *other = fold_new(&f->opts);

	outbuf_view(&other->event, fold_event(f));
	other->event_is_default = f->event_is_default;
	other->event_warned = f->event_warned;
	return other;
}

static struct str view(const struct outbuf *text)
{
	return (struct str){ text->data, text->len };
}

static void set_text(struct outbuf *text, struct str s)
{
	text->len = 0;
	outbuf_view(text, s);
}

static void set_process(struct fold *f, const struct sample_line *sample)
{
	struct outbuf *text = &f->naming.text;

	text->len = 0;
	outbuf_view(text, sample->comm);
	if (f->opts.tid || f->opts.pid) {
		outbuf_char(text, '-');
		outbuf_view(text, sample->pid.len ? sample->pid : STR("?"));
	}
	if (f->opts.tid) {
		outbuf_char(text, '/');
		outbuf_view(text, sample->tid);
	}
	for (size_t i = 0; i < text->len; i++)
		if (text->data[i] == ' ')
			text->data[i] = '_';
	f->is_java = str_starts((struct str){ text->data, text->len }, STR("java"));

	naming_identify(&f->naming);
	vec_clear(&f->process);
	vec_for_each(id, &f->naming.ids)
		vec_push(&f->process, *id);
}

static enum fold_result begin_sample(struct fold *f, const struct sample_line *sample)
{
	if (sample->event.len) {
		fold_set_event(f, sample->event);
		if (!str_eq(sample->event, fold_event(f))) {
			bool warn = f->event_is_default && !f->event_warned;

			/* A sample that no empty line has ended stays open: its header counts. */
			f->event_warned |= warn;
			f->stats.nr_filtered++;
			return warn ? FOLD_OTHER_EVENT : FOLD_USED;
		}
	}

	if (!sample->period.len || str_is(sample->period, "0"))
		f->period = (struct stack_count){ .exact = 1 };
	else
		f->period = stack_count_of(sample->period);
	if (!str_eq(sample->head, view(&f->last_head)))
		set_process(f, sample);
	set_text(&f->last_head, sample->head);
	set_text(&f->last_tail, sample->tail);
	f->is_open = true;
	return FOLD_USED;
}

/* Does the line begin a sample that differs from the last one's in time and cpu only? */
static bool is_like_last(const struct fold *f, struct str line)
{
	struct str head = view(&f->last_head), tail = view(&f->last_tail);

	return tail.len && line.len >= head.len + tail.len && str_ends(line, tail) &&
	       str_starts(line, head);
}

static void end_sample(struct fold *f)
{
	if (!f->is_open)
		return;
	vec_for_each(id, &f->process)
		vec_push(&f->frames, *id);
	stacks_add(f->stacks, f->frames.data, (uint32_t)f->frames.len, f->period);
	vec_clear(&f->frames);
	f->is_open = false;
	f->stats.nr_samples++;
}

uint32_t fold_frame_id(struct fold *f, struct str line)
{
	struct frame_line frame;

	if (!frame_line_parse(line, &frame))
		return FOLD_NO_FRAME;
	naming_reduce(&f->naming, &frame);
	return memo_entry(f->memo, &frame);
}

void fold_set_count(struct fold *f, uint64_t count)
{
	f->period = (struct stack_count){ .exact = count };
	f->last_tail.len = 0; /* it stands for another count */
}

bool fold_is_open(const struct fold *f)
{
	return f->is_open;
}

/* The names of a frame, in the process that the sample is of. */
static struct memo_names names_of_id(struct fold *f, uint32_t id)
{
	struct memo_names names = memo_names(f->memo, id, f->is_java);
	struct frame_line frame;

	if (names.nr != MEMO_UNKNOWN)
		return names;
	frame = memo_frame(f->memo, id);
	naming_frame(&f->naming, &frame, f->is_java);
	memo_set_names(f->memo, id, f->is_java, f->naming.ids.data, (uint32_t)f->naming.ids.len);
	return memo_names(f->memo, id, f->is_java);
}

static void push_names(struct fold *f, struct memo_names names)
{
	if (names.nr == 1) {
		vec_push(&f->frames, names.first);
		return;
	}
	for (uint32_t i = 0; i < names.nr; i++)
		vec_push(&f->frames, memo_ids(f->memo, names)[i]);
}

void fold_frame(struct fold *f, uint32_t id)
{
	push_names(f, names_of_id(f, id));
}

/* Go on with the names of a frame until one has a source line to come, or all are there. */
static void locate_names(struct fold *f)
{
	struct naming *n = &f->naming;

	f->in_srcline = false;
	while (tidy_next(&f->unlocated, &n->tidy, &n->text)) {
		if (!f->unlocated.is_anonymous) {
			f->in_srcline = true;
			return;
		}
		outbuf_char(&n->text, ';');
	}
	if (f->unlocated.nr == 0)
		return;
	n->text.len--;
	naming_identify(n);
	vec_for_each(id, &n->ids)
		vec_push(&f->frames, *id);
}

static void take_srcline(struct fold *f, struct str line)
{
	tidy_source(line, &f->naming.text);
	outbuf_char(&f->naming.text, ';');
	locate_names(f);
}

/* A frame whose names get source lines is never remembered: the lines to come decide them. */
static void begin_srcline(struct fold *f, uint32_t id)
{
	struct frame_line frame = memo_frame(f->memo, id);

	if (naming_inlines(&f->naming, &frame)) {
		fold_frame(f, id);
		return;
	}
	f->unlocated = naming_start(&f->naming, &frame, f->is_java);
	locate_names(f);
}

static enum fold_result take_frame(struct fold *f, struct str line)
{
	struct frame_line frame;
	struct memo_names *names;
	bool is_new;

	if (!frame_line_parse(line, &frame)) {
		f->stats.nr_unrecognized++;
		return FOLD_UNRECOGNIZED;
	}
	if (!f->is_open) {
		f->stats.nr_frames_outside++;
		return FOLD_USED;
	}

	naming_reduce(&f->naming, &frame);
	if (f->opts.srcline) {
		begin_srcline(f, memo_entry(f->memo, &frame));
		return FOLD_USED;
	}
	names = name_cache_add(f->cache, &frame, f->is_java, &is_new);
	if (is_new)
		*names = names_of_id(f, memo_entry(f->memo, &frame));
	push_names(f, *names);
	return FOLD_USED;
}

enum fold_result fold_line(struct fold *f, struct str line)
{
	struct sample_line sample;

	f->stats.nr_lines++;
	if (f->in_srcline) {
		take_srcline(f, line);
		return FOLD_USED;
	}
	if (!line.len) {
		end_sample(f);
		return FOLD_USED;
	}
	if (line.s[0] == '\t')
		return take_frame(f, line);
	if (line.s[0] == '#')
		return FOLD_USED;
	if (is_like_last(f, line)) {
		f->is_open = true;
		return FOLD_USED;
	}
	if (sample_line_parse(line, &sample))
		return begin_sample(f, &sample);
	return take_frame(f, line);
}

void fold_end(struct fold *f)
{
	f->stats.nr_unended += f->is_open;
	f->is_open = false;
	f->in_srcline = false;
	vec_clear(&f->frames);
}

void fold_merge(struct fold *f, const struct fold *from)
{
	stacks_merge(f->stacks, from->stacks);
	f->stats.nr_lines += from->stats.nr_lines;
	f->stats.nr_samples += from->stats.nr_samples;
	f->stats.nr_filtered += from->stats.nr_filtered;
	f->stats.nr_unrecognized += from->stats.nr_unrecognized;
	f->stats.nr_frames_outside += from->stats.nr_frames_outside;
	f->stats.nr_unended += from->stats.nr_unended;
}

const struct fold_stats *fold_stats(const struct fold *f)
{
	return &f->stats;
}

const struct stacks *fold_stacks(const struct fold *f)
{
	return f->stacks;
}
