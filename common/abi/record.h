/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * Records: what stands between the header and the features of a perf.data file.
 *
 * Types below 64 come from the kernel (linux/perf_event.h), those from 64 on from perf's user
 * space (tools/perf/Documentation/perf.data-file-format.txt, Linux 6.1; 83 and later: 7.x).
 * Records are views of bytes that somebody else owns; every accessor checks the record's size.
 */
#include <linux/perf_event.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/base/str.h"

struct err;

enum record_user_type {
	RECORD_HEADER_ATTR = 64,
	RECORD_HEADER_EVENT_TYPE = 65, /* obsolete */
	RECORD_HEADER_TRACING_DATA = 66,
	RECORD_HEADER_BUILD_ID = 67,
	RECORD_FINISHED_ROUND = 68,
	RECORD_ID_INDEX = 69,
	RECORD_AUXTRACE_INFO = 70,
	RECORD_AUXTRACE = 71, /* `size` bytes of payload follow the record, outside header.size */
	RECORD_AUXTRACE_ERROR = 72,
	RECORD_THREAD_MAP = 73,
	RECORD_CPU_MAP = 74,
	RECORD_STAT_CONFIG = 75,
	RECORD_STAT = 76,
	RECORD_STAT_ROUND = 77,
	RECORD_EVENT_UPDATE = 78,
	RECORD_TIME_CONV = 79,
	RECORD_HEADER_FEATURE = 80,
	RECORD_COMPRESSED = 81,
	RECORD_FINISHED_INIT = 82,
	RECORD_COMPRESSED2 = 83, /* Linux 6.16: has its own data size, padded to 8 */
	RECORD_USER_FIRST = 64,
};

/* PERF_RECORD_CALLCHAIN_DEFERRED of Linux 6.19, which the uapi header of 6.1 lacks. */
#define RECORD_CALLCHAIN_DEFERRED 22

/* misc bits that the header of 6.1 has no, or several, names for */
#define RECORD_MISC_BUILD_ID_SIZE (1u << 15)

/* One record: 8-byte aligned, `header` and what follows in this machine's byte order. */
struct record {
	const struct perf_event_header *header;
	uint64_t file_offset; /* of its first byte in the file or pipe, for messages and -D */
};

static inline const uint8_t *record_bytes(const struct record *rec)
{
	return (const uint8_t *)rec->header;
}

/* "MMAP2", "FINISHED_ROUND" ...; NULL for a type that is not known. */
const char *record_type_name(uint32_t type);

/* PERF_RECORD_MMAP and MMAP2 as one. Views live as long as the record. */
struct record_mmap {
	uint32_t pid, tid;
	uint64_t start, len, pgoff;
	struct str filename;
	uint32_t prot, flags; /* MMAP: PROT_EXEC unless misc says data, and 0 */
	uint32_t maj, min;
	uint64_t ino, ino_generation;
	const uint8_t *build_id; /* misc bit 14: then maj..ino_generation are 0; else NULL */
	uint8_t build_id_size;
	bool is_mmap2;
};
int record_mmap(const struct record *rec, struct record_mmap *ret, struct err *err);

struct record_comm {
	uint32_t pid, tid;
	struct str comm;
	bool exec;
};
int record_comm(const struct record *rec, struct record_comm *ret, struct err *err);

/* FORK and EXIT. */
struct record_task {
	uint32_t pid, ppid, tid, ptid;
	uint64_t time_ns;
};
int record_task(const struct record *rec, struct record_task *ret, struct err *err);

/* LOST (id, lost) and LOST_SAMPLES (id is 0). */
struct record_lost {
	uint64_t id, lost;
};
int record_lost(const struct record *rec, struct record_lost *ret, struct err *err);

struct record_ksymbol {
	uint64_t addr;
	uint32_t len;
	uint16_t type, flags; /* flags bit 0: unregister */
	struct str name;
};
int record_ksymbol(const struct record *rec, struct record_ksymbol *ret, struct err *err);

struct record_cgroup {
	uint64_t id;
	struct str path;
};
int record_cgroup(const struct record *rec, struct record_cgroup *ret, struct err *err);

struct record_namespaces {
	uint32_t pid, tid;
	uint64_t nr; /* of the links below that are there, at most 7 are kept */
	struct {
		uint64_t dev, ino;
	} link[7];
};
int record_namespaces(const struct record *rec, struct record_namespaces *ret, struct err *err);

/* SWITCH (next_prev_* are 0) and SWITCH_CPU_WIDE. */
struct record_switch {
	bool out, preempt;
	bool cpu_wide;
	uint32_t next_prev_pid, next_prev_tid;
};
int record_switch(const struct record *rec, struct record_switch *ret, struct err *err);

struct record_throttle {
	uint64_t time_ns, id, stream_id;
};
int record_throttle(const struct record *rec, struct record_throttle *ret, struct err *err);

/*
 * Turn a whole record of the other byte order into this machine's, in place.
 *
 * `bytes` holds header.size bytes of a writable copy; the header itself is swapped already.
 * sample: how its id fields are laid out (sample_id_all), or NULL.
 * Errors: -EBADMSG where the record is shorter than its type says.
 */
struct sample_format;
int record_swap(void *bytes, const struct sample_format *format, struct err *err);
