/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Feature 1, TRACING_DATA: one block, see common/perfdata/tracing_data.h. */
#include "common/perfdata/features/feature.h"

/* A view: the reader's bytes live as long as its features. */
static int read_tracing_data(struct cursor c, struct arena *arena, struct features *f,
                             struct err *err)
{
	(void)arena;
	(void)err;
	f->tracing_data = c.at;
	f->tracing_data_bytes = cursor_left(&c);
	return 0;
}

static void write_tracing_data(const struct features *f, struct outbuf *out)
{
	outbuf_bytes(out, f->tracing_data, f->tracing_data_bytes);
}

const struct feature feature_tracing_data = { "TRACING_DATA", read_tracing_data,
	                                      write_tracing_data };
