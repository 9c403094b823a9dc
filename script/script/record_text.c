/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The kernel's records as text, in perf 6.1's words. Layouts: linux/perf_event.h 6.1. */
#include "script/script/record_text.h"

#include <inttypes.h>
#include <sys/mman.h>

#include "common/abi/record.h"
#include "common/abi/sample.h"
#include "common/base/cursor.h"
#include "common/base/outbuf.h"
#include "common/session/session.h"
#include "script/script/record_text_user.h"

struct cursor record_body(const struct record *rec)
{
	return cursor_of(record_bytes(rec) + sizeof(*rec->header),
	                 rec->header->size - sizeof(*rec->header));
}

static void text_mmap(const struct record *rec, const struct session_event *event,
                      struct outbuf *out)
{
	bool data = rec->header->misc & PERF_RECORD_MISC_MMAP_DATA;
	struct record_mmap m;

	(void)event;
	if (record_mmap(rec, &m, NULL) < 0)
		return;
	outbuf_printf(out, " %d/%d: [%#" PRIx64 "(%#" PRIx64 ") @ %#" PRIx64, (int)m.pid,
	              (int)m.tid, m.start, m.len, m.pgoff);
	if (!m.is_mmap2) {
		outbuf_printf(out, "]: %c ", data ? 'r' : 'x');
	} else {
		if (m.build_id) {
			outbuf_str(out, " <");
			for (unsigned i = 0; i < m.build_id_size; i++)
				outbuf_printf(out, "%02x", m.build_id[i]);
			outbuf_char(out, '>');
		} else {
			outbuf_printf(out, " %02x:%02x %" PRIu64 " %" PRIu64, m.maj, m.min, m.ino,
			              m.ino_generation);
		}
		outbuf_printf(out, "]: %c%c%c%c ", m.prot & PROT_READ ? 'r' : '-',
		              m.prot & PROT_WRITE ? 'w' : '-', m.prot & PROT_EXEC ? 'x' : '-',
		              m.flags & MAP_SHARED ? 's' : 'p');
	}
	outbuf_view(out, m.filename);
	outbuf_char(out, '\n');
}

static void text_comm(const struct record *rec, const struct session_event *event,
                      struct outbuf *out)
{
	struct record_comm c;

	(void)event;
	if (record_comm(rec, &c, NULL) >= 0)
		outbuf_printf(out, "%s: %.*s:%d/%d\n", c.exec ? " exec" : "", STR_ARG(c.comm),
		              (int)c.pid, (int)c.tid);
}

static void text_task(const struct record *rec, const struct session_event *event,
                      struct outbuf *out)
{
	struct record_task t;

	(void)event;
	if (record_task(rec, &t, NULL) >= 0)
		outbuf_printf(out, "(%d:%d):(%d:%d)\n", (int)t.pid, (int)t.tid, (int)t.ppid,
		              (int)t.ptid);
}

static void text_lost(const struct record *rec, const struct session_event *event,
                      struct outbuf *out)
{
	struct record_lost l;

	if (record_lost(rec, &l, NULL) < 0)
		return;
	if (event)
		outbuf_printf(out, ": id:%" PRIu64 ": lost:%" PRIu64 "\n", l.id, l.lost);
	else
		outbuf_printf(out, " lost %" PRIu64 "\n", l.lost);
}

/* THROTTLE and UNTHROTTLE: perf says nothing more. */
static void text_nothing(const struct record *rec, const struct session_event *event,
                         struct outbuf *out)
{
	(void)rec;
	(void)event;
	(void)out;
}

static void text_switch(const struct record *rec, const struct session_event *event,
                        struct outbuf *out)
{
	struct record_switch s;

	(void)event;
	if (record_switch(rec, &s, NULL) < 0)
		return;
	outbuf_str(out, !s.out ? " IN         " : s.preempt ? " OUT preempt" : " OUT        ");
	if (s.cpu_wide)
		outbuf_printf(out, "  %s pid/tid: %5d/%-5d", s.out ? "next" : "prev",
		              (int)s.next_prev_pid, (int)s.next_prev_tid);
	outbuf_char(out, '\n');
}

static void text_namespaces(const struct record *rec, const struct session_event *event,
                            struct outbuf *out)
{
	static const char *const names[] = { "net", "uts", "ipc", "pid", "user", "mnt", "cgroup" };
	struct record_namespaces n;
	uint64_t shown;

	(void)event;
	if (record_namespaces(rec, &n, NULL) < 0)
		return;
	outbuf_printf(out, " %d/%d - nr_namespaces: %" PRIu64 "\n\t\t[", (int)n.pid, (int)n.tid,
	              n.nr);
	shown = n.nr < 7 ? n.nr : 7;
	for (uint64_t i = 0; i < shown; i++) {
		if (i && i % 4 == 0)
			outbuf_str(out, "\n\t\t ");
		outbuf_printf(out, "%" PRIu64 "/%s: %" PRIu64 "/%#" PRIx64 "%s", i, names[i],
		              n.link[i].dev, n.link[i].ino, i + 1 < shown ? ", " : "");
	}
	outbuf_str(out, "]\n");
}

static void text_ksymbol(const struct record *rec, const struct session_event *event,
                         struct outbuf *out)
{
	struct record_ksymbol k;

	(void)event;
	if (record_ksymbol(rec, &k, NULL) >= 0)
		outbuf_printf(out,
		              " addr %" PRIx64 " len %" PRIu32 " type %u flags 0x%x name %.*s\n",
		              k.addr, k.len, k.type, k.flags, STR_ARG(k.name));
}

static void text_cgroup(const struct record *rec, const struct session_event *event,
                        struct outbuf *out)
{
	struct record_cgroup g;

	(void)event;
	if (record_cgroup(rec, &g, NULL) >= 0)
		outbuf_printf(out, " cgroup: %" PRIu64 " %.*s\n", g.id, STR_ARG(g.path));
}

static void text_bpf_event(const struct record *rec, const struct session_event *event,
                           struct outbuf *out)
{
	struct cursor c = record_body(rec);
	uint16_t type, flags;
	uint32_t id;

	(void)event;
	if (cursor_u16(&c, &type) && cursor_u16(&c, &flags) && cursor_u32(&c, &id))
		outbuf_printf(out, " type %u, flags %u, id %" PRIu32 "\n", type, flags, id);
}

static void text_poke_bytes(struct outbuf *out, const char *label, struct cursor *c, uint16_t len)
{
	const uint8_t *bytes = cursor_bytes(c, len);

	outbuf_right(out, str_of(label), 21);
	outbuf_char(out, ':');
	for (uint16_t i = 0; bytes && i < len; i++)
		outbuf_printf(out, " %02x", bytes[i]);
	outbuf_char(out, '\n');
}

static void text_text_poke(const struct record *rec, const struct session_event *event,
                           struct outbuf *out)
{
	struct cursor c = record_body(rec);
	uint16_t old_len, new_len;
	uint64_t addr;

	(void)event;
	if (!cursor_u64(&c, &addr) || !cursor_u16(&c, &old_len) || !cursor_u16(&c, &new_len))
		return;
	outbuf_printf(out, " %" PRIx64 "  old len %u new len %u\n", addr, old_len, new_len);
	text_poke_bytes(out, "Old bytes", &c, old_len);
	text_poke_bytes(out, "New bytes", &c, new_len);
}

static void text_read(const struct record *rec, const struct session_event *event,
                      struct outbuf *out)
{
	static const struct {
		uint64_t bit; /* of read_format */
		const char *label;
	} members[] = {
		{ PERF_FORMAT_TOTAL_TIME_ENABLED, "time enabled" },
		{ PERF_FORMAT_TOTAL_TIME_RUNNING, "time running" },
		{ PERF_FORMAT_ID, "id" },
		{ PERF_FORMAT_LOST, "lost" },
	};
	struct cursor c = record_body(rec);
	uint32_t pid, tid;
	uint64_t value;

	if (!event || !cursor_u32(&c, &pid) || !cursor_u32(&c, &tid) || !cursor_u64(&c, &value))
		return;
	outbuf_printf(out, ": %d %d %s %" PRIu64 "\n", (int)pid, (int)tid, event->name, value);
	for (size_t i = 0; i < sizeof(members) / sizeof(members[0]); i++)
		if (event->format.read_format & members[i].bit && cursor_u64(&c, &value))
			outbuf_printf(out, "... %-12s : %" PRIu64 "\n", members[i].label, value);
	outbuf_str(out, ": unhandled!\n");
}

static void text_aux(const struct record *rec, const struct session_event *event,
                     struct outbuf *out)
{
	struct cursor c = record_body(rec);
	uint64_t offset, size, flags;

	(void)event;
	if (cursor_u64(&c, &offset) && cursor_u64(&c, &size) && cursor_u64(&c, &flags))
		outbuf_printf(out,
		              " offset: %#" PRIx64 " size: %#" PRIx64 " flags: %#" PRIx64
		              " [%s%s%s]\n",
		              offset, size, flags, flags & PERF_AUX_FLAG_TRUNCATED ? "T" : "",
		              flags & PERF_AUX_FLAG_OVERWRITE ? "O" : "",
		              flags & PERF_AUX_FLAG_PARTIAL ? "P" : "");
}

static void text_itrace_start(const struct record *rec, const struct session_event *event,
                              struct outbuf *out)
{
	struct cursor c = record_body(rec);
	uint32_t pid, tid;

	(void)event;
	if (cursor_u32(&c, &pid) && cursor_u32(&c, &tid))
		outbuf_printf(out, " pid: %" PRIu32 " tid: %" PRIu32 "\n", pid, tid);
}

static void text_lost_samples(const struct record *rec, const struct session_event *event,
                              struct outbuf *out)
{
	const uint64_t ids = PERF_SAMPLE_ID | PERF_SAMPLE_IDENTIFIER;
	bool has_id = event && event->format.sample_id_all && event->format.sample_type & ids;
	struct sample_id id;
	struct record_lost l;

	if (!has_id || sample_id_decode(rec, &event->format, &id, NULL) < 0)
		id.id = UINT64_MAX;
	if (record_lost(rec, &l, NULL) >= 0)
		outbuf_printf(out, ": id:%" PRIu64 ": lost samples :%" PRIu64 "\n", id.id, l.lost);
}

static void text_hw_id(const struct record *rec, const struct session_event *event,
                       struct outbuf *out)
{
	struct cursor c = record_body(rec);
	uint64_t id;

	(void)event;
	if (cursor_u64(&c, &id))
		outbuf_printf(out, " hw_id: 0x%" PRIx64 "\n", id);
}

/* By type; those from 64 on are perf's own: record_text_user.c. */
static void (*const texts[])(const struct record *rec, const struct session_event *event,
                             struct outbuf *out) = {
	[PERF_RECORD_MMAP] = text_mmap,
	[PERF_RECORD_LOST] = text_lost,
	[PERF_RECORD_COMM] = text_comm,
	[PERF_RECORD_EXIT] = text_task,
	[PERF_RECORD_THROTTLE] = text_nothing,
	[PERF_RECORD_UNTHROTTLE] = text_nothing,
	[PERF_RECORD_FORK] = text_task,
	[PERF_RECORD_READ] = text_read,
	[PERF_RECORD_MMAP2] = text_mmap,
	[PERF_RECORD_AUX] = text_aux,
	[PERF_RECORD_ITRACE_START] = text_itrace_start,
	[PERF_RECORD_LOST_SAMPLES] = text_lost_samples,
	[PERF_RECORD_SWITCH] = text_switch,
	[PERF_RECORD_SWITCH_CPU_WIDE] = text_switch,
	[PERF_RECORD_NAMESPACES] = text_namespaces,
	[PERF_RECORD_KSYMBOL] = text_ksymbol,
	[PERF_RECORD_BPF_EVENT] = text_bpf_event,
	[PERF_RECORD_CGROUP] = text_cgroup,
	[PERF_RECORD_TEXT_POKE] = text_text_poke,
	[PERF_RECORD_AUX_OUTPUT_HW_ID] = text_hw_id,
};

void record_text_print(const struct record *rec, const struct session_event *event,
                       struct outbuf *out)
{
	uint32_t type = rec->header->type;
	const char *name = record_type_name(type);

	outbuf_str(out, "PERF_RECORD_");
	if (!name) {
		outbuf_printf(out, "%" PRIu32 ": unknown type, skipped\n", type);
		return;
	}
	outbuf_str(out, name);
	if (type >= RECORD_USER_FIRST)
		record_text_user_print(rec, out);
	else if (type < sizeof(texts) / sizeof(texts[0]) && texts[type])
		texts[type](rec, event, out);
	else
		outbuf_char(out, '\n');
}
