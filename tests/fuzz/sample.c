/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The decoder of samples and id fields, for any sample_type. */
#include "tests/fuzz/lib/input.h"

#include <stdlib.h>

#include "common/abi/attr.h"
#include "common/abi/record.h"
#include "common/abi/sample.h"
#include "common/base/cursor.h"
#include "common/base/mem.h"

/* What the format depends on, taken from the front of the input. */
static bool take_attr(struct cursor *c, struct perf_event_attr *attr)
{
	uint64_t flags;

	*attr = (struct perf_event_attr){ .size = sizeof(*attr) };
	if (!cursor_u64(c, (uint64_t *)&attr->sample_type) ||
	    !cursor_u64(c, (uint64_t *)&attr->read_format) ||
	    !cursor_u64(c, (uint64_t *)&attr->branch_sample_type) ||
	    !cursor_u64(c, (uint64_t *)&attr->sample_regs_user) ||
	    !cursor_u64(c, (uint64_t *)&attr->sample_regs_intr) || !cursor_u64(c, &flags))
		return false;
	attr->sample_id_all = flags & 1;
	return true;
}

/* Every byte that the sample points to must be in the record. */
static uint64_t look_at(const struct sample *s)
{
	uint64_t sum = 0, value;

	for (uint64_t i = 0; s->callchain && i < s->nr_callchain; i++)
		sum += s->callchain[i];
	for (uint64_t i = 0; s->branches && i < s->nr_branches; i++)
		sum += s->branches[i].from + s->branches[i].flags;
	for (uint64_t i = 0; s->read.values && i < s->read.nr; i++)
		sum += sample_read_value(s, i).value + sample_read_value(s, i).id;
	for (unsigned reg = 0; reg < 64; reg++) {
		sum += sample_reg(&s->user_regs, reg, &value) ? value : 0;
		sum += sample_reg(&s->intr_regs, reg, &value) ? value : 0;
	}
	for (uint64_t i = 0; s->raw && i < s->raw_size; i++)
		sum += ((const uint8_t *)s->raw)[i];
	for (uint64_t i = 0; s->user_stack && i < s->user_stack_size; i++)
		sum += ((const uint8_t *)s->user_stack)[i];
	for (uint64_t i = 0; s->aux && i < s->aux_size; i++)
		sum += ((const uint8_t *)s->aux)[i];
	return sum;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct cursor c = cursor_of(bytes, len);
	struct perf_event_attr attr;
	struct sample_format format;
	struct sample sample;
	struct sample_id id;
	AUTO(freep) struct perf_event_header *header = NULL;
	struct record rec = { 0 };
	volatile uint64_t sum = 0;
	size_t size;

	if (!take_attr(&c, &attr))
		return 0;
	sample_format_init(&format, &attr);
	size = sizeof(*header) + cursor_left(&c) / 8 * 8;
	if (size > UINT16_MAX)
		return 0;
	header = xmalloc(size); /* of its own: a byte beyond is found */
	*header = (struct perf_event_header){ .type = PERF_RECORD_SAMPLE, .size = (uint16_t)size };
	cursor_copy(&c, header + 1, size - sizeof(*header));
	rec.header = header;

	if (sample_decode(&rec, &format, &sample, NULL) == 0)
		sum += look_at(&sample);
	header->type = PERF_RECORD_COMM;
	if (sample_id_decode(&rec, &format, &id, NULL) == 0)
		sum += id.id;
	sum += record_time_ns(&rec, &format);
	(void)sum;
	return 0;
}
