/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/lib/event_text.h"

#include <inttypes.h>

#include "common/base/outbuf.h"
#include "common/base/sysroot.h"

const struct sysroot event_sysroot = { .root = TEST_DATA "/sysroot-event" };

static void word_if(struct outbuf *out, bool yes, const char *word)
{
	if (yes)
		outbuf_printf(out, " %s", word);
}

static void number_if(struct outbuf *out, uint64_t number, const char *name)
{
	if (number)
		outbuf_printf(out, " %s=0x%" PRIx64, name, number);
}

static void add_attr(struct outbuf *out, const struct perf_event_attr *attr)
{
	outbuf_printf(out, "%u:0x%" PRIx64, attr->type, (uint64_t)attr->config);
	if (attr->type == PERF_TYPE_BREAKPOINT) {
		outbuf_printf(out, " 0x%" PRIx64 "/%" PRIu64 ":%u", (uint64_t)attr->bp_addr,
		              (uint64_t)attr->bp_len, attr->bp_type);
	} else {
		number_if(out, attr->config1, "config1");
		number_if(out, attr->config2, "config2");
	}
	number_if(out, attr->sample_period, "period");
	number_if(out, attr->sample_type, "sample");
	word_if(out, attr->exclude_user, "-user");
	word_if(out, attr->exclude_kernel, "-kernel");
	word_if(out, attr->exclude_hv, "-hv");
	word_if(out, attr->exclude_idle, "-idle");
	word_if(out, attr->exclude_host, "-host");
	word_if(out, !attr->exclude_guest, "+guest");
	number_if(out, attr->precise_ip, "precise");
	word_if(out, attr->pinned, "pinned");
	word_if(out, attr->exclusive, "exclusive");
}

static void add_event(struct outbuf *out, const struct event *event)
{
	add_attr(out, &event->attr);
	word_if(out, event->precise_max, "P");
	word_if(out, event->sample_read, "S");
	word_if(out, event->weak_group, "W");
	word_if(out, event->bpf_counter, "b");
	number_if(out, event->tool, "tool");
	outbuf_printf(out, " | %s", event->name);
}

char *event_list_text(const struct event_list *list)
{
	struct outbuf out = { 0 };

	for (size_t i = 0; i < list->events.len; i++) {
		outbuf_str(&out, i ? "; " : "");
		add_event(&out, &list->events.data[i]);
	}
	return outbuf_take(&out);
}

static void switch_if(struct outbuf *out, bool given, bool on, const char *name)
{
	if (given)
		outbuf_printf(out, " %s=%d", name, on);
}

static void decimal_if(struct outbuf *out, bool given, uint64_t number, const char *name)
{
	if (given)
		outbuf_printf(out, " %s=%" PRIu64, name, number);
}

char *event_terms_text(const struct event_terms *terms)
{
	static const char *const callgraphs[] = {
		[EVENT_CALLGRAPH_NONE] = "no",
		[EVENT_CALLGRAPH_FP] = "fp",
		[EVENT_CALLGRAPH_DWARF] = "dwarf",
		[EVENT_CALLGRAPH_LBR] = "lbr",
	};
	struct outbuf out = { 0 };

	decimal_if(&out, terms->has_period, terms->period, "period");
	decimal_if(&out, terms->has_freq, terms->freq, "freq");
	decimal_if(&out, terms->has_branch_type, terms->branch_type, "branch_type");
	switch_if(&out, terms->has_time, terms->time, "time");
	if (terms->callgraph != EVENT_CALLGRAPH_DEFAULT)
		outbuf_printf(&out, " call-graph=%s", callgraphs[terms->callgraph]);
	decimal_if(&out, terms->has_stack_size, terms->stack_size, "stack-size");
	switch_if(&out, terms->has_inherit, terms->inherit, "inherit");
	decimal_if(&out, terms->has_max_stack, terms->max_stack, "max-stack");
	decimal_if(&out, terms->has_nr, terms->max_events, "nr");
	switch_if(&out, terms->has_overwrite, terms->overwrite, "overwrite");
	word_if(&out, terms->percore, "percore");
	word_if(&out, terms->aux_output, "aux-output");
	decimal_if(&out, terms->aux_sample_size, terms->aux_sample_size, "aux-sample-size");
	if (terms->metric_id)
		outbuf_printf(&out, " metric-id=%s", terms->metric_id);
	if (terms->driver_config)
		outbuf_printf(&out, " @%s", terms->driver_config);
	return outbuf_take(&out);
}
