/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "common/abi/sample.h"

#include <inttypes.h>
#include <string.h>

#include "common/base/err.h"

/* A walk over the 8-byte words of a record. */
struct words {
	const uint64_t *at, *end;
};

static struct words record_words(const struct record *rec)
{
	const uint64_t *start = (const uint64_t *)(const void *)rec->header;

	return (struct words){ start + 1, start + rec->header->size / sizeof(uint64_t) };
}

static uint64_t words_left(const struct words *w)
{
	return w->at < w->end ? (uint64_t)(w->end - w->at) : 0;
}

static bool next_word(struct words *w, uint64_t *ret)
{
	if (w->at >= w->end)
		return false;
	*ret = *w->at++;
	return true;
}

/* Two u32 in one word, in the order of memory. */
static bool next_pair(struct words *w, uint32_t *first, uint32_t *second)
{
	uint32_t pair[2];

	if (w->at >= w->end)
		return false;
	memcpy(pair, w->at++, sizeof(pair));
	*first = pair[0];
	*second = pair[1];
	return true;
}

static const uint64_t *next_words(struct words *w, uint64_t nr)
{
	const uint64_t *at = w->at;

	if (nr > words_left(w))
		return NULL;
	w->at += nr;
	return at;
}

void sample_format_init(struct sample_format *f, const struct perf_event_attr *attr)
{
	/* The members that come before the ones with an offset, in the sample's order. */
	const uint64_t type = attr->sample_type;
	uint16_t at = sizeof(struct perf_event_header);

	*f = (struct sample_format){
		.sample_type = type,
		.read_format = attr->read_format,
		.branch_sample_type = attr->branch_sample_type,
		.regs_user_mask = attr->sample_regs_user,
		.regs_intr_mask = attr->sample_regs_intr,
		.sample_period = attr->freq ? 1 : attr->sample_period,
		.sample_id_all = attr->sample_id_all,
	};
#define MEMBER(bit, offset)            \
	do {                           \
		if (type & (bit)) {    \
			(offset) = at; \
			at += 8;       \
		}                      \
	} while (0)
	uint16_t unused;

	MEMBER(PERF_SAMPLE_IDENTIFIER, f->id_offset);
	MEMBER(PERF_SAMPLE_IP, f->ip_offset);
	MEMBER(PERF_SAMPLE_TID, f->tid_offset);
	MEMBER(PERF_SAMPLE_TIME, f->time_offset);
	MEMBER(PERF_SAMPLE_ADDR, unused);
	if (type & PERF_SAMPLE_ID) {
		if (!f->id_offset)
			f->id_offset = at;
		at += 8;
	}
	MEMBER(PERF_SAMPLE_STREAM_ID, unused);
	MEMBER(PERF_SAMPLE_CPU, f->cpu_offset);
	(void)unused;
#undef MEMBER
}

static int cut_short(const struct record *rec, const char *what, struct err *err)
{
	return err_set(err, EBADMSG, "sample at 0x%" PRIx64 ": %s goes beyond its %u bytes",
	               rec->file_offset, what, rec->header->size);
}

static int too_many(const struct record *rec, const char *what, uint64_t nr, uint64_t left,
                    struct err *err)
{
	return err_set(err, EBADMSG,
	               "sample at 0x%" PRIx64 ": %" PRIu64 " %s, but only %" PRIu64
	               " bytes are left of its %u",
	               rec->file_offset, nr, what, left * 8, rec->header->size);
}

/* IDENTIFIER to PERIOD: single words. */
static bool decode_fixed(struct words *w, struct sample *s)
{
	const uint64_t type = s->format->sample_type;
	uint32_t reserved;

#define WORD(bit, member)                                       \
	do {                                                    \
		if ((type & (bit)) && !next_word(w, &(member))) \
			return false;                           \
	} while (0)
	WORD(PERF_SAMPLE_IDENTIFIER, s->id);
	WORD(PERF_SAMPLE_IP, s->ip);
	if ((type & PERF_SAMPLE_TID) && !next_pair(w, &s->pid, &s->tid))
		return false;
	WORD(PERF_SAMPLE_TIME, s->time_ns);
	WORD(PERF_SAMPLE_ADDR, s->addr);
	WORD(PERF_SAMPLE_ID, s->id);
	WORD(PERF_SAMPLE_STREAM_ID, s->stream_id);
	if ((type & PERF_SAMPLE_CPU) && !next_pair(w, &s->cpu, &reserved))
		return false;
	WORD(PERF_SAMPLE_PERIOD, s->period);
	return true;
}

/* Words that one value of PERF_SAMPLE_READ takes. */
static unsigned read_value_words(const struct sample_format *f)
{
	return 1 + !!(f->read_format & PERF_FORMAT_ID) + !!(f->read_format & PERF_FORMAT_LOST);
}

static int decode_read(struct words *w, struct sample *s, const struct record *rec, struct err *err)
{
	const uint64_t format = s->format->read_format;
	const bool group = format & PERF_FORMAT_GROUP;
	const uint64_t *value = NULL;

	s->read.nr = 1;
	if (group && !next_word(w, &s->read.nr))
		return cut_short(rec, "the read values", err);
	if (!group && !(value = next_words(w, 1)))
		return cut_short(rec, "the read value", err);
	if ((format & PERF_FORMAT_TOTAL_TIME_ENABLED) && !next_word(w, &s->read.time_enabled_ns))
		return cut_short(rec, "the read times", err);
	if ((format & PERF_FORMAT_TOTAL_TIME_RUNNING) && !next_word(w, &s->read.time_running_ns))
		return cut_short(rec, "the read times", err);

	if (!group) {
		s->read.values = value;
		s->read.rest = next_words(w, read_value_words(s->format) - 1);
		return s->read.rest ? 0 : cut_short(rec, "the read value", err);
	}
	if (s->read.nr > words_left(w) / read_value_words(s->format))
		return too_many(rec, "read values", s->read.nr, words_left(w), err);
	s->read.values = next_words(w, s->read.nr * read_value_words(s->format));
	return 0;
}

struct sample_read_value sample_read_value(const struct sample *sample, uint64_t i)
{
	const uint64_t format = sample->format->read_format;
	const uint64_t *at = sample->read.values;
	struct sample_read_value v = { 0 };

	if (format & PERF_FORMAT_GROUP) {
		at += i * read_value_words(sample->format);
		v.value = *at++;
	} else {
		v.value = *at;
		at = sample->read.rest;
	}
	if (format & PERF_FORMAT_ID)
		v.id = *at++;
	if (format & PERF_FORMAT_LOST)
		v.lost = *at;
	return v;
}

static int decode_callchain(struct words *w, struct sample *s, const struct record *rec,
                            struct err *err)
{
	if (!next_word(w, &s->nr_callchain))
		return cut_short(rec, "the callchain", err);
	s->callchain = next_words(w, s->nr_callchain);
	if (!s->callchain)
		return too_many(rec, "callchain entries", s->nr_callchain, words_left(w), err);
	return 0;
}

static int decode_raw(struct words *w, struct sample *s, const struct record *rec, struct err *err)
{
	uint64_t left = words_left(w) * 8;
	const uint8_t *at = (const uint8_t *)w->at;

	if (left < sizeof(uint32_t))
		return cut_short(rec, "the raw data", err);
	memcpy(&s->raw_size, at, sizeof(uint32_t));
	if (s->raw_size > left - sizeof(uint32_t))
		return too_many(rec, "bytes of raw data", s->raw_size, left / 8, err);
	s->raw = at + sizeof(uint32_t);
	/* The kernel rounds size and data together up to a whole word. */
	w->at += ((uint64_t)s->raw_size + sizeof(uint32_t) + 7) / 8;
	return 0;
}

static int decode_branches(struct words *w, struct sample *s, const struct record *rec,
                           struct err *err)
{
	_Static_assert(sizeof(struct sample_branch) == 24, "as the kernel has it");

	if (!next_word(w, &s->nr_branches))
		return cut_short(rec, "the branch stack", err);
	if ((s->format->branch_sample_type & PERF_SAMPLE_BRANCH_HW_INDEX) &&
	    !next_word(w, &s->branch_hw_idx))
		return cut_short(rec, "the branch stack", err);
	if (s->nr_branches > words_left(w) / 3)
		return too_many(rec, "branches", s->nr_branches, words_left(w), err);
	s->branches = (const void *)next_words(w, s->nr_branches * 3);
	return 0;
}

static int decode_regs(struct words *w, struct sample_regs *regs, uint64_t mask,
                       const struct record *rec, struct err *err)
{
	if (!next_word(w, &regs->abi))
		return cut_short(rec, "the register set", err);
	regs->mask = mask;
	if (regs->abi == PERF_SAMPLE_REGS_ABI_NONE)
		return 0;
	regs->values = next_words(w, (uint64_t)__builtin_popcountll(mask));
	if (!regs->values)
		return cut_short(rec, "the register set", err);
	return 0;
}

bool sample_reg(const struct sample_regs *regs, unsigned reg, uint64_t *ret)
{
	uint64_t bit = UINT64_C(1) << (reg & 63);

	if (!regs->values || !(regs->mask & bit))
		return false;
	*ret = regs->values[__builtin_popcountll(regs->mask & (bit - 1))];
	return true;
}

static int decode_user_stack(struct words *w, struct sample *s, const struct record *rec,
                             struct err *err)
{
	uint64_t size;

	if (!next_word(w, &size))
		return cut_short(rec, "the user stack", err);
	if (!size)
		return 0;
	if (size > words_left(w) * 8)
		return too_many(rec, "bytes of user stack", size, words_left(w), err);
	s->user_stack = next_words(w, (size + 7) / 8);
	s->user_stack_size = size;
	if (!s->user_stack || !next_word(w, &s->user_stack_dyn_size))
		return cut_short(rec, "the user stack", err);
	if (s->user_stack_dyn_size > size)
		return err_set(err, EBADMSG,
		               "sample at 0x%" PRIx64 ": %" PRIu64 " valid bytes of user stack, "
		               "but only %" PRIu64 " were dumped",
		               rec->file_offset, s->user_stack_dyn_size, size);
	return 0;
}

static bool decode_weight(struct words *w, struct sample *s)
{
	uint64_t word;

	if (!next_word(w, &word))
		return false;
	s->weight = word;
	if (s->format->sample_type & PERF_SAMPLE_WEIGHT_STRUCT) {
		s->weight = (uint32_t)word;
		s->ins_lat = (uint16_t)(word >> 32);
		s->p_stage_cyc = (uint16_t)(word >> 48);
	}
	return true;
}

/* WEIGHT to AUX: what stands behind the long members. */
static int decode_tail(struct words *w, struct sample *s, const struct record *rec, struct err *err)
{
	const uint64_t type = s->format->sample_type;
	bool fits = true;
	int r;

	if (type & (PERF_SAMPLE_WEIGHT | PERF_SAMPLE_WEIGHT_STRUCT))
		fits = fits && decode_weight(w, s);
	if (type & PERF_SAMPLE_DATA_SRC)
		fits = fits && next_word(w, &s->data_src);
	if (type & PERF_SAMPLE_TRANSACTION)
		fits = fits && next_word(w, &s->transaction);
	if (!fits)
		return cut_short(rec, "the weight", err);
	if (type & PERF_SAMPLE_REGS_INTR) {
		r = decode_regs(w, &s->intr_regs, s->format->regs_intr_mask, rec, err);
		if (r < 0)
			return r;
	}
	if (type & PERF_SAMPLE_PHYS_ADDR)
		fits = fits && next_word(w, &s->phys_addr);
	if (type & PERF_SAMPLE_CGROUP)
		fits = fits && next_word(w, &s->cgroup);
	if (type & PERF_SAMPLE_DATA_PAGE_SIZE)
		fits = fits && next_word(w, &s->data_page_size);
	if (type & PERF_SAMPLE_CODE_PAGE_SIZE)
		fits = fits && next_word(w, &s->code_page_size);
	if (type & PERF_SAMPLE_AUX) {
		fits = fits && next_word(w, &s->aux_size);
		if (fits && s->aux_size > words_left(w) * 8)
			return too_many(rec, "bytes of AUX data", s->aux_size, words_left(w), err);
		s->aux = w->at;
	}
	return fits ? 0 : cut_short(rec, "an address or page size", err);
}

/* READ to STACK_USER: members with a count of their own. */
static int decode_long(struct words *w, struct sample *s, const struct record *rec, struct err *err)
{
	const uint64_t type = s->format->sample_type;
	int r = 0;

	if (type & PERF_SAMPLE_READ)
		r = decode_read(w, s, rec, err);
	if (r == 0 && (type & PERF_SAMPLE_CALLCHAIN))
		r = decode_callchain(w, s, rec, err);
	if (r == 0 && (type & PERF_SAMPLE_RAW))
		r = decode_raw(w, s, rec, err);
	if (r == 0 && (type & PERF_SAMPLE_BRANCH_STACK))
		r = decode_branches(w, s, rec, err);
	if (r == 0 && (type & PERF_SAMPLE_REGS_USER))
		r = decode_regs(w, &s->user_regs, s->format->regs_user_mask, rec, err);
	if (r == 0 && (type & PERF_SAMPLE_STACK_USER))
		r = decode_user_stack(w, s, rec, err);
	return r;
}

#define SAMPLE_LONG_MEMBERS                                                                      \
	(PERF_SAMPLE_READ | PERF_SAMPLE_CALLCHAIN | PERF_SAMPLE_RAW | PERF_SAMPLE_BRANCH_STACK | \
	 PERF_SAMPLE_REGS_USER | PERF_SAMPLE_STACK_USER)
#define SAMPLE_FIXED_MEMBERS                                                            \
	(PERF_SAMPLE_IDENTIFIER | PERF_SAMPLE_IP | PERF_SAMPLE_TID | PERF_SAMPLE_TIME | \
	 PERF_SAMPLE_ADDR | PERF_SAMPLE_ID | PERF_SAMPLE_STREAM_ID | PERF_SAMPLE_CPU |  \
	 PERF_SAMPLE_PERIOD)

int sample_decode(const struct record *rec, const struct sample_format *format, struct sample *ret,
                  struct err *err)
{
	struct words w = record_words(rec);
	struct sample s = {
		.format = format,
		.misc = rec->header->misc,
		.id = UINT64_MAX,
		.stream_id = UINT64_MAX,
		.pid = UINT32_MAX,
		.tid = UINT32_MAX,
		.cpu = UINT32_MAX,
		.period = format->sample_period,
	};
	int r;

	if (!decode_fixed(&w, &s))
		return cut_short(rec, "its fixed part", err);
	if (format->sample_type & SAMPLE_LONG_MEMBERS) {
		r = decode_long(&w, &s, rec, err);
		if (r < 0)
			return r;
	}
	if (format->sample_type & ~(uint64_t)(SAMPLE_LONG_MEMBERS | SAMPLE_FIXED_MEMBERS)) {
		r = decode_tail(&w, &s, rec, err);
		if (r < 0)
			return r;
	}
	*ret = s;
	return 0;
}
