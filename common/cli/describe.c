/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "common/cli/describe.h"

#include "common/base/outbuf.h"
#include "common/cli/command.h"

static void put_flags(const struct opt_spec *spec, struct outbuf *out)
{
	const char *comma = "";

	if (spec->flags & OPT_ARG_OPTIONAL) {
		outbuf_str(out, "optional");
		comma = ",";
	}
	if (spec->flags & OPT_HIDDEN) {
		outbuf_printf(out, "%shidden", comma);
		comma = ",";
	}
	if (spec->name && !(spec->flags & OPT_NO_NEGATE)) {
		outbuf_printf(out, "%snegatable", comma);
		comma = ",";
	}
	outbuf_str(out, *comma ? "" : "-");
}

static void put_option(const char *command, const struct opt_spec *spec, struct outbuf *out)
{
	const char *help = spec->help ? spec->help : "";

	outbuf_printf(out, "option\t%s\t", command);
	outbuf_printf(out, spec->short_name ? "-%c\t" : "-\t", spec->short_name);
	outbuf_printf(out, "%s%s\t", spec->name ? "--" : "-", spec->name ? spec->name : "");
	outbuf_printf(out, "%s\t", spec->arg ? spec->arg : "-");
	put_flags(spec, out);
	outbuf_printf(out, "\t%.*s\n", (int)strcspn(help, "\n"), help);
}

void describe_command(const struct command *command, struct outbuf *out)
{
	outbuf_printf(out, "command\t%s\t%s\n", command->name, command->summary);
	for (const struct opt_spec *spec = command->options; spec && spec->kind != OPT_KIND_END;
	     spec++)
		put_option(command->name, spec, out);
}

void describe_long_names(const struct command *command, struct outbuf *out)
{
	for (const struct opt_spec *spec = command->options; spec && spec->kind != OPT_KIND_END;
	     spec++)
		if (spec->name && !(spec->flags & OPT_HIDDEN))
			outbuf_printf(out, "--%s ", spec->name);
	outbuf_char(out, '\n');
}
