/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "common/perfdata/header_print.h"

#include <inttypes.h>
#include <time.h>

#include "common/base/err.h"
#include "common/base/outbuf.h"
#include "common/perfdata/features.h"
#include "common/perfdata/reader.h"
#include "common/perfdata/reader_internal.h"

static int print_captured(const struct pdata_reader *r, struct outbuf *out, struct err *err)
{
	char text[32]; /* ctime_r() takes 26 and ends them with a newline */
	time_t changed = (time_t)r->in.changed_s;

	if (!ctime_r(&changed, text))
		return err_set(err, EOVERFLOW,
		               "%s: the time of its last change is %" PRId64 " seconds",
		               r->header.path, r->in.changed_s);
	outbuf_printf(out, "# captured on    : %s", text);
	return 0;
}

static void print_missing(const struct pdata_header *h, struct outbuf *out)
{
	outbuf_str(out, "# missing features: ");
	for (unsigned bit = FEATURE_TRACING_DATA; bit < FEATURE_END; bit++)
		if (!reader_has_bit(h->feature_bits, bit))
			outbuf_printf(out, "%s ", feature_name(bit));
	outbuf_char(out, '\n');
}

/* perf says nothing of these: they are from a perf that is newer than it. */
static void print_unknown(const struct pdata_header *h, struct outbuf *out)
{
	const char *label = "# unknown features: ";

	for (unsigned bit = FEATURE_END; bit < 256; bit++) {
		if (!reader_has_bit(h->feature_bits, bit))
			continue;
		outbuf_printf(out, "%s%u ", label, bit);
		label = "";
	}
	if (!*label)
		outbuf_char(out, '\n');
}

void pdata_header_print_features(const struct pdata_reader *r, bool full, struct outbuf *out)
{
	for (unsigned bit = FEATURE_TRACING_DATA; bit < FEATURE_END; bit++)
		feature_print(bit, &r->features, full, out);
}

int pdata_header_print(const struct pdata_reader *r, bool full, struct outbuf *out, struct err *err)
{
	const struct pdata_header *h = &r->header;
	int got;

	outbuf_str(out, "# ========\n");
	got = print_captured(r, out, err);
	if (got < 0)
		return got;
	outbuf_printf(out, "# header version : %" PRIu32 "\n", h->version);
	outbuf_printf(out, "# data offset    : %" PRIu64 "\n", h->data_offset);
	outbuf_printf(out, "# data size      : %" PRIu64 "\n", h->data_size);
	outbuf_printf(out, "# feat offset    : %" PRIu64 "\n", h->feature_offset);
	if (!h->is_pipe) {
		pdata_header_print_features(r, full, out);
		print_missing(h, out);
		print_unknown(h, out);
	}
	outbuf_str(out, "# ========\n#\n");
	return 0;
}
