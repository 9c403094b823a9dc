/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "script/collapse/text.h"

#include <inttypes.h>
#include <stdlib.h>
#include <unistd.h>

#include "common/base/err.h"
#include "common/base/mem.h"
#include "common/base/threads.h"
#include "common/base/vec.h"

#define BLOCK_BYTES    ((size_t)512 << 10) /* of text, a thread and turn */
#define LINE_BYTES_MAX ((size_t)64 << 20)  /* a longer line is no text */

/* A line to tell of, when those before it have been told of. */
struct remark {
	enum fold_result result;
	struct str line;
	uint64_t nr; /* in its block */
};

/* One thread's part of a turn. */
struct worker {
	struct fold *fold;
	struct str block;
	uint64_t nr_lines;
	VEC(struct remark) remarks;
};

struct text {
	int fd;
	const struct text_opts *opts;
	char *data;
	size_t len, cap;
	bool ended;
	bool told_of_event;
	uint64_t nr_lines; /* folded so far */
	struct worker self;
	VEC(struct worker) others; /* empty: there was no need for them yet */
};

/* Read until `want` bytes are there, or the text ends. */
static int fill(struct text *t, size_t want, struct err *err)
{
	if (t->cap < want) {
		t->cap = want;
		t->data = xrealloc(t->data, t->cap);
	}
	while (t->len < want && !t->ended) {
		ssize_t nr = read(t->fd, t->data + t->len, want - t->len);

		if (nr < 0 && errno == EINTR)
			continue;
		if (nr < 0)
			return err_set(err, errno, "%m");
		t->len += (size_t)nr;
		t->ended = nr == 0;
	}
	return 0;
}

static void consume(struct text *t, size_t bytes)
{
	t->len -= bytes;
	memmove(t->data, t->data + bytes, t->len);
}

/* The position behind the last newline of text[0..len), 0: there is none. */
static size_t end_of_lines(const char *text, size_t len)
{
	const char *newline = len ? memrchr(text, '\n', len) : NULL;

	return newline ? (size_t)(newline - text) + 1 : 0;
}

/* The position behind the last empty line. */
static size_t end_of_samples(const char *text, size_t len)
{
	while ((len = end_of_lines(text, len)) > 1) {
		if (text[len - 2] == '\n')
			return len;
		len--;
	}
	return 0;
}

static void fold_block(struct worker *w)
{
	const char *at = w->block.s, *end = at + w->block.len;

	w->nr_lines = 0;
	vec_clear(&w->remarks);
	while (at < end) {
		const char *newline = *at == '\n' ? at : memchr(at, '\n', (size_t)(end - at));
		struct str line = { at, (size_t)((newline ? newline : end) - at) };
		enum fold_result result = fold_line(w->fold, line);

		w->nr_lines++;
		if (result != FOLD_USED)
			vec_push(&w->remarks, (struct remark){ result, line, w->nr_lines });
		at = newline ? newline + 1 : end;
	}
}

/* After a block: say what there is to say of its lines. */
static void tell(struct text *t, struct worker *w)
{
	vec_for_each(remark, &w->remarks) {
		if (remark->result == FOLD_OTHER_EVENT) {
			if (t->told_of_event)
				continue;
			t->told_of_event = true;
		}
		t->opts->tell(t->opts->ctx, remark->result, remark->line, t->nr_lines + remark->nr);
	}
	t->nr_lines += w->nr_lines;
}

static void fold_part(void *ctx, size_t i)
{
	struct text *t = ctx;

	fold_block(&t->others.data[i]);
}

/* Cut text[0..len), which ends with an empty line, into a part for each thread. */
static void cut(struct text *t, size_t len)
{
	size_t from = 0, nr = t->others.len;

	for (size_t i = 0; i < nr; i++) {
		size_t to = i + 1 == nr ? len : end_of_samples(t->data, len / nr * (i + 1));

		if (to < from)
			to = from;
		t->others.data[i].block = (struct str){ t->data + from, to - from };
		from = to;
	}
}

static void start_others(struct text *t)
{
	for (unsigned i = 0; i < t->opts->nr_threads; i++)
		vec_add(&t->others)->fold = fold_new_like(t->self.fold);
}

static void fold_by_all(struct text *t, size_t len)
{
	if (!t->others.len)
		start_others(t);
	cut(t, len);
	threads_run(t->opts->nr_threads, t->others.len, fold_part, t);
	vec_for_each(w, &t->others)
		tell(t, w);
	consume(t, len);
}

static void fold_by_self(struct text *t, size_t len)
{
	t->self.block = (struct str){ t->data, len };
	fold_block(&t->self);
	tell(t, &t->self);
	consume(t, len);
}

static int fold_all(struct text *t, struct err *err)
{
	size_t want =
		BLOCK_BYTES; /* the first block is enough for most texts, or tells the event */

	while (!t->ended || t->len) {
		size_t len;
		int r = fill(t, want, err);

		if (r < 0)
			return r;
		if (t->opts->nr_threads > 1 && t->len > BLOCK_BYTES &&
		    fold_may_split(t->self.fold) && (len = end_of_samples(t->data, t->len)))
			fold_by_all(t, len);
		else if ((len = t->ended ? t->len : end_of_lines(t->data, t->len)))
			fold_by_self(t, len);
		else if (t->len > LINE_BYTES_MAX)
			return err_set(err, EFBIG, "line %" PRIu64 " has more than %zu bytes",
			               t->nr_lines + 1, LINE_BYTES_MAX);

		want = BLOCK_BYTES * (t->opts->nr_threads + 1);
		if (t->len > want / 2) /* the beginning of a long line */
			want = 2 * t->len;
	}
	return 0;
}

int text_fold(struct fold *fold, int fd, const struct text_opts *opts, struct err *err)
{
	struct text t = { .fd = fd, .opts = opts, .self = { .fold = fold } };
	int r = fold_all(&t, err);

	vec_for_each(w, &t.others) {
		fold_merge(fold, w->fold);
		fold_free(w->fold);
		vec_done(&w->remarks);
	}
	vec_done(&t.others);
	vec_done(&t.self.remarks);
	free(t.data);
	return r;
}
