/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include "common/abi/record.h"
#include "common/abi/sample.h"
#include "common/base/err.h"
#include "common/base/log.h"
#include "common/base/outbuf.h"
#include "common/kernel/control.h"
#include "common/kernel/machine_facts.h"
#include "common/perfdata/writer.h"
#include "record/record/buildids.h"
#include "record/record/header.h"
#include "record/record/hits.h"
#include "record/record/options.h"
#include "record/record/recorder.h"

/* In struct perf_file_header: where the offset of the data section stands. */
#define DATA_OFFSET_AT 40

/* One event at one place: what the kernel could not write to the ring, by its own count. */
static uint64_t lost_of(const struct recorder *rec, size_t event, size_t at)
{
	const struct perf_event_attr *attr = &rec->plan.events.data[event].attr;
	int fd = rec->opener.events[event].fds[at];
	struct perf_count counts[64];
	size_t nr = sizeof(counts) / sizeof(counts[0]);

	if (fd < 0 || !(attr->read_format & PERF_FORMAT_LOST))
		return 0;
	memset(counts, 0, sizeof(counts));
	if (!(attr->read_format & PERF_FORMAT_GROUP))
		return perf_read_count(fd, attr->read_format, &counts[0], NULL) < 0
		               ? 0
		               : counts[0].lost;
	/* Each member can be asked; its own count is the one with its id. */
	if (perf_read_group(fd, attr->read_format, counts, &nr, NULL) < 0)
		return 0;
	for (size_t i = 0; i < nr; i++)
		if (counts[i].id == rec->opener.events[event].ids[at])
			return counts[i].lost;
	return 0;
}

static void add_lost_record(const struct recorder *rec, size_t event, size_t at, uint64_t lost,
                            struct outbuf *out)
{
	struct perf_event_header header = { .type = PERF_RECORD_LOST_SAMPLES };
	struct sample_format format;
	struct sample_id id = {
		.id = rec->opener.events[event].ids[at],
		.cpu = (uint32_t)rec->plan.cpus.data[at / rec->opener.nr_tids],
		.tid = (uint32_t)rec->opener.tids[at % rec->opener.nr_tids],
	};

	id.pid = id.tid;
	sample_format_init(&format, &rec->plan.events.data[event].attr);
	header.size = (uint16_t)(sizeof(header) + sizeof(lost) + sample_id_size(&format));
	outbuf_bytes(out, &header, sizeof(header));
	outbuf_bytes(out, &lost, sizeof(lost));
	sample_id_encode(&format, &id, out);
}

static int put_lost(struct recorder *rec, struct err *err)
{
	AUTO(outbuf_done) struct outbuf out = { 0 };

	for (size_t e = 0; e < rec->plan.events.len; e++) {
		for (size_t at = 0; at < opener_places(&rec->opener); at++) {
			uint64_t lost = lost_of(rec, e, at);

			if (!lost)
				continue;
			rec->nr_lost_at_end += lost;
			add_lost_record(rec, e, at, lost, &out);
		}
	}
	return pdata_writer_put(rec->writer, out.data, out.len, err);
}

/* The whole file as it is now; NULL: it cannot be mapped (it is no regular file). */
static const uint8_t *map_output(const struct recorder *rec, size_t *ret_len)
{
	struct stat st;
	void *map;

	if (fstat(rec->output.fd, &st) < 0 || !S_ISREG(st.st_mode) || st.st_size < DATA_OFFSET_AT)
		return NULL;
	*ret_len = (size_t)st.st_size;
	map = mmap(NULL, *ret_len, PROT_READ, MAP_SHARED, rec->output.fd, 0);
	return map == MAP_FAILED ? NULL : map;
}

static void add_build_ids(struct recorder *rec)
{
	const struct record_opts *o = rec->opts;
	struct buildid_opts bo = {
		.all = o->buildid_all,
		.cache = !o->no_buildid_cache,
		.copy_elf = o->copy_elf,
		.kallsyms = machine_facts_kernel_addresses(&rec->facts),
	};
	struct hits hits;
	size_t len;
	const uint8_t *map = map_output(rec, &len);
	uint64_t start;

	if (!map)
		return;
	memcpy(&start, map + DATA_OFFSET_AT, sizeof(start));
	if (start < len) {
		hits_find(map + start, len - start, rec->events_out, rec->nr_events_out, &hits);
		buildids_add(&hits, &bo, rec->arena, &rec->features);
		hits_done(&hits);
	}
	munmap((void *)map, len);
}

static bool wants_build_ids(const struct recorder *rec)
{
	const struct record_opts *o = rec->opts;

	if (o->no_buildid || rec->output.is_pipe || o->zstd_level)
		return false;
	/* A row of files is written while events come: there is no time to look at each again. */
	return o->switching.kind == SWITCH_NONE || o->buildid_all ||
	       (o->buildid_given && !o->no_buildid);
}

int finish_file(struct recorder *rec, bool last, struct err *err)
{
	bool is_broken = rec->end == END_ERROR; /* the writer takes no more records */
	int r = 0, r2;

	if (rec->plan.tail_synthesize && !is_broken)
		r = recorder_synthesize(rec, err);
	if (r >= 0 && last && !is_broken)
		r = put_lost(rec, err);
	if (r >= 0 && wants_build_ids(rec) && !is_broken) {
		r = pdata_writer_flush(rec->writer, err);
		if (r >= 0)
			add_build_ids(rec);
	}
	header_finish(rec);
	r2 = pdata_writer_finish(rec->writer, &rec->features, r < 0 ? NULL : err);
	return r < 0 ? r : r2;
}
