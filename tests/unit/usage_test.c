/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "common/cli/usage.h"

#include <check.h>

#include "common/base/mem.h"
#include "common/base/outbuf.h"
#include "common/cli/command.h"

struct opts {
	bool all, big, buildid;
	const char *event, *regs, *letter;
	unsigned freq;
};

#define O(field, ...) OPT(struct opts, field, __VA_ARGS__)
static const struct opt_spec specs[] = {
	O(freq, 0, "strict-frequency-limit", "n", "fail above it"),
	O(freq, 'F', "freq", "n", "how often"),
	O(buildid, 0, "buildid-all", NULL, "of all files"),
	O(big, 'B', "big", NULL, "two\nlines"),
	O(all, 'b', NULL, NULL, "small letter"),
	O(regs, 'I', "intr-regs", "regs", "registers", .flags = OPT_ARG_OPTIONAL),
	O(letter, 'x', NULL, "[LETTER]", "own brackets"),
	O(event, 0, "old-name", NULL, "hidden", .flags = OPT_HIDDEN),
	OPT_END
};
#undef O

static const struct command command = {
	.name = "demo",
	.usage = "[<options>] [<command>]\n[<options>] -- <command>",
	.options = specs,
};

static const char usage[] = "\n"
			    " Usage: prof demo [<options>] [<command>]\n"
			    "    or: prof demo [<options>] -- <command>\n"
			    "\n"
			    "    -b                    small letter\n"
			    "    -B, --big             two\n"
			    "                          lines\n"
			    "    -F, --freq <n>        how often\n"
			    "    -I, --intr-regs[=<regs>]\n"
			    "                          registers\n"
			    "    -x [LETTER]           own brackets\n"
			    "        --buildid-all     of all files\n"
			    "        --strict-frequency-limit <n>\n"
			    "                          fail above it\n"
			    "\n";

START_TEST(usage_lists_options_by_letter_then_by_name)
{
	struct outbuf out = { 0 };
	AUTO(freep) char *text = NULL;

	command_usage(&command, &out);
	text = outbuf_take(&out);
	ck_assert_str_eq(text, usage);
}
END_TEST

static const struct {
	const char *word;
	const char *text;
} words[] = {
	{ "FREQ", "    -F, --freq <n>        how often\n"
	          "        --strict-frequency-limit <n>\n"
	          "                          fail above it\n" },
	{ "x", "    -x [LETTER]           own brackets\n" },
	{ "lines", "    -B, --big             two\n                          lines\n" },
	{ "nothing", "" },
};

START_TEST(a_word_chooses_options_by_name_argument_or_help)
{
	struct outbuf out = { 0 };
	AUTO(freep) char *text = NULL;

	usage_options(specs, str_of(words[_i].word), &out);
	text = outbuf_take(&out);
	ck_assert_str_eq(text, words[_i].text);
}
END_TEST

TCase *usage_tests(void)
{
	TCase *tc = tcase_create("usage");

	tcase_add_test(tc, usage_lists_options_by_letter_then_by_name);
	tcase_add_loop_test(tc, a_word_chooses_options_by_name_argument_or_help, 0,
	                    (int)(sizeof(words) / sizeof(words[0])));
	return tc;
}
