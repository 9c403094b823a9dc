/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "common/tally/trace_text.h"

#include <traceevent/event-parse.h>
#include <traceevent/trace-seq.h>

#include "common/abi/sample.h"
#include "common/base/arena.h"
#include "common/base/hmap.h"
#include "common/base/mem.h"
#include "common/base/outbuf.h"
#include "common/base/vec.h"
#include "common/model/dso.h"
#include "common/model/mapping.h"
#include "common/model/model.h"
#include "common/object/symtab.h"
#include "common/session/session.h"
#include "common/symbol/symbolizer.h"

#define TRACE_TEXT_BYTES (UINT64_C(32) << 20)

/* A record that was formatted before; those of one hash are chained. */
struct known {
	const struct known *next;
	const struct session_event *event;
	const uint8_t *bytes; /* behind the common fields */
	const char *text;
	uint32_t nr_bytes, len;
};

struct trace_text {
	struct tep_handle *tep;
	pthread_mutex_t *lock;
	struct trace_seq seq;
	struct arena *arena;
	struct hmap known; /* hash -> struct known */
	VEC(int) common;   /* by the event's index: bytes of common fields + 1, -1: not cached */
};

/* The library asks for the function at *addr, its start and, of a module, the module's name. */
static char *function_at(void *priv, unsigned long long *addr, char **module)
{
	const struct trace_names *names = priv;
	const struct mapping *m = model_find_kernel_mapping(names->model, *addr, UINT64_MAX);
	const struct symbol *symbol;
	uint64_t offset;

	if (!m)
		return NULL;
	symbol = symbolizer_find(names->symbolizer, m->dso, mapping_dso_addr(m, *addr), &offset);
	if (!symbol)
		return NULL;
	*module = m->dso->kind == DSO_MODULE ? (char *)(uintptr_t)m->dso->short_name : NULL;
	*addr -= offset;
	return (char *)(uintptr_t)symbol->name;
}

struct trace_text *trace_text_new(struct tep_handle *tep, pthread_mutex_t *lock,
                                  const struct trace_names *names)
{
	struct trace_text *t = xzalloc(sizeof(*t));

	if (tep)
		tep_set_function_resolver(tep, function_at, (void *)(uintptr_t)names);
	t->tep = tep;
	t->lock = lock;
	trace_seq_init(&t->seq);
	t->arena = arena_new();
	return t;
}

void trace_text_free(struct trace_text *t)
{
	if (!t)
		return;
	trace_seq_destroy(&t->seq);
	hmap_done(&t->known);
	vec_done(&t->common);
	arena_free(t->arena);
	free(t);
}

/* Bytes of a record that its text does not depend on; -1 where that cannot be said. */
static int common_bytes(const struct tep_event *tep)
{
	int end = 0;

	if (tep->print_fmt.format && strstr(tep->print_fmt.format, "common_"))
		return -1;
	for (const struct tep_format_field *f = tep->format.common_fields; f; f = f->next)
		if (f->offset + f->size > end)
			end = f->offset + f->size;
	return end;
}

static int common_of(struct trace_text *t, const struct session_event *event)
{
	while (t->common.len <= event->index)
		vec_push(&t->common, 0);
	if (!t->common.data[event->index]) {
		int bytes = common_bytes(event->tep);

		t->common.data[event->index] = bytes < 0 ? -1 : bytes + 1;
	}
	return t->common.data[event->index] < 0 ? -1 : t->common.data[event->index] - 1;
}

/* The text is in t->seq until the next call. */
static struct str format(struct trace_text *t, const struct sample *sample)
{
	struct tep_record record = {
		.cpu = (int)sample->cpu,
		.data = (void *)(uintptr_t)sample->raw,
		.size = (int)sample->raw_size,
	};

	trace_seq_reset(&t->seq);
	pthread_mutex_lock(t->lock);
	tep_print_event(t->tep, &t->seq, &record, "%s", TEP_PRINT_INFO);
	pthread_mutex_unlock(t->lock);
	return (struct str){ t->seq.buffer, t->seq.len };
}

static void stay_bounded(struct trace_text *t)
{
	if (arena_used_bytes(t->arena) < TRACE_TEXT_BYTES)
		return;
	hmap_done(&t->known);
	arena_free(t->arena);
	t->arena = arena_new();
}

void trace_text_print(struct trace_text *t, const struct session_event *event,
                      const struct sample *sample, struct outbuf *out)
{
	int common = common_of(t, event);
	const uint8_t *bytes;
	uint32_t nr_bytes;
	uint64_t *slot;
	struct known *made;
	struct str text;

	if (common < 0 || sample->raw_size < (uint32_t)common) {
		outbuf_view(out, format(t, sample));
		return;
	}
	bytes = (const uint8_t *)sample->raw + common;
	nr_bytes = sample->raw_size - (uint32_t)common;
	stay_bounded(t);
	slot = hmap_add(&t->known, hash_u64(hash_bytes(bytes, nr_bytes) ^ (uintptr_t)event), NULL);
	for (const struct known *k = (void *)(uintptr_t)*slot; k; k = k->next) {
		if (k->event != event || k->nr_bytes != nr_bytes ||
		    memcmp(k->bytes, bytes, nr_bytes) != 0)
			continue;
		outbuf_bytes(out, k->text, k->len);
		return;
	}

	text = format(t, sample);
	outbuf_view(out, text);
	made = arena_alloc(t->arena, sizeof(*made));
	*made = (struct known){
		.next = (void *)(uintptr_t)*slot,
		.event = event,
		.bytes = arena_memdup(t->arena, bytes, nr_bytes),
		.text = arena_strndup(t->arena, text.s, text.len),
		.nr_bytes = nr_bytes,
		.len = (uint32_t)text.len,
	};
	*slot = (uintptr_t)made;
}
