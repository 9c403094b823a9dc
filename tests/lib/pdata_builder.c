/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/lib/pdata_builder.h"

#include <byteswap.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "common/abi/record.h"
#include "common/perfdata/layout.h"

#define FLAGS_OFFSET 40 /* of the flag bits in struct perf_event_attr */

static uint16_t order16(const struct pdata_builder *b, uint16_t v)
{
	return b->swapped ? bswap_16(v) : v;
}

static uint32_t order32(const struct pdata_builder *b, uint32_t v)
{
	return b->swapped ? bswap_32(v) : v;
}

static uint64_t order64(const struct pdata_builder *b, uint64_t v)
{
	return b->swapped ? bswap_64(v) : v;
}

static void put64(struct pdata_builder *b, struct outbuf *to, uint64_t v)
{
	v = order64(b, v);
	outbuf_bytes(to, &v, sizeof(v));
}

void pdata_begin(struct pdata_builder *b, uint32_t type, uint16_t misc)
{
	struct perf_event_header header = {
		.type = order32(b, type),
		.misc = order16(b, misc),
	};

	b->record = b->data.len;
	outbuf_bytes(&b->data, &header, sizeof(header));
}

void pdata_u32(struct pdata_builder *b, uint32_t v)
{
	v = order32(b, v);
	outbuf_bytes(&b->data, &v, sizeof(v));
}

void pdata_u64(struct pdata_builder *b, uint64_t v)
{
	put64(b, &b->data, v);
}

void pdata_bytes(struct pdata_builder *b, const void *bytes, size_t len)
{
	outbuf_bytes(&b->data, bytes, len);
}

void pdata_end_claiming(struct pdata_builder *b, uint16_t size)
{
	size = order16(b, size);
	memcpy(b->data.data + b->record + offsetof(struct perf_event_header, size), &size,
	       sizeof(size));
}

void pdata_end(struct pdata_builder *b)
{
	pdata_end_claiming(b, (uint16_t)(b->data.len - b->record));
}

void pdata_add(struct pdata_builder *b, uint32_t type, const void *bytes, size_t len)
{
	pdata_begin(b, type, 0);
	pdata_bytes(b, bytes, len);
	pdata_end(b);
}

static uint8_t reversed(uint8_t v)
{
	uint8_t r = 0;

	for (unsigned i = 0; i < 8; i++)
		if (v >> i & 1)
			r |= (uint8_t)(0x80 >> i);
	return r;
}

/* Only the members up to the flags are turned, which is what the tests of swapped files set. */
static void put_attr(struct pdata_builder *b, struct outbuf *to, const struct perf_event_attr *attr)
{
	struct perf_event_attr a = *attr;
	size_t size = attr->size ? attr->size : ATTR_SIZE_MIN, known;
	uint8_t *flags = (uint8_t *)&a + FLAGS_OFFSET;

	a.type = order32(b, a.type);
	a.size = order32(b, a.size);
	a.config = order64(b, a.config);
	a.sample_period = order64(b, a.sample_period);
	a.sample_type = order64(b, a.sample_type);
	a.read_format = order64(b, a.read_format);
	for (unsigned i = 0; b->swapped && i < sizeof(uint64_t); i++)
		flags[i] = reversed(flags[i]);
	known = size < sizeof(a) ? size : sizeof(a);
	outbuf_bytes(to, &a, known);
	outbuf_fill(to, '\0', size - known);
}

void pdata_event(struct pdata_builder *b, const struct perf_event_attr *attr, const uint64_t *ids,
                 size_t nr_ids)
{
	if (b->pipe) {
		pdata_begin(b, RECORD_HEADER_ATTR, 0);
		put_attr(b, &b->data, attr);
		for (size_t i = 0; i < nr_ids; i++)
			pdata_u64(b, ids[i]);
		pdata_end(b);
		return;
	}
	if (!b->attr_size)
		b->attr_size = (attr->size ? attr->size : ATTR_SIZE_MIN) + LAYOUT_SECTION_BYTES;
	put_attr(b, &b->attrs, attr);
	put64(b, &b->attrs, LAYOUT_FILE_HEADER_BYTES + b->ids.len + b->ids_base);
	put64(b, &b->attrs, nr_ids * sizeof(uint64_t));
	for (size_t i = 0; i < nr_ids; i++)
		put64(b, &b->ids, ids[i]);
}

void pdata_feature(struct pdata_builder *b, unsigned bit, const void *bytes, size_t len)
{
	vec_push(&b->features, (struct pdata_feature){ bit, b->feature_bytes.len, len });
	outbuf_bytes(&b->feature_bytes, bytes, len);
}

static void put_features(struct pdata_builder *b)
{
	uint64_t offset = b->out.len + b->features.len * LAYOUT_SECTION_BYTES;

	vec_for_each(feature, &b->features) {
		put64(b, &b->out, offset + feature->offset);
		put64(b, &b->out, feature->len);
	}
	outbuf_bytes(&b->out, b->feature_bytes.data, b->feature_bytes.len);
}

static void put_file(struct pdata_builder *b)
{
	uint64_t bits[4] = { 0 };
	uint64_t attrs = LAYOUT_FILE_HEADER_BYTES + b->ids.len;

	vec_for_each(feature, &b->features)
		bits[feature->bit / 64] |= UINT64_C(1) << (feature->bit % 64);
	put64(b, &b->out, LAYOUT_FILE_HEADER_BYTES);
	put64(b, &b->out, b->attr_size);
	put64(b, &b->out, attrs);
	put64(b, &b->out, b->attrs.len);
	put64(b, &b->out, attrs + b->attrs.len + b->pad);
	put64(b, &b->out, b->data_size_given ? b->data_size : b->data.len);
	put64(b, &b->out, 0);
	put64(b, &b->out, 0);
	for (unsigned i = 0; i < 4; i++)
		put64(b, &b->out, bits[i]);
	outbuf_bytes(&b->out, b->ids.data, b->ids.len);
	outbuf_bytes(&b->out, b->attrs.data, b->attrs.len);
	outbuf_fill(&b->out, '\0', b->pad);
	outbuf_bytes(&b->out, b->data.data, b->data.len);
	put_features(b);
}

const void *pdata_build(struct pdata_builder *b, size_t *ret_len)
{
	b->out.len = 0;
	put64(b, &b->out, b->magic ? b->magic : LAYOUT_MAGIC);
	if (b->pipe) {
		put64(b, &b->out, LAYOUT_PIPE_HEADER_BYTES);
		outbuf_bytes(&b->out, b->data.data, b->data.len);
	} else {
		put_file(b);
	}
	*ret_len = b->out.len;
	return b->out.data;
}

int pdata_build_to_pipe(struct pdata_builder *b, char path[32])
{
	size_t len;
	const void *bytes = pdata_build(b, &len);
	int fd[2];

	if (pipe2(fd, O_CLOEXEC) < 0)
		return -1;
	if (write(fd[1], bytes, len) != (ssize_t)len) {
		close(fd[0]);
		fd[0] = -1;
	}
	close(fd[1]);
	snprintf(path, 32, "/dev/fd/%d", fd[0]);
	return fd[0];
}

void pdata_builder_done(struct pdata_builder *b)
{
	outbuf_done(&b->ids);
	outbuf_done(&b->attrs);
	outbuf_done(&b->data);
	outbuf_done(&b->out);
	outbuf_done(&b->feature_bytes);
	vec_done(&b->features);
}
