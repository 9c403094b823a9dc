/* SPDX-License-Identifier: GPL-2.0-or-later */
/* -D: each record's bytes, then what they say, as perf 6.1 prints them. */
#include <ctype.h>
#include <inttypes.h>

#include "common/base/outbuf.h"
#include "common/model/dso.h"
#include "common/model/mapping.h"
#include "common/perfdata/reader.h"
#include "script/script/dump_sample.h"
#include "script/script/record_text.h"
#include "script/script/walk.h"

#define ROW_BYTES         16
#define PIPE_HEADER_BYTES 16

static void dump_row(struct outbuf *out, const uint8_t *bytes, size_t at, size_t len)
{
	size_t nr = len - at < ROW_BYTES ? len - at : ROW_BYTES;

	outbuf_str(out, ".  ");
	outbuf_printf(out, "%04zx: ", at);
	for (size_t i = 0; i < nr; i++) {
		const char *digits = "0123456789abcdef";
		uint8_t byte = bytes[at + i];
		const char text[3] = { ' ', digits[byte >> 4], digits[byte & 15] };

		outbuf_bytes(out, text, sizeof(text));
	}
	outbuf_fill(out, ' ', 3 * (ROW_BYTES - nr) + 2);
	for (size_t i = 0; i < nr; i++)
		outbuf_char(out, isprint(bytes[at + i]) ? (char)bytes[at + i] : '.');
	outbuf_fill(out, ' ', ROW_BYTES - nr);
	outbuf_char(out, '\n');
}

static void dump_bytes(struct outbuf *out, const struct record *rec, uint64_t offset,
                       const char *path)
{
	const struct perf_event_header *h = rec->header;

	outbuf_printf(out, "\n%#" PRIx64 "@%s [%#x]: event: %" PRIu32 "\n", offset, path, h->size,
	              h->type);
	outbuf_printf(out, ".\n. ... raw event: size %d bytes\n", h->size);
	for (size_t at = 0; at < h->size; at += ROW_BYTES)
		dump_row(out, record_bytes(rec), at, h->size);
	outbuf_char(out, '\n');
}

/* What the samples of all events have between them. */
static uint64_t combined_sample_type(const struct session *session)
{
	uint64_t all = 0;

	for (size_t i = 0; i < session_nr_events(session); i++)
		all |= session_event(session, i)->file->attr.sample_type;
	return all;
}

/* cpu and time, where any event of the file has them. perf gives user records zeros. */
static void dump_stamp(struct worker *w, const struct batch_record *br)
{
	const struct session *session = w->printer->session;
	uint64_t types = combined_sample_type(session);
	struct sample_id id = { 0 };
	bool sample = br->rec.header->type == PERF_RECORD_SAMPLE;
	uint32_t cpu = 0;

	if (!sample &&
	    (!session_nr_events(session) || !session_event(session, 0)->format.sample_id_all)) {
		outbuf_str(w->out, "-1 -1 ");
		return;
	}
	if (sample && br->format) {
		struct sample s;

		if (batch_record_decode(br, &s, NULL) >= 0) {
			id.time_ns = s.time_ns;
			cpu = s.cpu;
		}
	} else if (br->format && sample_id_decode(&br->rec, br->format, &id, NULL) >= 0) {
		cpu = id.cpu;
	}
	if (br->format && !(br->format->sample_type & PERF_SAMPLE_CPU))
		cpu = UINT32_MAX;
	if (br->format && !(br->format->sample_type & PERF_SAMPLE_TIME))
		id.time_ns = UINT64_MAX;
	if (types & PERF_SAMPLE_CPU)
		outbuf_printf(w->out, "%" PRIu32 " ", cpu);
	if (types & PERF_SAMPLE_TIME)
		outbuf_printf(w->out, "%" PRIu64 " ", id.time_ns);
}

void dump_record(struct worker *w, const struct batch_record *br)
{
	const struct pdata_header *header = session_header(w->printer->session);
	uint64_t offset = br->rec.file_offset;
	uint32_t type = br->rec.header->type;

	/* What was in it is dumped instead. */
	if (type == RECORD_COMPRESSED || type == RECORD_COMPRESSED2)
		return;
	if (header->is_pipe) /* perf counts from the first record */
		offset -= PIPE_HEADER_BYTES;
	dump_bytes(w->out, &br->rec, offset, header->is_pipe ? "pipe" : header->path);
	if (type == RECORD_HEADER_ATTR && !offset)
		outbuf_str(w->out, "-1 -1 "); /* no event is known yet */
	else
		dump_stamp(w, br);
	outbuf_printf(w->out, "%#" PRIx64 " [%#x]: ", offset, br->rec.header->size);
	if (type == PERF_RECORD_SAMPLE)
		dump_sample(w, br);
	else
		record_text_print(&br->rec, br->event, w->out);
}

void dump_sample_place(struct worker *w, const struct item *it)
{
	char buffer[ITEM_COMM_BYTES];
	struct str comm = item_comm(it, buffer);
	struct location loc = locate(w, it, item_cpumode(it), it->sample->ip);

	outbuf_printf(w->out, " ... thread: %.*s:%d\n", STR_ARG(comm), (int)it->sample->tid);
	outbuf_printf(w->out, " ...... dso: %s\n",
	              loc.mapping ? loc.mapping->dso->name : "<not found>");
}
