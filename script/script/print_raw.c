/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The raw bytes of a sample: a tracepoint's record as text, a BPF program's output. */
#include <ctype.h>

#include "common/perfdata/reader.h"
#include "script/script/print.h"
#include "common/tally/trace_text.h"

void print_trace(struct worker *w, const struct item *it)
{
	if (!it->sample->raw)
		return;
	if (!it->event->tep) {
		w->nr_unresolved_trace++;
		return;
	}
	trace_text_print(w->traces, it->event, it->sample, w->out);
}

#define BPF_ROW_BYTES   8
#define BPF_LABEL_WIDTH 17

static char shown(uint8_t byte)
{
	return isprint(byte) ? (char)byte : '.';
}

static void print_bpf_row(struct outbuf *out, const uint8_t *bytes, size_t at, size_t len)
{
	size_t nr = len - at < BPF_ROW_BYTES ? len - at : BPF_ROW_BYTES;

	outbuf_right(out, at ? STR("") : STR("BPF output:"), BPF_LABEL_WIDTH);
	outbuf_printf(out, " %04zx:", at);
	for (size_t i = 0; i < nr; i++)
		outbuf_printf(out, " %02x", bytes[at + i]);
	outbuf_fill(out, ' ', 3 * (BPF_ROW_BYTES - nr) + 2);
	for (size_t i = 0; i < nr; i++)
		outbuf_char(out, shown(bytes[at + i]));
	outbuf_fill(out, ' ', BPF_ROW_BYTES - nr);
	outbuf_char(out, '\n');
}

/* A string with its NUL, and nothing but text before it. */
static bool is_string(const uint8_t *bytes, size_t len)
{
	if (!len || bytes[len - 1])
		return false;
	for (size_t i = 0; bytes[i]; i++)
		if (!isprint(bytes[i]) && !isspace(bytes[i]))
			return false;
	return true;
}

void print_bpf_output(struct worker *w, const struct item *it)
{
	const struct perf_event_attr *attr = &it->event->file->attr;
	const uint8_t *bytes = it->sample->raw;
	size_t len = it->sample->raw_size;

	if (attr->type != PERF_TYPE_SOFTWARE || attr->config != PERF_COUNT_SW_BPF_OUTPUT)
		return;
	outbuf_char(w->out, '\n');
	for (size_t at = 0; at < len; at += BPF_ROW_BYTES)
		print_bpf_row(w->out, bytes, at, len);
	if (!is_string(bytes, len))
		return;
	outbuf_right(w->out, STR("BPF string:"), BPF_LABEL_WIDTH);
	outbuf_str(w->out, " \"");
	outbuf_str(w->out, (const char *)bytes);
	outbuf_str(w->out, "\"\n");
}
