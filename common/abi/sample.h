/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * PERF_RECORD_SAMPLE and the id fields at the end of the other records: decode and encode.
 *
 * The layout depends on the event's attr; it is worked out once an event (sample_format), then a
 * decode is a straight walk. Source: perf_event_open(2), linux/perf_event.h of Linux 6.1.
 */
#include <linux/perf_event.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/abi/record.h"

struct err;
struct outbuf;

/* How the samples of one event are laid out. */
struct sample_format {
	uint64_t sample_type;
	uint64_t read_format;
	uint64_t branch_sample_type;
	uint64_t regs_user_mask, regs_intr_mask;
	uint64_t sample_period; /* what a sample stands for where PERIOD is not in it */
	bool sample_id_all;     /* other records end with id fields */
	/* Offsets in bytes from the record's start; 0: it is not in the sample. */
	uint16_t id_offset; /* IDENTIFIER, or else ID */
	uint16_t ip_offset, tid_offset, time_offset, cpu_offset;
};

void sample_format_init(struct sample_format *f, const struct perf_event_attr *attr);

/* One value of PERF_SAMPLE_READ. */
struct sample_read_value {
	uint64_t value, id, lost;
};

/* PERF_SAMPLE_READ: values are read from the record by sample_read_value(). */
struct sample_read {
	uint64_t nr; /* 1 without PERF_FORMAT_GROUP */
	uint64_t time_enabled_ns, time_running_ns;
	const uint64_t *values; /* in the record */
	const uint64_t *rest;   /* without PERF_FORMAT_GROUP: id and lost of the one value */
};

struct sample_regs {
	uint64_t abi; /* PERF_SAMPLE_REGS_ABI_* */
	uint64_t mask;
	const uint64_t *values; /* one a bit of mask, in the record; NULL where abi is NONE */
};

struct sample_branch {
	uint64_t from, to, flags;
};

/* A decoded sample. Pointers are views of the record. What is not in sample_type is 0. */
struct sample {
	const struct sample_format *format;
	uint16_t misc;
	uint64_t id, ip, time_ns, addr, stream_id, period;
	uint32_t pid, tid, cpu;
	struct sample_read read;
	const uint64_t *callchain; /* leaf first, PERF_CONTEXT_* markers among the addresses */
	uint64_t nr_callchain;
	const void *raw;
	uint32_t raw_size;
	const struct sample_branch *branches;
	uint64_t nr_branches, branch_hw_idx;
	struct sample_regs user_regs, intr_regs;
	const void *user_stack;
	uint64_t user_stack_size, user_stack_dyn_size; /* as dumped, as is valid */
	uint64_t weight;                               /* WEIGHT, or var1_dw of WEIGHT_STRUCT */
	uint16_t ins_lat, p_stage_cyc;
	uint64_t data_src, transaction, phys_addr, cgroup, data_page_size, code_page_size;
	const void *aux;
	uint64_t aux_size;
};

/*
 * Decode a PERF_RECORD_SAMPLE.
 *
 * Errors: -EBADMSG where a count or a size goes beyond the record; the message has the numbers.
 */
int sample_decode(const struct record *rec, const struct sample_format *format, struct sample *ret,
                  struct err *err);

/* The i'th value of a PERF_SAMPLE_READ (i < read->nr). */
struct sample_read_value sample_read_value(const struct sample *sample, uint64_t i);

/* The value of register `reg` (PERF_REG_*) where it was sampled. */
bool sample_reg(const struct sample_regs *regs, unsigned reg, uint64_t *ret);

/*
 * The id fields at the end of a record that is no sample; zero without sample_id_all.
 * Errors: -EBADMSG where the record is too short.
 */
struct sample_id {
	uint32_t pid, tid, cpu;
	uint64_t time_ns, id, stream_id;
};
int sample_id_decode(const struct record *rec, const struct sample_format *format,
                     struct sample_id *ret, struct err *err);

/* Length in bytes of those fields. */
size_t sample_id_size(const struct sample_format *format);

/* Append them to a record that is being made. */
void sample_id_encode(const struct sample_format *format, const struct sample_id *id,
                      struct outbuf *out);

/* Only the time of a sample or of another record: 0 where it has none. No checks beyond size. */
uint64_t record_time_ns(const struct record *rec, const struct sample_format *format);
