/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Feature 21, SAMPLE_TIME: u64 time of the first and of the last sample, in ns. */
#include "common/perfdata/features/feature.h"

#define NS_PER_US 1000
#define NS_PER_S  1000000000
#define NS_PER_MS 1e6

static int read_sample_time(struct cursor c, struct arena *arena, struct features *f,
                            struct err *err)
{
	size_t bytes = cursor_left(&c);

	(void)arena;
	if (!cursor_u64(&c, &f->first_sample_ns) || !cursor_u64(&c, &f->last_sample_ns))
		return err_set(err, EBADMSG, "SAMPLE_TIME: %zu bytes, 16 are needed", bytes);
	return 0;
}

static void write_sample_time(const struct features *f, struct outbuf *out)
{
	wire_put_u64(out, f->first_sample_ns);
	wire_put_u64(out, f->last_sample_ns);
}

static void print_time(const char *label, uint64_t ns, struct outbuf *out)
{
	outbuf_printf(out, "# time of %s sample : %" PRIu64 ".%06" PRIu64 "\n", label,
	              ns / NS_PER_S, ns % NS_PER_S / NS_PER_US);
}

static void print_sample_time(const struct features *f, struct outbuf *out)
{
	double duration_ns = (double)(f->last_sample_ns - f->first_sample_ns);

	print_time("first", f->first_sample_ns, out);
	print_time("last", f->last_sample_ns, out);
	outbuf_printf(out, "# sample duration : %10.3f ms\n", duration_ns / NS_PER_MS);
}

const struct feature feature_sample_time = { "SAMPLE_TIME", read_sample_time, write_sample_time,
	                                     print_sample_time };
