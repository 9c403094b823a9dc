/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "common/abi/record.h"

#include <inttypes.h>

#include "common/abi/record_table.h"
#include "common/base/cursor.h"
#include "common/base/err.h"

const char *record_type_name(uint32_t type)
{
	const struct record_type *row = record_type_find(type);

	return row ? row->name : NULL;
}

static struct cursor body(const struct record *rec)
{
	size_t size = rec->header->size;
	size_t head = sizeof(struct perf_event_header);

	return cursor_of(rec->header + 1, size > head ? size - head : 0);
}

static int too_short(const struct record *rec, struct err *err)
{
	const char *name = record_type_name(rec->header->type);

	return err_set(err, EBADMSG, "record %s at 0x%" PRIx64 " is cut short: %u bytes",
	               name ? name : "?", rec->file_offset, rec->header->size);
}

/* Text up to its NUL, or to the record's end where the writer left the NUL out. */
static struct str text(struct cursor *c)
{
	struct str s;

	if (cursor_cstr(c, &s))
		return s;
	s = (struct str){ (const char *)c->at, cursor_left(c) };
	c->at = c->end;
	return s;
}

static bool mmap_inode(struct cursor *c, const struct record *rec, struct record_mmap *m)
{
	uint8_t size;

	if (!(rec->header->misc & PERF_RECORD_MISC_MMAP_BUILD_ID))
		return cursor_u32(c, &m->maj) && cursor_u32(c, &m->min) && cursor_u64(c, &m->ino) &&
		       cursor_u64(c, &m->ino_generation);

	if (!cursor_u8(c, &size) || !cursor_skip(c, 3))
		return false;
	m->build_id = cursor_bytes(c, 20);
	m->build_id_size = size <= 20 ? size : 20;
	return m->build_id;
}

int record_mmap(const struct record *rec, struct record_mmap *ret, struct err *err)
{
	struct record_mmap m = { .is_mmap2 = rec->header->type == PERF_RECORD_MMAP2 };
	struct cursor c = body(rec);

	if (!cursor_u32(&c, &m.pid) || !cursor_u32(&c, &m.tid) || !cursor_u64(&c, &m.start) ||
	    !cursor_u64(&c, &m.len) || !cursor_u64(&c, &m.pgoff))
		return too_short(rec, err);
	if (m.is_mmap2) {
		if (!mmap_inode(&c, rec, &m) || !cursor_u32(&c, &m.prot) ||
		    !cursor_u32(&c, &m.flags))
			return too_short(rec, err);
	} else if (!(rec->header->misc & PERF_RECORD_MISC_MMAP_DATA)) {
		m.prot = 4; /* PROT_EXEC */
	}
	m.filename = text(&c);
	*ret = m;
	return 0;
}

int record_comm(const struct record *rec, struct record_comm *ret, struct err *err)
{
	struct record_comm comm = { .exec = rec->header->misc & PERF_RECORD_MISC_COMM_EXEC };
	struct cursor c = body(rec);

	if (!cursor_u32(&c, &comm.pid) || !cursor_u32(&c, &comm.tid))
		return too_short(rec, err);
	comm.comm = text(&c);
	*ret = comm;
	return 0;
}

int record_task(const struct record *rec, struct record_task *ret, struct err *err)
{
	struct record_task t;
	struct cursor c = body(rec);

	if (!cursor_u32(&c, &t.pid) || !cursor_u32(&c, &t.ppid) || !cursor_u32(&c, &t.tid) ||
	    !cursor_u32(&c, &t.ptid) || !cursor_u64(&c, &t.time_ns))
		return too_short(rec, err);
	*ret = t;
	return 0;
}

int record_lost(const struct record *rec, struct record_lost *ret, struct err *err)
{
	struct record_lost l = { 0 };
	struct cursor c = body(rec);

	if (rec->header->type == PERF_RECORD_LOST && !cursor_u64(&c, &l.id))
		return too_short(rec, err);
	if (!cursor_u64(&c, &l.lost))
		return too_short(rec, err);
	*ret = l;
	return 0;
}

int record_ksymbol(const struct record *rec, struct record_ksymbol *ret, struct err *err)
{
	struct record_ksymbol k;
	struct cursor c = body(rec);

	if (!cursor_u64(&c, &k.addr) || !cursor_u32(&c, &k.len) || !cursor_u16(&c, &k.type) ||
	    !cursor_u16(&c, &k.flags))
		return too_short(rec, err);
	k.name = text(&c);
	*ret = k;
	return 0;
}

int record_cgroup(const struct record *rec, struct record_cgroup *ret, struct err *err)
{
	struct record_cgroup g;
	struct cursor c = body(rec);

	if (!cursor_u64(&c, &g.id))
		return too_short(rec, err);
	g.path = text(&c);
	*ret = g;
	return 0;
}

int record_namespaces(const struct record *rec, struct record_namespaces *ret, struct err *err)
{
	struct record_namespaces n = { 0 };
	struct cursor c = body(rec);

	if (!cursor_u32(&c, &n.pid) || !cursor_u32(&c, &n.tid) || !cursor_u64(&c, &n.nr))
		return too_short(rec, err);
	if (n.nr > sizeof(n.link) / sizeof(n.link[0]))
		n.nr = sizeof(n.link) / sizeof(n.link[0]);
	for (uint64_t i = 0; i < n.nr; i++)
		if (!cursor_u64(&c, &n.link[i].dev) || !cursor_u64(&c, &n.link[i].ino))
			return too_short(rec, err);
	*ret = n;
	return 0;
}

int record_switch(const struct record *rec, struct record_switch *ret, struct err *err)
{
	struct record_switch s = {
		.out = rec->header->misc & PERF_RECORD_MISC_SWITCH_OUT,
		.preempt = rec->header->misc & PERF_RECORD_MISC_SWITCH_OUT_PREEMPT,
		.cpu_wide = rec->header->type == PERF_RECORD_SWITCH_CPU_WIDE,
	};
	struct cursor c = body(rec);

	if (s.cpu_wide && (!cursor_u32(&c, &s.next_prev_pid) || !cursor_u32(&c, &s.next_prev_tid)))
		return too_short(rec, err);
	*ret = s;
	return 0;
}

int record_throttle(const struct record *rec, struct record_throttle *ret, struct err *err)
{
	struct record_throttle t;
	struct cursor c = body(rec);

	if (!cursor_u64(&c, &t.time_ns) || !cursor_u64(&c, &t.id) || !cursor_u64(&c, &t.stream_id))
		return too_short(rec, err);
	*ret = t;
	return 0;
}
