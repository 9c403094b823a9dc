/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The id fields at the end of records that are no samples (attr.sample_id_all). */
#include <inttypes.h>
#include <string.h>

#include "common/abi/sample.h"
#include "common/base/err.h"
#include "common/base/outbuf.h"

/* In the order in which they stand; each takes 8 bytes. */
static const uint64_t id_bits[] = {
	PERF_SAMPLE_TID,       PERF_SAMPLE_TIME, PERF_SAMPLE_ID,
	PERF_SAMPLE_STREAM_ID, PERF_SAMPLE_CPU,  PERF_SAMPLE_IDENTIFIER,
};
#define NR_ID_BITS (sizeof(id_bits) / sizeof(id_bits[0]))

size_t sample_id_size(const struct sample_format *format)
{
	size_t size = 0;

	if (!format->sample_id_all)
		return 0;
	for (size_t i = 0; i < NR_ID_BITS; i++)
		if (format->sample_type & id_bits[i])
			size += sizeof(uint64_t);
	return size;
}

static void take_field(uint64_t bit, uint64_t word, struct sample_id *ret)
{
	uint32_t pair[2];

	memcpy(pair, &word, sizeof(pair));
	switch (bit) {
	case PERF_SAMPLE_TID:
		ret->pid = pair[0];
		ret->tid = pair[1];
		break;
	case PERF_SAMPLE_TIME:
		ret->time_ns = word;
		break;
	case PERF_SAMPLE_STREAM_ID:
		ret->stream_id = word;
		break;
	case PERF_SAMPLE_CPU:
		ret->cpu = pair[0];
		break;
	default: /* ID and IDENTIFIER are the same number */
		ret->id = word;
		break;
	}
}

int sample_id_decode(const struct record *rec, const struct sample_format *format,
                     struct sample_id *ret, struct err *err)
{
	struct sample_id id = { .pid = UINT32_MAX, .tid = UINT32_MAX, .cpu = UINT32_MAX };
	size_t size = sample_id_size(format);
	const uint8_t *at;

	if (size + sizeof(struct perf_event_header) > rec->header->size)
		return err_set(err, EBADMSG,
		               "record at 0x%" PRIx64 ": %zu bytes of id fields in %u bytes",
		               rec->file_offset, size, rec->header->size);

	at = record_bytes(rec) + rec->header->size - size;
	for (size_t i = 0; size && i < NR_ID_BITS; i++) {
		uint64_t word;

		if (!(format->sample_type & id_bits[i]))
			continue;
		memcpy(&word, at, sizeof(word));
		at += sizeof(word);
		take_field(id_bits[i], word, &id);
	}
	*ret = id;
	return 0;
}

void sample_id_encode(const struct sample_format *format, const struct sample_id *id,
                      struct outbuf *out)
{
	const uint32_t tid[2] = { id->pid, id->tid };
	const uint32_t cpu[2] = { id->cpu, 0 };

	if (!format->sample_id_all)
		return;
	for (size_t i = 0; i < NR_ID_BITS; i++) {
		if (!(format->sample_type & id_bits[i]))
			continue;
		switch (id_bits[i]) {
		case PERF_SAMPLE_TID:
			outbuf_bytes(out, tid, sizeof(tid));
			break;
		case PERF_SAMPLE_TIME:
			outbuf_bytes(out, &id->time_ns, sizeof(id->time_ns));
			break;
		case PERF_SAMPLE_STREAM_ID:
			outbuf_bytes(out, &id->stream_id, sizeof(id->stream_id));
			break;
		case PERF_SAMPLE_CPU:
			outbuf_bytes(out, cpu, sizeof(cpu));
			break;
		default:
			outbuf_bytes(out, &id->id, sizeof(id->id));
			break;
		}
	}
}

uint64_t record_time_ns(const struct record *rec, const struct sample_format *format)
{
	const uint64_t behind_time = PERF_SAMPLE_ID | PERF_SAMPLE_STREAM_ID | PERF_SAMPLE_CPU |
	                             PERF_SAMPLE_IDENTIFIER;
	size_t offset, size = rec->header->size;
	uint64_t time_ns;

	if (!(format->sample_type & PERF_SAMPLE_TIME))
		return 0;
	if (rec->header->type == PERF_RECORD_SAMPLE) {
		offset = format->time_offset;
	} else {
		size_t back = 8 *
		              (1 + (size_t)__builtin_popcountll(format->sample_type & behind_time));

		if (!format->sample_id_all || size < sizeof(*rec->header) + back)
			return 0;
		offset = size - back;
	}
	if (offset + sizeof(time_ns) > size)
		return 0;
	memcpy(&time_ns, record_bytes(rec) + offset, sizeof(time_ns));
	return time_ns;
}
