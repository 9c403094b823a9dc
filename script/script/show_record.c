/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which records are shown, and as what. */
#include <stddef.h>

#include "common/base/err.h"
#include "common/perfdata/reader.h"
#include "script/script/options.h"
#include "script/script/record_text.h"
#include "script/script/record_text_user.h"
#include "script/script/walk.h"

/* Whose name stands before a record: the task it tells of, or the one in its id fields. */
enum whose { OF_SAMPLE_ID, OF_RECORD };

static const struct shown_type {
	uint32_t type;
	size_t option; /* offset of the flag in struct script_opts */
	enum whose whose;
} shown_types[] = {
#define SHOWN(type_, flag, whose_)                                \
	{                                                         \
		type_, offsetof(struct script_opts, flag), whose_ \
	}
	SHOWN(PERF_RECORD_MMAP, show_mmap_events, OF_RECORD),
	SHOWN(PERF_RECORD_MMAP2, show_mmap_events, OF_RECORD),
	SHOWN(PERF_RECORD_COMM, show_task_events, OF_RECORD),
	SHOWN(PERF_RECORD_FORK, show_task_events, OF_RECORD),
	SHOWN(PERF_RECORD_EXIT, show_task_events, OF_RECORD),
	SHOWN(PERF_RECORD_NAMESPACES, show_namespace_events, OF_RECORD),
	SHOWN(PERF_RECORD_CGROUP, show_cgroup_events, OF_SAMPLE_ID),
	SHOWN(PERF_RECORD_SWITCH, show_switch_events, OF_SAMPLE_ID),
	SHOWN(PERF_RECORD_SWITCH_CPU_WIDE, show_switch_events, OF_SAMPLE_ID),
	SHOWN(PERF_RECORD_LOST, show_lost_events, OF_SAMPLE_ID),
	SHOWN(PERF_RECORD_KSYMBOL, show_bpf_events, OF_SAMPLE_ID),
	SHOWN(PERF_RECORD_BPF_EVENT, show_bpf_events, OF_SAMPLE_ID),
	SHOWN(PERF_RECORD_TEXT_POKE, show_text_poke_events, OF_SAMPLE_ID),
	SHOWN(PERF_RECORD_KSYMBOL, show_text_poke_events, OF_SAMPLE_ID),
#undef SHOWN
};

static const struct shown_type *find_shown(const struct script_opts *opts, uint32_t type)
{
	for (size_t i = 0; i < sizeof(shown_types) / sizeof(shown_types[0]); i++) {
		const struct shown_type *s = &shown_types[i];

		if (s->type == type && *(const bool *)((const char *)opts + s->option))
			return s;
	}
	return NULL;
}

/* The thread in the body of a record: all these types begin with pid and, somewhere, tid. */
static uint32_t record_tid(const struct record *rec, uint32_t otherwise)
{
	struct record_namespaces ns;
	struct record_task task;
	struct record_mmap mm;
	struct record_comm comm;

	switch (rec->header->type) {
	case PERF_RECORD_MMAP:
	case PERF_RECORD_MMAP2:
		return record_mmap(rec, &mm, NULL) < 0 ? otherwise : mm.tid;
	case PERF_RECORD_COMM:
		return record_comm(rec, &comm, NULL) < 0 ? otherwise : comm.tid;
	case PERF_RECORD_FORK:
	case PERF_RECORD_EXIT:
		return record_task(rec, &task, NULL) < 0 ? otherwise : task.tid;
	case PERF_RECORD_NAMESPACES:
		return record_namespaces(rec, &ns, NULL) < 0 ? otherwise : ns.tid;
	default:
		return otherwise;
	}
}

/* What the id fields say, as a sample without a body. */
static int decode_id(const struct batch_record *br, struct sample *ret)
{
	const struct sample_format *f = br->format;
	struct sample_id id;
	int r = sample_id_decode(&br->rec, f, &id, NULL);

	if (r < 0)
		return r;
	*ret = (struct sample){
		.format = f,
		.misc = br->rec.header->misc,
		.pid = id.pid,
		.tid = id.tid,
		.cpu = f->sample_type & PERF_SAMPLE_CPU ? id.cpu : UINT32_MAX,
		.time_ns = id.time_ns,
	};
	return 0;
}

static void show_other(struct worker *w, const struct batch_record *br, uint64_t seq)
{
	const struct shown_type *shown = find_shown(w->printer->opts, br->rec.header->type);
	struct sample sample;
	struct item it = { .in = br, .sample = &sample, .event = br->event, .seq = seq };

	if (!shown || !br->event || decode_id(br, &sample) < 0)
		return;
	it.tid = shown->whose == OF_RECORD ? record_tid(&br->rec, sample.tid) : sample.tid;
	it.thread = model_thread(w->printer->model, it.tid, seq);
	it.plan = &w->printer->plans[br->event->index];
	if (!record_passes(w, &it))
		return;
	print_start(w, &it);
	record_text_print(&br->rec, NULL, w->out);
}

/* perf's value for what a sample does not have. */
static void mark_missing(struct sample *s)
{
	uint64_t has = s->format->sample_type;

	if (!(has & PERF_SAMPLE_TIME))
		s->time_ns = UINT64_MAX;
	if (!(has & PERF_SAMPLE_CPU))
		s->cpu = UINT32_MAX;
	if (!(has & PERF_SAMPLE_TID))
		s->pid = s->tid = UINT32_MAX;
}

static void show_sample(struct worker *w, const struct batch_record *br, uint64_t seq,
                        struct event_switch *event_switch)
{
	struct sample sample;
	struct item it = { .in = br, .sample = &sample, .event = br->event, .seq = seq };

	if (!br->event)
		return;
	if (batch_record_decode(br, &sample, NULL) < 0) {
		w->nr_bad_samples++;
		return;
	}
	mark_missing(&sample);
	it.plan = &w->printer->plans[br->event->index];
	it.tid = sample.tid;
	it.thread = model_thread(w->printer->model, it.tid, seq);
	if (w->printer->opts->dump)
		dump_sample_place(w, &it);
	if (!sample_passes(w, &it))
		return;
	if (event_switch_used(event_switch) && event_switch_hides(event_switch, br->event))
		return;
	if (!it.plan->fields)
		return;
	if (it.plan->dump_fd < 0) {
		print_sample(w, &it);
		return;
	}
	w->out = &it.plan->dump;
	print_sample(w, &it);
	w->out = &w->text;
	it.plan->dump_samples++;
}

void show_record(struct worker *w, const struct batch *batch, size_t i,
                 struct event_switch *event_switch)
{
	const struct batch_record *br = &batch->records[i];
	uint32_t type = br->rec.header->type;
	uint64_t seq = batch->first_seq + i;
	/* A sample that reads several counters stands there once for each. */
	bool again = i && batch->records[i - 1].rec.header == br->rec.header;

	if (w->printer->opts->dump && !again)
		dump_record(w, br);
	if (type == PERF_RECORD_SAMPLE)
		show_sample(w, br, seq, event_switch);
	else if (type < RECORD_USER_FIRST)
		show_other(w, br, seq);
	else if (type == RECORD_FINISHED_ROUND && w->printer->opts->show_round_events)
		record_text_print(&br->rec, NULL, w->out);
	else if (type == RECORD_AUXTRACE_ERROR && !w->printer->opts->dump)
		record_text_user_print(&br->rec, w->out); /* perf shows these unasked */
}
