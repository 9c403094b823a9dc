/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "script/script/printer.h"

#include <stdlib.h>
#include <unistd.h>

#include "common/perfdata/reader.h"
#include "common/base/arena.h"
#include "common/base/mem.h"
#include "script/script/frame_cache.h"
#include "script/script/options.h"
#include "script/script/print.h"
#include "common/tally/trace_text.h"

static void print_period(struct worker *w, const struct item *it)
{
	outbuf_u64(w->out, it->sample->period, 10);
	outbuf_char(w->out, ' ');
}

static void print_event(struct worker *w, const struct item *it)
{
	outbuf_view(w->out, it->plan->name_text);
}

/* Flags come from instruction traces only: of other samples they are blank. */
static void print_flags(struct worker *w, const struct item *it)
{
	(void)it;
	outbuf_fill(w->out, ' ', 24);
}

const struct field_row sample_rows[] = {
	{ FIELD_BIT(FIELD_PERIOD), print_period },
	{ FIELD_BIT(FIELD_EVENT), print_event },
	{ FIELD_BIT(FIELD_FLAGS), print_flags },
	{ FIELD_BIT(FIELD_TRACE), print_trace },
	{ FIELD_BIT(FIELD_ADDR), print_addr },
	{ FIELD_BIT(FIELD_DATA_SRC), print_data_src },
	{ FIELD_BIT(FIELD_WEIGHT), print_weight },
	{ FIELD_BIT(FIELD_INS_LAT), print_ins_lat },
	{ FIELD_BIT(FIELD_IP), print_ip },
	{ FIELD_BIT(FIELD_IREGS), print_iregs },
	{ FIELD_BIT(FIELD_UREGS), print_uregs },
	{ FIELD_BIT(FIELD_BRSTACK) | FIELD_BIT(FIELD_BRSTACKSYM) | FIELD_BIT(FIELD_BRSTACKOFF),
	  print_brstack },
	{ FIELD_BIT(FIELD_BPF_OUTPUT), print_bpf_output },
	{ FIELD_BIT(FIELD_PHYS_ADDR), print_phys_addr },
	{ FIELD_BIT(FIELD_DATA_PAGE_SIZE), print_data_page_size },
	{ FIELD_BIT(FIELD_CODE_PAGE_SIZE), print_code_page_size },
	{ 0, NULL },
};

static size_t name_width(const struct session *session)
{
	size_t width = 0;

	for (size_t i = 0; i < session_nr_events(session); i++) {
		size_t len = strlen(session_event(session, i)->name);

		width = len > width ? len : width;
	}
	return width;
}

static unsigned frame_style(uint64_t fields)
{
	return (fields & FIELD_BIT(FIELD_IP) ? FRAME_IP : 0) |
	       (fields & FIELD_BIT(FIELD_SYM) ? FRAME_SYM : 0) |
	       (fields & FIELD_BIT(FIELD_SYMOFF) ? FRAME_SYMOFF : 0) |
	       (fields & FIELD_BIT(FIELD_DSO) ? FRAME_DSO : 0);
}

static size_t add_rows(struct event_plan *plan, const struct field_row *rows)
{
	size_t nr = 0;

	for (; rows->fields; rows++)
		if (plan->fields & rows->fields) {
			plan->rows[plan->nr_rows++] = rows;
			nr++;
		}
	return nr;
}

static void make_plan(struct printer *p, struct event_plan *plan, size_t width)
{
	const struct perf_event_attr *attr = &plan->event->file->attr;
	struct outbuf text = { 0 };

	plan->fields = p->fields->of[event_class_of(attr)].fields;
	if (plan->fields && p->fields->flags)
		plan->fields |= FIELD_BIT(FIELD_FLAGS);
	plan->chain = plan->fields & FIELD_BIT(FIELD_IP) && !p->opts->hide_call_graph &&
	              attr->sample_type & PERF_SAMPLE_CALLCHAIN;
	plan->frame_style = frame_style(plan->fields);

	plan->rows = arena_array(p->arena, const struct field_row *, FIELD_END);
	plan->nr_rows = 0;
	plan->nr_start_rows = add_rows(plan, start_rows);
	add_rows(plan, sample_rows);

	outbuf_right(&text, str_of(plan->event->name), (unsigned)width);
	outbuf_str(&text, ": ");
	plan->name_text = (struct str){ arena_strndup(p->arena, text.data, text.len), text.len };
	outbuf_done(&text);
}

void printer_plan(struct printer *p)
{
	size_t width = name_width(p->session), nr = session_nr_events(p->session);

	if (nr != p->nr_plans) {
		p->plans = xreallocarray(p->plans, nr, sizeof(*p->plans));
		for (size_t i = p->nr_plans; i < nr; i++)
			p->plans[i] = (struct event_plan){
				.event = session_event(p->session, i),
				.dump_fd = -1,
			};
		p->nr_plans = nr;
	}
	for (size_t i = 0; i < nr; i++)
		make_plan(p, &p->plans[i], width);
}

bool printer_in_order(const struct printer *p)
{
	uint64_t all = 0;

	for (size_t i = 0; i < p->nr_plans; i++)
		all |= p->plans[i].fields;
	return all & FIELD_BIT(FIELD_DATA_SRC);
}

void printer_done(struct printer *p)
{
	for (size_t i = 0; i < p->nr_plans; i++) {
		outbuf_done(&p->plans[i].dump);
		fd_closep(&p->plans[i].dump_fd);
	}
	free(p->plans);
	p->plans = NULL;
	p->nr_plans = 0;
	arena_free(p->arena);
	p->arena = NULL;
}

struct worker *worker_new(const struct printer *p)
{
	struct worker *w = xzalloc(sizeof(*w));

	w->printer = p;
	w->out = &w->text;
	w->frames = frame_cache_new(p->symbolizer, p->kernel_path);
	w->traces = trace_text_new(session_tep(p->session), p->trace_lock, &p->trace_names);
	return w;
}

void worker_free(struct worker *w)
{
	if (!w)
		return;
	frame_cache_free(w->frames);
	trace_text_free(w->traces);
	outbuf_done(&w->text);
	free(w);
}

void print_sample(struct worker *w, const struct item *it)
{
	const struct event_plan *plan = it->plan;

	for (size_t i = 0; i < plan->nr_rows; i++)
		plan->rows[i]->print(w, it);
	outbuf_char(w->out, '\n');
}
