/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "record/record/preamble.h"

#include "common/abi/record.h"
#include "common/base/outbuf.h"
#include "record/record/opener.h"
#include "record/record/plan.h"

#define ID_INDEX_MAX   1000 /* entries of a record: header.size has 16 bits */
#define THREAD_MAP_MAX 2000
#define COMM_BYTES     16
#define CPU_MAP_LIST   0 /* type: u16 nr, then u16 numbers */

struct id_entry {
	uint64_t id, idx, cpu, tid;
};

static void put_u64(struct outbuf *out, uint64_t v)
{
	outbuf_bytes(out, &v, sizeof(v));
}

static void put_u16(struct outbuf *out, uint16_t v)
{
	outbuf_bytes(out, &v, sizeof(v));
}

/* Start a record at the end of `out`; its size is known when it is closed. */
static size_t record_start(struct outbuf *out, uint32_t type)
{
	struct perf_event_header header = { .type = type };
	size_t at = out->len;

	outbuf_bytes(out, &header, sizeof(header));
	return at;
}

static void record_close(struct outbuf *out, size_t at)
{
	struct perf_event_header header;

	outbuf_fill(out, '\0', -out->len % 8);
	memcpy(&header, out->data + at, sizeof(header));
	header.size = (uint16_t)(out->len - at);
	memcpy(out->data + at, &header, sizeof(header));
}

static void add_ids(const struct id_entry *entries, size_t nr, struct outbuf *out)
{
	for (size_t done = 0; done < nr; done += ID_INDEX_MAX) {
		size_t n = nr - done < ID_INDEX_MAX ? nr - done : ID_INDEX_MAX;
		size_t at = record_start(out, RECORD_ID_INDEX);

		put_u64(out, n);
		outbuf_bytes(out, entries + done, n * sizeof(*entries));
		record_close(out, at);
	}
}

static void add_id_index(const struct opener *o, struct outbuf *out)
{
	VEC(struct id_entry) entries = { 0 };
	bool by_thread = o->plan->target == PLAN_THREADS;

	for (size_t e = 0; e < o->plan->events.len; e++) {
		for (size_t i = 0; i < opener_places(o); i++) {
			size_t cpu = i / o->nr_tids, tid = i % o->nr_tids;

			if (o->events[e].fds[i] < 0)
				continue;
			vec_push(&entries, (struct id_entry){
						   .id = o->events[e].ids[i],
						   .idx = by_thread ? tid : cpu,
						   .cpu = (uint64_t)o->plan->cpus.data[cpu],
						   .tid = (uint64_t)o->tids[tid],
					   });
		}
	}
	add_ids(entries.data, entries.len, out);
	vec_done(&entries);
}

static void add_thread_map(const struct opener *o, struct outbuf *out)
{
	size_t nr = o->nr_tids < THREAD_MAP_MAX ? o->nr_tids : THREAD_MAP_MAX;
	size_t at = record_start(out, RECORD_THREAD_MAP);

	put_u64(out, nr);
	for (size_t i = 0; i < nr; i++) {
		put_u64(out, (uint64_t)o->tids[i]);
		outbuf_fill(out, '\0', COMM_BYTES);
	}
	record_close(out, at);
}

static void add_cpu_map(const struct opener *o, struct outbuf *out)
{
	size_t at = record_start(out, RECORD_CPU_MAP);

	put_u16(out, CPU_MAP_LIST);
	put_u16(out, (uint16_t)o->plan->cpus.len);
	vec_for_each(cpu, &o->plan->cpus)
		put_u16(out, (uint16_t)*cpu);
	record_close(out, at);
}

void preamble_add(const struct opener *o, struct outbuf *out)
{
	add_id_index(o, out);
	add_thread_map(o, out);
	add_cpu_map(o, out);
}

void preamble_finished(struct outbuf *out)
{
	record_close(out, record_start(out, RECORD_FINISHED_INIT));
}
