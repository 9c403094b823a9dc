/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "common/tally/trace_dim.h"

#include <pthread.h>
#include <stdlib.h>

#include "common/base/mem.h"
#include "common/base/outbuf.h"
#include "common/base/strtab.h"
#include "common/session/session.h"
#include "common/tally/profile.h"
#include "common/tally/trace_text.h"

struct trace_dim {
	struct session *session;
	struct trace_names names;
	struct trace_text *text; /* made when the first is asked for: a pipe's formats come late */
	struct strtab *texts;
	struct outbuf line;
	pthread_mutex_t lock;    /* of all above */
	pthread_mutex_t library; /* of libtraceevent */
};

struct trace_dim *trace_dim_new(struct session *session, struct symbolizer *symbolizer)
{
	struct trace_dim *t = xzalloc(sizeof(*t));

	t->session = session;
	t->names = (struct trace_names){ session_model(session), symbolizer };
	t->texts = strtab_new();
	pthread_mutex_init(&t->lock, NULL);
	pthread_mutex_init(&t->library, NULL);
	return t;
}

void trace_dim_free(struct trace_dim *t)
{
	if (!t)
		return;
	trace_text_free(t->text);
	strtab_free(t->texts);
	outbuf_done(&t->line);
	pthread_mutex_destroy(&t->lock);
	pthread_mutex_destroy(&t->library);
	free(t);
}

uint64_t trace_dim(const struct profile_sample *s)
{
	struct trace_dim *t = s->dim_ctx;
	const char *text;

	pthread_mutex_lock(&t->lock);
	t->line.len = 0;
	if (s->event->tep && s->sample.raw) {
		if (!t->text)
			t->text = trace_text_new(session_tep(t->session), &t->library, &t->names);
		trace_text_print(t->text, s->event, &s->sample, &t->line);
	} else {
		outbuf_str(&t->line, "N/A");
	}
	outbuf_char(&t->line, '\0');
	text = strtab_add(t->texts, t->line.data);
	pthread_mutex_unlock(&t->lock);
	return (uintptr_t)text;
}
