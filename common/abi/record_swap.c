/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Records of the other byte order, turned around in place.
 *
 * A sample is a run of 8-byte words; what is smaller (pid and tid, cpu, the size of raw data) is
 * put right afterwards, and what is bytes (raw data, stack dumps) is left alone. The raw data of
 * a tracepoint stays in the order of its machine: libtraceevent knows how to read that.
 */
#include <byteswap.h>
#include <inttypes.h>
#include <string.h>

#include "common/abi/record.h"
#include "common/abi/record_table.h"
#include "common/abi/sample.h"
#include "common/base/err.h"

struct swap_walk {
	uint8_t *at, *end;
};

static size_t left(const struct swap_walk *w)
{
	return (size_t)(w->end - w->at);
}

static bool swap2(struct swap_walk *w)
{
	uint16_t v;

	if (left(w) < sizeof(v))
		return false;
	memcpy(&v, w->at, sizeof(v));
	v = bswap_16(v);
	memcpy(w->at, &v, sizeof(v));
	w->at += sizeof(v);
	return true;
}

static bool swap4(struct swap_walk *w, uint32_t *ret)
{
	uint32_t v;

	if (left(w) < sizeof(v))
		return false;
	memcpy(&v, w->at, sizeof(v));
	v = bswap_32(v);
	memcpy(w->at, &v, sizeof(v));
	w->at += sizeof(v);
	if (ret)
		*ret = v;
	return true;
}

static bool swap8(struct swap_walk *w, uint64_t *ret)
{
	uint64_t v;

	if (left(w) < sizeof(v))
		return false;
	memcpy(&v, w->at, sizeof(v));
	v = bswap_64(v);
	memcpy(w->at, &v, sizeof(v));
	w->at += sizeof(v);
	if (ret)
		*ret = v;
	return true;
}

static bool swap8_nr(struct swap_walk *w, uint64_t nr)
{
	if (nr > left(w) / 8)
		return false;
	while (nr--)
		swap8(w, NULL);
	return true;
}

static bool swap_pair(struct swap_walk *w)
{
	return swap4(w, NULL) && swap4(w, NULL);
}

static bool skip(struct swap_walk *w, uint64_t nr)
{
	if (nr > left(w))
		return false;
	w->at += nr;
	return true;
}

static bool swap_read(struct swap_walk *w, const struct sample_format *f)
{
	const uint64_t format = f->read_format;
	uint64_t nr = 1, words;

	if ((format & PERF_FORMAT_GROUP) && !swap8(w, &nr))
		return false;
	if (nr > left(w) / 8)
		return false;
	words = nr * (1 + !!(format & PERF_FORMAT_ID) + !!(format & PERF_FORMAT_LOST));
	words += !!(format & PERF_FORMAT_TOTAL_TIME_ENABLED);
	words += !!(format & PERF_FORMAT_TOTAL_TIME_RUNNING);
	return swap8_nr(w, words);
}

static bool swap_raw(struct swap_walk *w)
{
	uint32_t size;

	return swap4(w, &size) && skip(w, (((uint64_t)size + 4 + 7) & ~UINT64_C(7)) - 4);
}

static bool swap_branches(struct swap_walk *w, const struct sample_format *f)
{
	uint64_t nr;

	if (!swap8(w, &nr) || nr > left(w) / 24)
		return false;
	return swap8_nr(w, nr * 3 + !!(f->branch_sample_type & PERF_SAMPLE_BRANCH_HW_INDEX));
}

static bool swap_regs(struct swap_walk *w, uint64_t mask)
{
	uint64_t abi;

	return swap8(w, &abi) && (!abi || swap8_nr(w, (uint64_t)__builtin_popcountll(mask)));
}

static bool swap_user_stack(struct swap_walk *w)
{
	uint64_t size;

	return swap8(w, &size) && (!size || (skip(w, size) && swap8(w, NULL)));
}

static bool swap_fixed(struct swap_walk *w, uint64_t type)
{
	bool fits = true;

	if (type & PERF_SAMPLE_IDENTIFIER)
		fits = fits && swap8(w, NULL);
	if (type & PERF_SAMPLE_IP)
		fits = fits && swap8(w, NULL);
	if (type & PERF_SAMPLE_TID)
		fits = fits && swap_pair(w);
	fits = fits && swap8_nr(w, (uint64_t)__builtin_popcountll(
					   type & (PERF_SAMPLE_TIME | PERF_SAMPLE_ADDR |
	                                           PERF_SAMPLE_ID | PERF_SAMPLE_STREAM_ID)));
	if (type & PERF_SAMPLE_CPU)
		fits = fits && swap_pair(w);
	if (type & PERF_SAMPLE_PERIOD)
		fits = fits && swap8(w, NULL);
	return fits;
}

static bool swap_sample(struct swap_walk *w, const struct sample_format *f)
{
	const uint64_t type = f->sample_type;
	uint64_t nr = 0;
	bool fits = swap_fixed(w, type);

	if (type & PERF_SAMPLE_READ)
		fits = fits && swap_read(w, f);
	if (type & PERF_SAMPLE_CALLCHAIN)
		fits = fits && swap8(w, &nr) && swap8_nr(w, nr);
	if (type & PERF_SAMPLE_RAW)
		fits = fits && swap_raw(w);
	if (type & PERF_SAMPLE_BRANCH_STACK)
		fits = fits && swap_branches(w, f);
	if (type & PERF_SAMPLE_REGS_USER)
		fits = fits && swap_regs(w, f->regs_user_mask);
	if (type & PERF_SAMPLE_STACK_USER)
		fits = fits && swap_user_stack(w);
	if (type & (PERF_SAMPLE_WEIGHT | PERF_SAMPLE_WEIGHT_STRUCT))
		fits = fits && swap8(w, NULL); /* the struct is declared by byte order */
	if (type & PERF_SAMPLE_DATA_SRC)
		fits = fits && swap8(w, NULL);
	if (type & PERF_SAMPLE_TRANSACTION)
		fits = fits && swap8(w, NULL);
	if (type & PERF_SAMPLE_REGS_INTR)
		fits = fits && swap_regs(w, f->regs_intr_mask);
	return fits && swap8_nr(w, (uint64_t)__builtin_popcountll(
					   type & (PERF_SAMPLE_PHYS_ADDR | PERF_SAMPLE_CGROUP |
	                                           PERF_SAMPLE_DATA_PAGE_SIZE |
	                                           PERF_SAMPLE_CODE_PAGE_SIZE | PERF_SAMPLE_AUX)));
}

static bool swap_ids(struct swap_walk *w, const struct sample_format *f)
{
	const uint64_t type = f->sample_type;
	bool fits = true;

	if (type & PERF_SAMPLE_TID)
		fits = fits && swap_pair(w);
	fits = fits && swap8_nr(w, (uint64_t)__builtin_popcountll(type & (PERF_SAMPLE_TIME |
	                                                                  PERF_SAMPLE_ID |
	                                                                  PERF_SAMPLE_STREAM_ID)));
	if (type & PERF_SAMPLE_CPU)
		fits = fits && swap_pair(w);
	if (type & PERF_SAMPLE_IDENTIFIER)
		fits = fits && swap8(w, NULL);
	return fits;
}

/* The 24 bytes of MMAP2 that are numbers, or a build-id. */
static bool swap_inode(struct swap_walk *w, const struct perf_event_header *header)
{
	if (header->misc & PERF_RECORD_MISC_MMAP_BUILD_ID)
		return skip(w, 24);
	return swap_pair(w) && swap8(w, NULL) && swap8(w, NULL);
}

static bool swap_layout(struct swap_walk *w, const struct perf_event_header *header,
                        const char *layout)
{
	bool fits = true;

	for (; *layout && fits; layout++) {
		switch (*layout) {
		case '2':
			fits = swap2(w);
			break;
		case '4':
			fits = swap4(w, NULL);
			break;
		case '8':
			fits = swap8(w, NULL);
			break;
		case 'b':
			fits = swap_inode(w, header);
			break;
		case '*':
			fits = swap8_nr(w, left(w) / 8);
			break;
		default: /* text and bytes have no order */
			w->at = w->end;
			break;
		}
	}
	return fits;
}

int record_swap(void *bytes, const struct sample_format *format, struct err *err)
{
	const struct perf_event_header *header = bytes;
	const struct record_type *type = record_type_find(header->type);
	struct swap_walk w = { (uint8_t *)(header + 1), (uint8_t *)bytes + header->size };
	struct swap_walk ids = { w.end, w.end };
	bool fits;

	if (!type)
		return 0;
	if (header->type == PERF_RECORD_SAMPLE) {
		fits = format && swap_sample(&w, format);
	} else {
		size_t id_bytes =
			format && header->type < RECORD_USER_FIRST ? sample_id_size(format) : 0;

		if (id_bytes > left(&w))
			id_bytes = 0;
		w.end -= id_bytes;
		ids.at -= id_bytes;
		fits = swap_layout(&w, header, type->layout);
		if (id_bytes)
			fits = swap_ids(&ids, format) && fits;
	}
	if (!fits)
		return err_set(err, EBADMSG, "record %s of %u bytes is cut short", type->name,
		               header->size);
	return 0;
}
