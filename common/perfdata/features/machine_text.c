/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Features 3-6, 8, 9: one string each about the machine and the recorder. */
#include "common/perfdata/features/feature.h"

static int read_text(struct cursor c, struct arena *arena, const char *feature, const char **ret,
                     struct err *err)
{
	size_t bytes = cursor_left(&c);

	if (!wire_string(&c, arena, ret))
		return err_set(err, EBADMSG, "%s: the text is cut short after %zu bytes", feature,
		               bytes);
	return 0;
}

static void print_text(const char *label, const char *text, struct outbuf *out)
{
	outbuf_printf(out, "# %s : %s\n", label, text);
}

#define TEXT_FEATURE(field, NAME, label)                                                  \
	static int read_##field(struct cursor c, struct arena *arena, struct features *f, \
	                        struct err *err)                                          \
	{                                                                                 \
		return read_text(c, arena, NAME, &f->field, err);                         \
	}                                                                                 \
	static void write_##field(const struct features *f, struct outbuf *out)           \
	{                                                                                 \
		wire_put_string(out, f->field);                                           \
	}                                                                                 \
	static void print_##field(const struct features *f, struct outbuf *out)           \
	{                                                                                 \
		print_text(label, f->field, out);                                         \
	}                                                                                 \
	const struct feature feature_##field = { NAME, read_##field, write_##field, print_##field }

TEXT_FEATURE(hostname, "HOSTNAME", "hostname");
TEXT_FEATURE(osrelease, "OSRELEASE", "os release");
TEXT_FEATURE(version, "VERSION", "perf version");
TEXT_FEATURE(arch, "ARCH", "arch");
TEXT_FEATURE(cpudesc, "CPUDESC", "cpudesc");
TEXT_FEATURE(cpuid, "CPUID", "cpuid");
