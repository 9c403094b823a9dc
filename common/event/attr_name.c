/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Names made of attrs, as perf makes them for events that were given none. */
#include <linux/hw_breakpoint.h>
#include <linux/perf_event.h>

#include "common/base/mem.h"
#include "common/base/outbuf.h"
#include "common/event/event.h"
#include "common/event/names.h"

struct modifier_text {
	struct outbuf *out;
	bool colon;
};

static void add_letter(struct modifier_text *m, char letter)
{
	if (!m->colon)
		outbuf_char(m->out, ':');
	m->colon = true;
	outbuf_char(m->out, letter);
}

/*
 * ":ukhppHG" as far as it differs from the default. H and G are shown when the exclusion of
 * guests is not what it is by default: not set without other modifiers, set with them.
 */
static void add_modifiers(const struct perf_event_attr *attr, struct outbuf *out)
{
	struct modifier_text m = { .out = out };
	bool others = false;

	if (attr->exclude_kernel || attr->exclude_user || attr->exclude_hv) {
		if (!attr->exclude_kernel)
			add_letter(&m, 'k');
		if (!attr->exclude_user)
			add_letter(&m, 'u');
		if (!attr->exclude_hv)
			add_letter(&m, 'h');
		others = true;
	}
	for (unsigned i = 0; i < attr->precise_ip; i++) {
		add_letter(&m, 'p');
		others = true;
	}
	if (attr->exclude_host || attr->exclude_guest == others) {
		if (!attr->exclude_host)
			add_letter(&m, 'H');
		if (!attr->exclude_guest)
			add_letter(&m, 'G');
	}
}

static void add_symbol(const struct perf_event_attr *attr, const char *unknown, struct outbuf *out)
{
	const struct event_symbol *symbol = event_symbol_of(attr->type, attr->config);

	outbuf_str(out, symbol && symbol->shown ? symbol->shown : unknown);
	add_modifiers(attr, out);
}

static void add_cache(const struct perf_event_attr *attr, struct outbuf *out)
{
	uint64_t type = attr->config & 0xff;
	uint64_t op = attr->config >> 8 & 0xff;
	uint64_t result = attr->config >> 16 & 0xff;

	if (type >= EVENT_CACHE_TYPES_NR)
		outbuf_str(out, "unknown-ext-hardware-cache-type");
	else if (op >= EVENT_CACHE_OPS_NR)
		outbuf_str(out, "unknown-ext-hardware-cache-op");
	else if (result >= EVENT_CACHE_RESULTS_NR)
		outbuf_str(out, "unknown-ext-hardware-cache-result");
	else if (!event_cache_can((unsigned)type, (unsigned)op))
		outbuf_str(out, "invalid-cache");
	else if (result == PERF_COUNT_HW_CACHE_RESULT_ACCESS)
		outbuf_printf(out, "%s-%s", event_cache_types[type].names[0],
		              event_cache_ops[op].names[1]);
	else
		outbuf_printf(out, "%s-%s-%s", event_cache_types[type].names[0],
		              event_cache_ops[op].names[0], event_cache_results[result].names[0]);
	add_modifiers(attr, out);
}

static void add_breakpoint(const struct perf_event_attr *attr, struct outbuf *out)
{
	outbuf_printf(out, "mem:0x%llx:", (unsigned long long)attr->bp_addr);
	if (attr->bp_type & HW_BREAKPOINT_R)
		outbuf_char(out, 'r');
	if (attr->bp_type & HW_BREAKPOINT_W)
		outbuf_char(out, 'w');
	if (attr->bp_type & HW_BREAKPOINT_X)
		outbuf_char(out, 'x');
	add_modifiers(attr, out);
}

char *event_name_of_attr(const struct perf_event_attr *attr)
{
	struct outbuf name = { 0 };

	switch (attr->type) {
	case PERF_TYPE_HARDWARE:
		add_symbol(attr, "unknown-hardware", &name);
		break;
	case PERF_TYPE_SOFTWARE:
		add_symbol(attr, "unknown-software", &name);
		break;
	case PERF_TYPE_HW_CACHE:
		add_cache(attr, &name);
		break;
	case PERF_TYPE_RAW:
		outbuf_printf(&name, "raw 0x%llx", (unsigned long long)attr->config);
		add_modifiers(attr, &name);
		break;
	case PERF_TYPE_TRACEPOINT:
		outbuf_str(&name, "unknown tracepoint");
		break;
	case PERF_TYPE_BREAKPOINT:
		add_breakpoint(attr, &name);
		break;
	default:
		outbuf_printf(&name, "unknown attr type: %u", attr->type);
		break;
	}
	return outbuf_take(&name);
}
