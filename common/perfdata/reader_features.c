/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The features behind the data of a file. */
#include <inttypes.h>

#include "common/base/arena.h"
#include "common/base/cursor.h"
#include "common/base/err.h"
#include "common/perfdata/features.h"
#include "common/perfdata/reader_internal.h"

uint64_t reader_feature_table_bytes(const struct pdata_header *header)
{
	uint64_t nr = 0;

	for (unsigned i = 0; i < 4; i++)
		nr += (unsigned)__builtin_popcountll(header->feature_bits[i]);
	return nr * LAYOUT_SECTION_BYTES;
}

static void count_bad_feature(struct pdata_reader *r, const struct err *err)
{
	if (!r->stats.nr_bad_features++)
		r->stats.bad_feature = arena_strdup(r->arena, err->msg);
}

void reader_read_feature(struct pdata_reader *r, uint64_t bit, struct cursor c)
{
	struct err err = { 0 };

	if (bit >= FEATURE_END || !feature_name((unsigned)bit)) {
		r->stats.nr_unknown_features++;
		return;
	}
	if (bit != FEATURE_BUILD_ID && reader_has_bit(r->damaged, (unsigned)bit))
		return;
	if (feature_read((enum feature_bit)bit, c, r->arena, &r->features, &err) < 0) {
		r->damaged[bit / 64] |= UINT64_C(1) << (bit % 64);
		count_bad_feature(r, &err);
	}
}

void reader_read_features(struct pdata_reader *r)
{
	struct layout_section table = {
		.offset = r->header.feature_offset,
		.size = reader_feature_table_bytes(&r->header),
	};
	struct cursor c;

	if (!reader_in_file(r, table)) {
		r->stats.nr_bad_features += table.size / LAYOUT_SECTION_BYTES;
		r->stats.bad_feature =
			arena_printf(r->arena, "features at %" PRIu64 ", the file has %zu bytes",
		                     table.offset, r->in.len);
		return;
	}
	c = reader_section_cursor(r, table);
	for (unsigned bit = 0; bit < 256; bit++) {
		struct layout_section s;
		struct err err = { 0 };

		if (!reader_has_bit(r->header.feature_bits, bit) || !reader_read_section(&c, &s))
			continue;
		/* A recorder that dropped a feature while writing leaves its row empty. */
		if (!s.offset && !s.size)
			continue;
		if (reader_check_section(r, feature_name(bit) ?: "a feature", s, &err) < 0) {
			count_bad_feature(r, &err);
			continue;
		}
		reader_read_feature(r, bit, reader_section_cursor(r, s));
	}
}

void reader_name_events(struct pdata_reader *r)
{
	size_t nr = r->features.events.len;

	for (size_t i = 0; i < nr && i < r->header.events.len; i++)
		if (!r->header.events.data[i]->name)
			r->header.events.data[i]->name = r->features.events.data[i].name;
}
