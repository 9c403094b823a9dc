/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "script/collapse/text.h"

#include <inttypes.h>
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

#include "common/base/err.h"
#include "common/base/mem.h"
#include "common/base/outbuf.h"
#include "common/base/threads.h"
#include "common/base/vec.h"

#define CHUNK_BYTES    ((size_t)512 << 10) /* of text, folded by one thread at a time */
#define LINE_BYTES_MAX ((size_t)64 << 20)  /* a longer line is no text */

/* A line to tell of, when those before it have been told of. */
struct remark {
	enum fold_result result;
	struct str line;
	uint64_t nr; /* in its chunk */
};

struct text {
	int fd;
	const struct text_opts *opts;

	pthread_mutex_t reading; /* holds: what is read next */
	struct outbuf rest;      /* read, but behind the end of the last chunk */
	bool ended;
	uint64_t nr_chunks; /* given out */
	int failed;
	struct err *err;

	pthread_mutex_t telling; /* holds: what is known of the chunks that are done */
	pthread_cond_t done;
	VEC(uint64_t) lines; /* + 1, in each chunk that is done; 0: it is not */
	uint64_t nr_done;    /* all chunks before this one are */
	uint64_t nr_lines;   /* in those */
	bool told_of_event;
};

struct worker {
	struct text *text;
	struct fold *fold;
	struct outbuf chunk; /* lines that no other has */
	uint64_t nr;         /* which one it is */
	VEC(struct remark) remarks;
};

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

/* Read more behind what the chunk holds, a chunk's worth at least. */
static int fill(struct text *t, struct outbuf *chunk)
{
	size_t want = chunk->len + CHUNK_BYTES;

	while (chunk->len < want && !t->ended) {
		char *to = outbuf_reserve(chunk, want - chunk->len);
		ssize_t nr = read(t->fd, to, want - chunk->len);

		if (nr < 0 && errno == EINTR)
			continue;
		if (nr < 0)
			return err_set(t->err, errno, "%m");
		chunk->len += (size_t)nr;
		t->ended = nr == 0;
	}
	if (!t->ended && end_of_lines(chunk->data, chunk->len) == 0 && chunk->len > LINE_BYTES_MAX)
		return err_set(t->err, EFBIG, "a line has more than %zu bytes", LINE_BYTES_MAX);
	return 0;
}

/* The chunk ends at `end`, what is behind is the next one's. */
static void cut(struct worker *w, size_t end)
{
	struct text *t = w->text;

	t->rest.len = 0;
	outbuf_bytes(&t->rest, w->chunk.data + end, w->chunk.len - end);
	w->chunk.len = end;
	w->nr = t->nr_chunks++;
}

/* All chunks before the worker's are done when this returns. t->telling is held. */
static void wait_for_turn(struct worker *w)
{
	struct text *t = w->text;

	while (t->nr_done < w->nr)
		pthread_cond_wait(&t->done, &t->telling);
}

static void tell(struct worker *w)
{
	struct text *t = w->text;

	vec_for_each(remark, &w->remarks) {
		if (remark->result == FOLD_OTHER_EVENT && t->told_of_event)
			continue;
		t->told_of_event |= remark->result == FOLD_OTHER_EVENT;
		t->opts->tell(t->opts->ctx, remark->result, remark->line, t->nr_lines + remark->nr);
	}
}

/* Say what there is to say of the chunk, in the order of the text, and that it is done. */
static void finish_chunk(struct worker *w, uint64_t nr_lines)
{
	struct text *t = w->text;

	pthread_mutex_lock(&t->telling);
	if (w->remarks.len) {
		wait_for_turn(w);
		tell(w);
	}
	while (t->lines.len <= w->nr)
		vec_push(&t->lines, 0);
	t->lines.data[w->nr] = nr_lines + 1;
	while (t->nr_done < t->lines.len && t->lines.data[t->nr_done])
		t->nr_lines += t->lines.data[t->nr_done++] - 1;
	pthread_cond_broadcast(&t->done);
	pthread_mutex_unlock(&t->telling);
}

static void fold_chunk(struct worker *w)
{
	const char *at = w->chunk.data, *end = at + w->chunk.len;
	uint64_t nr_lines = 0;

	vec_clear(&w->remarks);
	while (at < end) {
		const char *newline = *at == '\n' ? at : memchr(at, '\n', (size_t)(end - at));
		struct str line = { at, (size_t)((newline ? newline : end) - at) };
		enum fold_result result = fold_line(w->fold, line);

		nr_lines++;
		if (result != FOLD_USED)
			vec_push(&w->remarks, (struct remark){ result, line, nr_lines });
		at = newline ? newline + 1 : end;
	}
	finish_chunk(w, nr_lines);
}

/*
 * Take the next chunk. It ends behind an empty line, or else it is folded at once, so that the
 * lines that follow come to the same fold. False: there is no more.
 */
static bool take_chunk(struct worker *w)
{
	struct text *t = w->text;

	for (;;) {
		size_t end;

		w->chunk.len = 0;
		outbuf_view(&w->chunk, (struct str){ t->rest.data, t->rest.len });
		t->rest.len = 0;
		do {
			t->failed = fill(t, &w->chunk);
			end = t->ended ? w->chunk.len : end_of_lines(w->chunk.data, w->chunk.len);
		} while (!t->failed && !end && !t->ended);
		if (t->failed || !end)
			return false;
		if (t->ended || end_of_samples(w->chunk.data, end)) {
			cut(w, t->ended ? end : end_of_samples(w->chunk.data, end));
			return true;
		}
		cut(w, end);
		fold_chunk(w);
	}
}

static bool next_chunk(struct worker *w)
{
	struct text *t = w->text;
	bool taken;

	pthread_mutex_lock(&t->reading);
	taken = !t->failed && take_chunk(w);
	pthread_mutex_unlock(&t->reading);
	return taken;
}

static void work(void *ctx, size_t i)
{
	struct worker *w = &((struct worker *)ctx)[i];

	while (next_chunk(w))
		fold_chunk(w);
}

static void worker_done(struct worker *w)
{
	outbuf_done(&w->chunk);
	vec_done(&w->remarks);
}

/* What is left, by all threads; `first` has closed its last sample. */
static void fold_by_all(struct text *t, struct worker *first)
{
	unsigned nr = t->opts->nr_threads;
	AUTO(freep) struct worker *workers = xcalloc(nr, sizeof(*workers));

	for (unsigned i = 0; i < nr; i++)
		workers[i] = (struct worker){ .text = t, .fold = fold_new_like(first->fold) };
	threads_run(nr, nr, work, workers);
	for (unsigned i = 0; i < nr; i++) {
		fold_merge(first->fold, workers[i].fold);
		fold_free(workers[i].fold);
		worker_done(&workers[i]);
	}
}

int text_fold(struct fold *fold, int fd, const struct text_opts *opts, struct err *err)
{
	struct text t = { .fd = fd,
		          .opts = opts,
		          .err = err,
		          .reading = PTHREAD_MUTEX_INITIALIZER,
		          .telling = PTHREAD_MUTEX_INITIALIZER,
		          .done = PTHREAD_COND_INITIALIZER };
	struct worker first = { .text = &t, .fold = fold };

	/* The first chunk is all of most texts, and it tells which event is counted. */
	while (next_chunk(&first)) {
		fold_chunk(&first);
		if (opts->nr_threads > 1 && !t.ended && fold_may_split(fold))
			fold_by_all(&t, &first);
	}
	worker_done(&first);
	outbuf_done(&t.rest);
	vec_done(&t.lines);
	pthread_mutex_destroy(&t.reading);
	pthread_mutex_destroy(&t.telling);
	pthread_cond_destroy(&t.done);
	return t.failed;
}
