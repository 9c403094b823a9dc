/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Feature 11, CMDLINE: u32 count, then the words as strings. */
#include "common/perfdata/features/feature.h"

static int read_cmdline(struct cursor c, struct arena *arena, struct features *f, struct err *err)
{
	uint32_t nr;
	int r = wire_count(&c, "CMDLINE", sizeof(uint32_t), &nr, err);

	if (r < 0)
		return r;
	for (uint32_t i = 0; i < nr; i++) {
		const char *word;

		if (!wire_string(&c, arena, &word))
			return wire_short("CMDLINE", "word", i, err);
		vec_push(&f->cmdline, word);
	}
	return 0;
}

static void write_cmdline(const struct features *f, struct outbuf *out)
{
	wire_put_u32(out, (uint32_t)f->cmdline.len);
	vec_for_each(word, &f->cmdline)
		wire_put_string(out, *word);
}

static void print_cmdline(const struct features *f, struct outbuf *out)
{
	outbuf_str(out, "# cmdline : ");
	vec_for_each(word, &f->cmdline) {
		for (const char *s = *word; *s; s++) {
			if (*s == '\'')
				outbuf_char(out, '\\');
			outbuf_char(out, *s);
		}
		outbuf_char(out, ' ');
	}
	outbuf_char(out, '\n');
}

const struct feature feature_cmdline = { "CMDLINE", read_cmdline, write_cmdline, print_cmdline };
