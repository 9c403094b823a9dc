/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Layouts: Linux 6.1 tools/perf/Documentation/perf.data-file-format.txt; words: perf 6.1's. */
#include "script/script/record_text_user.h"

#include <inttypes.h>

#include "common/abi/record.h"
#include "common/base/outbuf.h"

static void text_id_index(struct cursor c, struct outbuf *out)
{
	uint64_t nr, id, idx, cpu, tid;

	if (!cursor_u64(&c, &nr))
		return;
	outbuf_printf(out, " nr: %" PRIu64 "\n", nr);
	while (nr-- && cursor_u64(&c, &id) && cursor_u64(&c, &idx) && cursor_u64(&c, &cpu) &&
	       cursor_u64(&c, &tid))
		outbuf_printf(out,
		              " ... id: %" PRIu64 "  idx: %" PRIu64 "  cpu: %" PRId64
		              "  tid: %" PRId64 "\n",
		              id, idx, (int64_t)cpu, (int64_t)tid);
}

static void text_thread_map(struct cursor c, struct outbuf *out)
{
	uint64_t nr, tid;

	if (!cursor_u64(&c, &nr))
		return;
	outbuf_printf(out, " nr: %" PRIu64 " thread%s", nr, nr > 1 ? "s" : "");
	for (uint64_t i = 0; i < nr && cursor_u64(&c, &tid) && cursor_skip(&c, 16); i++)
		outbuf_printf(out, "%s%d", i ? ", " : ": ", (int)tid);
	outbuf_char(out, '\n');
}

/* "0-1,5" from cpus that come one by one in growing order. */
struct cpu_ranges {
	struct outbuf *out;
	int64_t first, last;
	bool open, printed;
};

static void close_range(struct cpu_ranges *r)
{
	if (!r->open)
		return;
	outbuf_printf(r->out, "%s%" PRId64, r->printed ? "," : "", r->first);
	if (r->last > r->first)
		outbuf_printf(r->out, "-%" PRId64, r->last);
	r->printed = true;
	r->open = false;
}

static void add_cpu(struct cpu_ranges *r, int64_t cpu)
{
	if (r->open && cpu == r->last + 1) {
		r->last = cpu;
		return;
	}
	close_range(r);
	r->first = r->last = cpu;
	r->open = true;
}

static void add_mask(struct cpu_ranges *r, struct cursor c)
{
	uint16_t nr, long_size;
	uint64_t bits;

	if (!cursor_u16(&c, &nr) || !cursor_u16(&c, &long_size))
		return;
	if (long_size == 8)
		cursor_skip(&c, 4); /* the 64-bit masks have padding before them */
	for (unsigned i = 0; i < nr; i++) {
		uint32_t half = 0;
		bool ok = long_size == 4 ? cursor_u32(&c, &half) : cursor_u64(&c, &bits);

		if (!ok)
			return;
		if (long_size == 4)
			bits = half;
		for (unsigned bit = 0; bit < 8u * long_size; bit++)
			if (bits >> bit & 1)
				add_cpu(r, (int64_t)i * 8 * long_size + bit);
	}
}

static void text_cpus(struct cursor c, struct outbuf *out)
{
	struct cpu_ranges ranges = { .out = out };
	uint16_t type, nr, cpu, start, end;

	if (!cursor_u16(&c, &type))
		return;
	if (type == 0 && cursor_u16(&c, &nr)) {
		while (nr-- && cursor_u16(&c, &cpu))
			add_cpu(&ranges, (int16_t)cpu);
	} else if (type == 1) {
		add_mask(&ranges, c);
	} else if (type == 2 && cursor_skip(&c, 2) && cursor_u16(&c, &start) &&
	           cursor_u16(&c, &end)) {
		for (uint32_t i = start; i <= end; i++)
			add_cpu(&ranges, i);
	}
	close_range(&ranges);
	outbuf_char(out, '\n');
}

static void text_cpu_map(struct cursor c, struct outbuf *out)
{
	outbuf_str(out, ": ");
	text_cpus(c, out);
}

static void text_event_update(struct cursor c, struct outbuf *out)
{
	uint64_t type, id;
	struct str text;
	double scale;

	if (!cursor_u64(&c, &type) || !cursor_u64(&c, &id))
		return;
	outbuf_printf(out, "\n... id:    %" PRIu64 "\n", id);
	if (type == 0 && cursor_cstr(&c, &text))
		outbuf_printf(out, "... unit:  %.*s\n", STR_ARG(text));
	else if (type == 1 && cursor_copy(&c, &scale, sizeof(scale)))
		outbuf_printf(out, "... scale: %f\n", scale);
	else if (type == 2 && cursor_cstr(&c, &text))
		outbuf_printf(out, "... name:  %.*s\n", STR_ARG(text));
	else if (type == 3) {
		outbuf_str(out, "... ");
		text_cpus(c, out);
	}
}

static void text_time_conv(struct cursor c, struct outbuf *out)
{
	uint64_t shift, mult, zero, cycles, mask;
	uint8_t cap_zero = 0, cap_short = 0;

	if (!cursor_u64(&c, &shift) || !cursor_u64(&c, &mult) || !cursor_u64(&c, &zero))
		return;
	outbuf_printf(out,
	              "\n... Time Shift      %" PRIu64 "\n... Time Muliplier  %" PRIu64
	              "\n... Time Zero       %" PRIu64 "\n",
	              shift, mult, zero);
	/* Records before Linux 5.16 end here. */
	if (cursor_u64(&c, &cycles) && cursor_u64(&c, &mask)) {
		cursor_u8(&c, &cap_zero);
		cursor_u8(&c, &cap_short);
		outbuf_printf(out,
		              "... Time Cycles     %" PRIu64 "\n... Time Mask       %#" PRIx64
		              "\n... Cap Time Zero   %u\n... Cap Time Short  %u\n",
		              cycles, mask, cap_zero, cap_short);
	}
	outbuf_str(out, ": unhandled!\n");
}

static void text_auxtrace_info(struct cursor c, struct outbuf *out)
{
	uint32_t type;

	if (cursor_u32(&c, &type))
		outbuf_printf(out, " type: %" PRIu32 "\n", type);
}

static void text_auxtrace(struct cursor c, struct outbuf *out)
{
	uint64_t size, offset, ref;
	uint32_t idx, tid, cpu;

	if (cursor_u64(&c, &size) && cursor_u64(&c, &offset) && cursor_u64(&c, &ref) &&
	    cursor_u32(&c, &idx) && cursor_u32(&c, &tid) && cursor_u32(&c, &cpu))
		outbuf_printf(out,
		              " size: %#" PRIx64 "  offset: %#" PRIx64 "  ref: %#" PRIx64
		              "  idx: %" PRIu32 "  tid: %d  cpu: %d\n",
		              size, offset, ref, idx, (int)tid, (int)cpu);
}

static void text_auxtrace_error(struct cursor c, struct outbuf *out)
{
	uint32_t type, code, cpu, pid, tid, version;
	uint64_t ip, time_ns = 0;
	struct str message;

	if (!cursor_u32(&c, &type) || !cursor_u32(&c, &code) || !cursor_u32(&c, &cpu) ||
	    !cursor_u32(&c, &pid) || !cursor_u32(&c, &tid) || !cursor_u32(&c, &version) ||
	    !cursor_u64(&c, &ip))
		return;
	/* The time came with version 1. */
	if ((version && !cursor_u64(&c, &time_ns)) || !cursor_cstr(&c, &message))
		return;
	outbuf_printf(out, " %s error type %" PRIu32 " time ",
	              type == 1 ? "instruction trace" : "unknown", type);
	if (time_ns)
		outbuf_printf(out, "%" PRIu64 ".%09" PRIu64, time_ns / 1000000000,
		              time_ns % 1000000000);
	else
		outbuf_char(out, '0');
	outbuf_printf(out, " cpu %d pid %d tid %d ip %#" PRIx64 " code %" PRIu32 ": %.*s\n",
	              (int)cpu, (int)pid, (int)tid, ip, code, STR_ARG(message));
}

static void text_newline(struct cursor c, struct outbuf *out)
{
	(void)c;
	outbuf_char(out, '\n');
}

/* perf ends the lines of these nowhere: the next record's empty line does. */
static void text_nothing(struct cursor c, struct outbuf *out)
{
	(void)c;
	(void)out;
}

static void text_unhandled(struct cursor c, struct outbuf *out)
{
	(void)c;
	outbuf_str(out, ": unhandled!\n");
}

static void (*const texts[])(struct cursor c, struct outbuf *out) = {
	[RECORD_HEADER_ATTR - RECORD_USER_FIRST] = text_nothing,
	[RECORD_HEADER_TRACING_DATA - RECORD_USER_FIRST] = text_nothing,
	[RECORD_HEADER_BUILD_ID - RECORD_USER_FIRST] = text_nothing,
	[RECORD_FINISHED_ROUND - RECORD_USER_FIRST] = text_newline,
	[RECORD_ID_INDEX - RECORD_USER_FIRST] = text_id_index,
	[RECORD_AUXTRACE_INFO - RECORD_USER_FIRST] = text_auxtrace_info,
	[RECORD_AUXTRACE - RECORD_USER_FIRST] = text_auxtrace,
	[RECORD_AUXTRACE_ERROR - RECORD_USER_FIRST] = text_auxtrace_error,
	[RECORD_THREAD_MAP - RECORD_USER_FIRST] = text_thread_map,
	[RECORD_CPU_MAP - RECORD_USER_FIRST] = text_cpu_map,
	[RECORD_STAT_CONFIG - RECORD_USER_FIRST] = text_nothing,
	[RECORD_STAT - RECORD_USER_FIRST] = text_nothing,
	[RECORD_STAT_ROUND - RECORD_USER_FIRST] = text_nothing,
	[RECORD_EVENT_UPDATE - RECORD_USER_FIRST] = text_event_update,
	[RECORD_TIME_CONV - RECORD_USER_FIRST] = text_time_conv,
	[RECORD_HEADER_FEATURE - RECORD_USER_FIRST] = text_nothing,
	[RECORD_FINISHED_INIT - RECORD_USER_FIRST] = text_unhandled,
};

void record_text_user_print(const struct record *rec, struct outbuf *out)
{
	uint32_t i = rec->header->type - RECORD_USER_FIRST;

	if (i < sizeof(texts) / sizeof(texts[0]) && texts[i])
		texts[i](record_body(rec), out);
	else
		outbuf_char(out, '\n');
}
