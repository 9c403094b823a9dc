/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Feature 24, DIR_FORMAT: u64 version (1) of the directory that holds data, data.0, data.1 ... */
#include "common/perfdata/features/feature.h"

static int read_dir_format(struct cursor c, struct arena *arena, struct features *f,
                           struct err *err)
{
	(void)arena;
	if (!cursor_u64(&c, &f->dir_version))
		return err_set(err, EBADMSG, "DIR_FORMAT: %zu bytes, 8 are needed",
		               cursor_left(&c));
	return 0;
}

static void write_dir_format(const struct features *f, struct outbuf *out)
{
	wire_put_u64(out, f->dir_version);
}

static void print_dir_format(const struct features *f, struct outbuf *out)
{
	outbuf_printf(out, "# directory data version : %" PRIu64 "\n", f->dir_version);
}

const struct feature feature_dir_format = { "DIR_FORMAT", read_dir_format, write_dir_format,
	                                    print_dir_format };
