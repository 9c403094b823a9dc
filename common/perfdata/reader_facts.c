/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "common/perfdata/reader_facts.h"

#include <inttypes.h>

#include "common/base/outbuf.h"
#include "common/perfdata/reader.h"

static void print_newer(const struct pdata_reader_stats *s, struct outbuf *out)
{
	if (s->nr_unknown)
		outbuf_printf(out,
		              "Warning: %" PRIu64
		              " records of unknown types were skipped (first: %" PRIu32
		              "): the file is from a newer perf.\n",
		              s->nr_unknown, s->unknown_type);
	if (s->unknown_attr_bytes)
		outbuf_printf(out,
		              "Warning: the events have settings that are not known here (%" PRIu64
		              " bytes): the file is from a newer kernel.\n",
		              s->unknown_attr_bytes);
}

static void print_damage(const struct pdata_reader_stats *s, const struct pdata_header *header,
                         struct outbuf *out)
{
	if (header->unfinished)
		outbuf_printf(out,
		              "Warning: %s was not finished by its recorder: all records up to "
		              "the end were read.\n",
		              header->path);
	if (header->truncated)
		outbuf_printf(out,
		              "Warning: %s is cut: it says that it has %" PRIu64
		              " bytes of records.\n",
		              header->path, header->data_size);
	if (s->truncated_bytes)
		outbuf_printf(out,
		              "Warning: the last %" PRIu64
		              " bytes of %s are an incomplete record.\n",
		              s->truncated_bytes, header->path);
	if (s->nr_bad)
		outbuf_printf(out,
		              "Warning: %" PRIu64
		              " records are too short for their type and were skipped.\n",
		              s->nr_bad);
	if (s->nr_bad_features)
		outbuf_printf(out,
		              "Warning: %" PRIu64
		              " header features are damaged and were skipped (first: %s).\n",
		              s->nr_bad_features, s->bad_feature);
}

void pdata_reader_facts_print(const struct pdata_reader *reader, struct outbuf *out)
{
	print_newer(pdata_reader_stats(reader), out);
	print_damage(pdata_reader_stats(reader), pdata_reader_header(reader), out);
}
