/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "common/abi/attr.h"

#include <byteswap.h>
#include <string.h>

#include "common/base/cursor.h"
#include "common/base/err.h"

static uint8_t reverse_bits(uint8_t v)
{
	v = (uint8_t)((v & 0xf0) >> 4 | (v & 0x0f) << 4);
	v = (uint8_t)((v & 0xcc) >> 2 | (v & 0x33) << 2);
	return (uint8_t)((v & 0xaa) >> 1 | (v & 0x55) << 1);
}

/*
 * Compilers of the other byte order put the first bit field at the other end of each byte; the
 * bytes of the flag word themselves stand in the same order.
 */
static void swap_flags(struct perf_event_attr *attr)
{
	uint8_t *byte = (uint8_t *)&attr->read_format + sizeof(attr->read_format);

	for (unsigned i = 0; i < sizeof(uint64_t); i++)
		byte[i] = reverse_bits(byte[i]);
}

static void swap_members(struct perf_event_attr *a)
{
	a->type = bswap_32(a->type);
	a->size = bswap_32(a->size);
	a->config = bswap_64(a->config);
	a->sample_period = bswap_64(a->sample_period);
	a->sample_type = bswap_64(a->sample_type);
	a->read_format = bswap_64(a->read_format);
	swap_flags(a);
	a->wakeup_events = bswap_32(a->wakeup_events);
	a->bp_type = bswap_32(a->bp_type);
	a->config1 = bswap_64(a->config1);
	a->config2 = bswap_64(a->config2);
	a->branch_sample_type = bswap_64(a->branch_sample_type);
	a->sample_regs_user = bswap_64(a->sample_regs_user);
	a->sample_stack_user = bswap_32(a->sample_stack_user);
	a->clockid = (int32_t)bswap_32((uint32_t)a->clockid);
	a->sample_regs_intr = bswap_64(a->sample_regs_intr);
	a->aux_watermark = bswap_32(a->aux_watermark);
	a->sample_max_stack = bswap_16(a->sample_max_stack);
	a->aux_sample_size = bswap_32(a->aux_sample_size);
	a->sig_data = bswap_64(a->sig_data);
}

int attr_read(struct cursor *c, struct perf_event_attr *ret, unsigned *unknown_bytes,
              struct err *err)
{
	struct perf_event_attr attr = { 0 };
	struct cursor peek = *c;
	const uint8_t *bytes;
	uint32_t type, size;
	size_t known;

	if (!cursor_u32(&peek, &type) || !cursor_u32(&peek, &size))
		return err_set(err, EBADMSG, "event attribute: %zu bytes left, 8 are needed",
		               cursor_left(c));
	if (size == 0)
		size = ATTR_SIZE_MIN;
	if (size < ATTR_SIZE_MIN)
		return err_set(err, EBADMSG, "event attribute of %u bytes, the smallest has %u",
		               size, ATTR_SIZE_MIN);
	bytes = cursor_bytes(c, size);
	if (!bytes)
		return err_set(err, EBADMSG, "event attribute of %u bytes, %zu are left", size,
		               cursor_left(c));

	known = size < sizeof(attr) ? size : sizeof(attr);
	memcpy(&attr, bytes, known);
	if (c->swap)
		swap_members(&attr);
	attr.size = size;
	*unknown_bytes = 0;
	for (size_t i = known; i < size; i++)
		*unknown_bytes += bytes[i] != 0;
	*ret = attr;
	return 0;
}
