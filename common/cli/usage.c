/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "common/cli/usage.h"

#include <ctype.h>

#include "common/base/outbuf.h"
#include "common/base/vec.h"
#include "common/cli/command.h"
#include "common/cli/opt.h"

#define HELP_COLUMN 26
#define HELP_GAP    2

void usage_heading(const struct command *command, struct outbuf *out)
{
	struct str rest = str_of(command->usage ? command->usage : "[<options>]");
	const char *lead = "\n Usage:";
	struct str line;

	while (str_split(&rest, '\n', &line)) {
		outbuf_printf(out, "%s prof %s %.*s\n", lead, command->name, STR_ARG(line));
		lead = "    or:";
	}
}

/* How the argument is shown behind the name: " <n>", "=<n>", "[=<n>]", "[<n>]". */
static void put_arg(const struct opt_spec *spec, struct outbuf *out)
{
	bool optional = spec->flags & OPT_ARG_OPTIONAL;
	bool bare = strchr("<[", spec->arg[0]) && spec->arg[0]; /* the table has its own brackets */

	outbuf_str(out, !optional ? " " : spec->name ? "[=" : "[");
	outbuf_printf(out, bare ? "%s" : "<%s>", spec->arg);
	if (optional)
		outbuf_char(out, ']');
}

/* Help may have several lines; a further one starts at the help's column too. */
static void put_help(const char *help, struct outbuf *out)
{
	struct str rest = str_of(help), line;
	bool first = true;

	while (str_split(&rest, '\n', &line)) {
		if (!first)
			outbuf_fill(out, ' ', HELP_COLUMN);
		outbuf_view(out, line);
		outbuf_char(out, '\n');
		first = false;
	}
}

void usage_option(const struct opt_spec *spec, struct outbuf *out)
{
	size_t start = out->len, width;

	outbuf_str(out, "    ");
	if (spec->short_name)
		outbuf_printf(out, spec->name ? "-%c, " : "-%c", spec->short_name);
	else
		outbuf_str(out, "    ");
	if (spec->name)
		outbuf_printf(out, "--%s", spec->name);
	if (spec->arg)
		put_arg(spec, out);

	width = out->len - start;
	if (width > HELP_COLUMN - HELP_GAP) {
		outbuf_char(out, '\n');
		width = 0;
	}
	outbuf_fill(out, ' ', HELP_COLUMN - width);
	put_help(spec->help ? spec->help : "", out);
}

static int compare_specs(const void *a, const void *b)
{
	const struct opt_spec *x = *(const struct opt_spec *const *)a;
	const struct opt_spec *y = *(const struct opt_spec *const *)b;
	int by_letter = tolower((unsigned char)x->short_name) -
	                tolower((unsigned char)y->short_name);

	if (!x->short_name != !y->short_name)
		return x->short_name ? -1 : 1;
	if (by_letter)
		return by_letter;
	if (x->short_name != y->short_name) /* the small letter first */
		return y->short_name - x->short_name;
	return strcmp(x->name ? x->name : "", y->name ? y->name : "");
}

static bool holds(const char *text, struct str word)
{
	struct str rest = str_of(text ? text : "");

	for (; rest.len >= word.len; rest.s++, rest.len--)
		if (strncasecmp(rest.s, word.s, word.len) == 0)
			return true;
	return false;
}

static bool concerns(const struct opt_spec *spec, struct str word)
{
	if (word.len == 1)
		return spec->short_name == word.s[0];
	return holds(spec->name, word) || holds(spec->arg, word) || holds(spec->help, word);
}

void usage_options(const struct opt_spec *specs, struct str word, struct outbuf *out)
{
	VEC(const struct opt_spec *) sorted = { 0 };

	for (const struct opt_spec *spec = specs; spec->kind != OPT_KIND_END; spec++)
		if (!(spec->flags & OPT_HIDDEN) && (!word.len || concerns(spec, word)))
			vec_push(&sorted, spec);
	vec_sort(&sorted, compare_specs);
	vec_for_each(spec, &sorted)
		usage_option(*spec, out);
	vec_done(&sorted);
}
