/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * Tracepoint records as text, by libtraceevent.
 *
 * The library is slow and serves one thread at a time, so each distinct record is formatted
 * once a worker: what follows the common fields decides the text, unless the event's print
 * format looks at those.
 */
#include <pthread.h>

#include "common/base/cleanup.h"

struct model;
struct outbuf;
struct sample;
struct session_event;
struct symbolizer;
struct tep_handle;
struct trace_text;

/* What names the kernel's functions in texts (%ps). */
struct trace_names {
	const struct model *model;
	struct symbolizer *symbolizer;
};

/* lock: held while the library works; shared by all workers, as `names` is. */
struct trace_text *trace_text_new(struct tep_handle *tep, pthread_mutex_t *lock,
                                  const struct trace_names *names);
void trace_text_free(struct trace_text *t);
DEFINE_AUTO(struct trace_text *, trace_text_free);

/* event->tep and sample->raw must be there. */
void trace_text_print(struct trace_text *t, const struct session_event *event,
                      const struct sample *sample, struct outbuf *out);
