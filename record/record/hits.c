/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "record/record/hits.h"

#include <stdlib.h>

#include "common/abi/record.h"
#include "common/abi/sample.h"
#include "common/base/hmap.h"
#include "common/base/strtab.h"
#include "common/perfdata/writer.h"

#define KERNEL_PID  UINT32_MAX
#define PARENTS_MAX 32                /* of a process whose maps are its parent's */
#define CONTEXT_MIN ((uint64_t)-4095) /* PERF_CONTEXT_MAX: markers in a chain lie above */
#define PAGE_SHIFT  12

struct range {
	uint64_t start, end;
	uint32_t dso;
};

struct process {
	VEC(struct range) ranges;
	uint32_t parent; /* 0: none that is known */
	bool is_all_hit; /* a sample with a copied stack: its callers may be anywhere */
};

struct scan {
	struct hits *hits;
	struct sample_format *formats; /* one per event */
	size_t nr_formats;
	struct hmap by_id;       /* event id -> index of its format */
	struct hmap processes;   /* pid -> struct process */
	struct hmap dso_by_name; /* pointer of the strtab -> index + 1 */
	struct hmap seen;        /* pages of processes that were looked up */
};

static struct process *process_of(struct scan *s, uint32_t pid)
{
	struct process *p = hmap_find_ptr(&s->processes, pid);

	if (!p) {
		p = xzalloc(sizeof(*p));
		hmap_set_ptr(&s->processes, pid, p);
	}
	return p;
}

static void add_map(struct scan *s, const struct record *rec)
{
	struct record_mmap map;
	struct process *p;
	const char *name;
	uint64_t *index;
	bool is_new;

	if (rec->header->misc & PERF_RECORD_MISC_MMAP_DATA || record_mmap(rec, &map, NULL) < 0)
		return;
	name = strtab_addn(s->hits->names, map.filename.s, map.filename.len);
	index = hmap_add(&s->dso_by_name, (uintptr_t)name, &is_new);
	if (is_new) {
		struct hit_dso *dso = vec_add(&s->hits->dsos);

		*index = s->hits->dsos.len;
		dso->name = name;
		dso->pid = map.pid;
		dso->is_kernel = map.pid == KERNEL_PID;
	}
	if (map.build_id && map.build_id_size <= BUILD_ID_BYTES_MAX) {
		struct hit_dso *dso = &s->hits->dsos.data[*index - 1];

		dso->id.size = map.build_id_size;
		memcpy(dso->id.bytes, map.build_id, map.build_id_size);
	}
	p = process_of(s, map.pid);
	/* Two of the same in a row: a map that was told by /proc and by the kernel. */
	if (p->ranges.len && vec_last(&p->ranges)->start == map.start &&
	    vec_last(&p->ranges)->dso == *index - 1)
		return;
	vec_push(&p->ranges,
	         (struct range){ map.start, map.start + map.len, (uint32_t)(*index - 1) });
}

static void add_fork(struct scan *s, const struct record *rec)
{
	struct record_task task;

	if (record_task(rec, &task, NULL) == 0 && task.pid != task.ppid)
		process_of(s, task.pid)->parent = task.ppid;
}

static bool mark(struct scan *s, const struct process *p, uint64_t addr)
{
	bool found = false;

	vec_for_each(range, &p->ranges) {
		if (addr < range->start || addr >= range->end)
			continue;
		s->hits->dsos.data[range->dso].is_hit = true;
		found = true;
	}
	return found;
}

static void add_address(struct scan *s, uint32_t pid, uint64_t addr)
{
	bool is_new;

	if ((int64_t)addr < 0)
		pid = KERNEL_PID;
	hmap_add(&s->seen, (uint64_t)pid << (64 - PAGE_SHIFT - 16) ^ addr >> PAGE_SHIFT, &is_new);
	if (!is_new)
		return;
	for (int i = 0; i < PARENTS_MAX; i++) {
		const struct process *p = hmap_find_ptr(&s->processes, pid);

		if (!p || mark(s, p, addr) || !p->parent)
			return;
		pid = p->parent;
	}
}

static void add_all_of(struct scan *s, uint32_t pid)
{
	struct process *p = hmap_find_ptr(&s->processes, pid);

	for (int i = 0; p && !p->is_all_hit && i < PARENTS_MAX; i++) {
		p->is_all_hit = true;
		vec_for_each(range, &p->ranges)
			s->hits->dsos.data[range->dso].is_hit = true;
		p = p->parent ? hmap_find_ptr(&s->processes, p->parent) : NULL;
	}
}

static const struct sample_format *format_of(const struct scan *s, const struct record *rec)
{
	uint16_t at = s->formats[0].id_offset;
	uint64_t id, *index;

	if (s->nr_formats == 1 || !at || at + sizeof(id) > rec->header->size)
		return &s->formats[0];
	memcpy(&id, record_bytes(rec) + at, sizeof(id));
	index = hmap_find(&s->by_id, id);
	return index ? &s->formats[*index] : &s->formats[0];
}

static void add_sample(struct scan *s, const struct record *rec)
{
	struct sample sample;

	s->hits->nr_samples++;
	if (sample_decode(rec, format_of(s, rec), &sample, NULL) < 0)
		return;
	add_address(s, sample.pid, sample.ip);
	for (uint64_t i = 0; i < sample.nr_callchain; i++)
		if (sample.callchain[i] < CONTEXT_MIN)
			add_address(s, sample.pid, sample.callchain[i]);
	if (sample.user_stack_size)
		add_all_of(s, sample.pid);
}

/* Maps first: a sample may stand before the record of the map that it fell into. */
static void scan_records(struct scan *s, const void *records, size_t len, bool samples)
{
	const uint8_t *at = records, *end = at + len;

	while ((size_t)(end - at) >= sizeof(struct perf_event_header)) {
		struct record rec = { .header = (const struct perf_event_header *)at };

		if (rec.header->size < sizeof(*rec.header) || rec.header->size > end - at)
			return;
		at += rec.header->size;
		if (samples != (rec.header->type == PERF_RECORD_SAMPLE))
			continue;
		if (samples)
			add_sample(s, &rec);
		else if (rec.header->type == PERF_RECORD_MMAP ||
		         rec.header->type == PERF_RECORD_MMAP2)
			add_map(s, &rec);
		else if (rec.header->type == PERF_RECORD_FORK)
			add_fork(s, &rec);
	}
}

void hits_find(const void *records, size_t len, const struct pdata_event_out *events,
               size_t nr_events, struct hits *ret)
{
	struct scan s = { .hits = ret, .nr_formats = nr_events };
	struct hmap_slot *slot;
	size_t at = 0;

	*ret = (struct hits){ .names = strtab_new() };
	s.formats = xcalloc(nr_events, sizeof(*s.formats));
	for (size_t e = 0; e < nr_events; e++) {
		sample_format_init(&s.formats[e], &events[e].attr);
		for (size_t i = 0; i < events[e].nr_ids; i++)
			*hmap_add(&s.by_id, events[e].ids[i], NULL) = e;
	}

	scan_records(&s, records, len, false);
	scan_records(&s, records, len, true);

	while ((slot = hmap_next(&s.processes, &at))) {
		struct process *p = (struct process *)(uintptr_t)slot->value;

		vec_done(&p->ranges);
		free(p);
	}
	hmap_done(&s.processes);
	hmap_done(&s.by_id);
	hmap_done(&s.dso_by_name);
	hmap_done(&s.seen);
	free(s.formats);
}

void hits_done(struct hits *hits)
{
	vec_done(&hits->dsos);
	strtab_free(hits->names);
	*hits = (struct hits){ 0 };
}
