/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "common/cli/opt.h"

#include <check.h>

#include "common/base/err.h"
#include "common/base/num.h"
#include "common/base/outbuf.h"
#include "common/base/vec.h"
#include "common/cli/command.h"

#define WORDS_MAX 12

struct opts {
	bool unused; /* so that no option has offset 0 */
	bool all, buildid, no_inherit;
	int verbose, threads;
	unsigned freq;
	bool freq_given;
	uint64_t bytes;
	double percent;
	const char *output, *mode, *regs, *graph;
	int sum; /* of the custom option's uses */
};

static int add_number(void *field, const char *arg, bool unset, struct err *err)
{
	int *sum = field, v = 0;

	if (unset) {
		*sum = 0;
		return 0;
	}
	if (arg && strchr(arg, ';'))
		return err_set(err, EINVAL, "syntax error: '%s'\n              \\___ here", arg);
	if (!num_int(str_of(arg), &v))
		return err_set(err, EINVAL, "`%s' is no number", arg);
	*sum += v;
	return 0;
}

#define O(field, ...) OPT(struct opts, field, __VA_ARGS__)
static const struct opt_spec specs[] = {
	O(all, 'a', "all-cpus", NULL, "all cpus"),
	O(buildid, 'B', "buildid", NULL, "build ids", .flags = OPT_NO_NEGATE),
	O(no_inherit, 'i', "no-inherit", NULL, "children are not counted"),
	O(verbose, 'v', "verbose", NULL, "tell more", .flags = OPT_COUNTED),
	O(freq, 'F', "freq", "n", "how often", .given = offsetof(struct opts, freq_given)),
	O(bytes, 0, "max-bytes", "n", "how many"),
	O(percent, 0, "max-percent", "n", "how much"),
	O(output, 'o', "output", "file", "where to"),
	O(mode, 'g', NULL, NULL, "frame pointers", .constant = "fp"),
	O(mode, 0, "mode", "mode", "how", .flags = OPT_HIDDEN),
	O(regs, 'I', "intr-regs", "regs", "registers", .flags = OPT_ARG_OPTIONAL,
	  .constant = "all"),
	O(graph, 'G', "graph", "type", "call graph", .flags = OPT_ARG_UNLESS_LAST,
	  .constant = "default"),
	O(threads, 0, "threads", "n", "of the program", .flags = OPT_ARG_OPTIONAL, .constant = "2"),
	OPT_CUSTOM(struct opts, sum, 's', "sum", "n", "add", add_number),
	OPT_END
};
#undef O

/* The words of `line`, and what parsing made of them as text: "freq=99 all | rest of words". */
struct parsed {
	char line[256];
	char *argv[WORDS_MAX + 1];
	struct args args;
	struct opts opts;
	struct err err;
	int result;
	char *text;
};

static void put_string(struct outbuf *out, const char *name, const char *value)
{
	if (value)
		outbuf_printf(out, "%s=%s ", name, value);
}

static char *text_of(const struct opts *o, const struct args *rest)
{
	struct outbuf out = { 0 };

	outbuf_str(&out, o->all ? "all " : "");
	outbuf_str(&out, o->buildid ? "buildid " : "");
	outbuf_str(&out, o->no_inherit ? "no_inherit " : "");
	if (o->verbose)
		outbuf_printf(&out, "verbose=%d ", o->verbose);
	if (o->freq || o->freq_given)
		outbuf_printf(&out, "freq=%u%s ", o->freq, o->freq_given ? "!" : "");
	if (o->bytes)
		outbuf_printf(&out, "bytes=%ju ", (uintmax_t)o->bytes);
	if (o->percent != 0)
		outbuf_printf(&out, "percent=%g ", o->percent);
	if (o->threads)
		outbuf_printf(&out, "threads=%d ", o->threads);
	if (o->sum)
		outbuf_printf(&out, "sum=%d ", o->sum);
	put_string(&out, "output", o->output);
	put_string(&out, "mode", o->mode);
	put_string(&out, "regs", o->regs);
	put_string(&out, "graph", o->graph);
	outbuf_char(&out, '|');
	for (int i = 0; i < rest->argc; i++)
		outbuf_printf(&out, " %s", rest->argv[i]);
	return outbuf_take(&out);
}

static void parse_line(struct parsed *p, const char *line, bool stop_at_word)
{
	struct str rest, word;

	*p = (struct parsed){ .args = { .argv = p->argv } };
	snprintf(p->line, sizeof(p->line), "%s", line);
	for (rest = str_of(p->line); str_split(&rest, ' ', &word);) {
		if (!word.len)
			continue;
		ck_assert_int_lt(p->args.argc, WORDS_MAX);
		p->line[word.s - p->line + (ptrdiff_t)word.len] = '\0';
		p->argv[p->args.argc++] = p->line + (word.s - p->line);
	}
	p->result = opt_parse(specs, &p->opts, &p->args, stop_at_word, &p->err);
	p->text = text_of(&p->opts, &p->args);
}

static const struct {
	const char *line;
	bool stop_at_word;
	const char *text;
} good[] = {
	{ "", false, "|" },
	{ "-a", false, "all |" },
	{ "-aB", false, "all buildid |" },
	{ "-F99 x", false, "freq=99! | x" },
	{ "-F 99 x", false, "freq=99! | x" },
	{ "--freq=99 x", false, "freq=99! | x" },
	{ "--freq 99 x", false, "freq=99! | x" },
	{ "--fr 99 x", false, "freq=99! | x" },
	{ "-aF99", false, "all freq=99! |" },
	{ "-F 99 -aB -- sleep 3", true, "all buildid freq=99! | sleep 3" },
	{ "-a sleep -F 99", true, "all | sleep -F 99" },
	{ "-a sleep -F 99", false, "all freq=99! | sleep" },
	{ "-a -- -F 99", false, "all | -F 99" },
	{ "x -a -- y -- z", false, "all | x y -- z" },
	{ "sleep -- x", true, "| sleep -- x" },
	{ "-a -", false, "all | -" },
	{ "-o -", false, "output=- |" },
	{ "-o -a", false, "output=-a |" },
	{ "-o x --no-output", false, "|" },
	{ "-F 9 --no-freq", false, "freq=0! |" },
	{ "-a --no-all-cpus", false, "|" },
	{ "-a --no-all", false, "|" },
	{ "-i", false, "no_inherit |" },
	{ "--no-inherit", false, "no_inherit |" },
	{ "-i --inherit", false, "|" },
	{ "-v", false, "verbose=1 |" },
	{ "-vvv --verbose", false, "verbose=4 |" },
	{ "-vv --no-verbose -v", false, "verbose=1 |" },
	{ "-g", false, "mode=fp |" },
	{ "-ag x", false, "all mode=fp | x" },
	{ "--mode=dwarf", false, "mode=dwarf |" },
	{ "-I x", false, "regs=all | x" },
	{ "-Iax,bx x", false, "regs=ax,bx | x" },
	{ "--intr-regs x", false, "regs=all | x" },
	{ "--intr-regs=ax x", false, "regs=ax | x" },
	{ "-G caller x", false, "graph=caller | x" },
	{ "-G -a x", false, "all graph=default | x" },
	{ "x -G", false, "graph=default | x" },
	{ "--graph=flat", false, "graph=flat |" },
	{ "--threads", false, "threads=2 |" },
	{ "--threads=8", false, "threads=8 |" },
	{ "--max-b 0x10", false, "bytes=16 |" },
	{ "--max-percent 1.5", false, "percent=1.5 |" },
	{ "-s 2 -s3 --sum=4", false, "sum=9 |" },
	{ "-s 2 --no-sum -s 5", false, "sum=5 |" },
	{ "-s -7", false, "sum=-7 |" },
};

START_TEST(options_are_written_in_these_ways)
{
	struct parsed p;

	parse_line(&p, good[_i].line, good[_i].stop_at_word);
	ck_assert_str_eq(p.err.msg, "");
	ck_assert_int_ge(p.result, 0);
	ck_assert_str_eq(p.text, good[_i].text);
	ck_assert_ptr_null(p.args.argv[p.args.argc]);
	free(p.text);
}
END_TEST

static const struct {
	const char *line;
	const char *msg;
	const char *hint; /* how it starts */
} bad[] = {
	{ "--foo", "unknown option `foo'", "" },
	{ "--frek=9", "unknown option `frek'", "    Did you mean --freq? All options: -h" },
	{ "-y", "unknown switch `y'", "" },
	{ "-ay", "unknown switch `y'", "" },
	{ "--no-buildid", "unknown option `no-buildid'",
	  "    Did you mean --buildid? All options: -h" },
	{ "--max=3", "ambiguous option `max' (could be --max-bytes or --max-percent)", "" },
	{ "--mod=x", "unknown option `mod'", "" },
	{ "--in", "ambiguous option `in' (could be --inherit or --intr-regs)", "" },
	{ "-F", "switch `F' requires a value", "    -F, --freq <n>        how often" },
	{ "-a --freq", "option `freq' requires a value", "    -F, --freq <n>" },
	{ "--all-cpus=3", "option `all-cpus' takes no value", "    -a, --all-cpus" },
	{ "--no-freq=3", "option `no-freq' takes no value", "    -F" },
	{ "--freq=x", "option `freq' expects a numerical value, not `x'", "    -F" },
	{ "-F-1", "switch `F' expects a numerical value, not `-1'", "    -F" },
	{ "--freq=", "option `freq' expects a numerical value, not `'", "    -F" },
	{ "-s x", "-s: `x' is no number", "    -s, --sum <n>" },
	{ "--su x", "--sum: `x' is no number", "    -s, --sum <n>" },
	{ "-s ;", "syntax error: ';'\n              \\___ here", "    -s, --sum <n>" },
};

START_TEST(a_wrong_option_is_named)
{
	struct parsed p;

	parse_line(&p, bad[_i].line, false);
	ck_assert_int_eq(p.result, -EINVAL);
	ck_assert_int_eq(p.err.exit_status, EXIT_USAGE);
	ck_assert_str_eq(p.err.msg, bad[_i].msg);
	if (bad[_i].hint[0])
		ck_assert_int_eq(strncmp(p.err.hint, bad[_i].hint, strlen(bad[_i].hint)), 0);
	else
		ck_assert_str_eq(p.err.hint, "");
	free(p.text);
}
END_TEST

static const char *const helps[] = { "-h", "--help", "-ah", "-a -h", "x -h" };

START_TEST(help_is_asked_for_without_a_message)
{
	struct parsed p;

	parse_line(&p, helps[_i], false);
	ck_assert_int_eq(p.result, -ECANCELED);
	ck_assert_int_eq(p.err.exit_status, EXIT_USAGE);
	ck_assert_str_eq(p.err.msg, "");
	free(p.text);
}
END_TEST

static const struct {
	const char *name, *value;
	int result;
	const char *text; /* of the options, or of the error */
} settings[] = {
	{ "freq", "99", 0, "freq=99! |" },
	{ "all-cpus", "true", 0, "all |" },
	{ "all-cpus", NULL, 0, "all |" },
	{ "all-cpus", "off", 0, "|" },
	{ "no-inherit", "yes", 0, "no_inherit |" },
	{ "inherit", "no", 0, "no_inherit |" },
	{ "verbose", "2", 0, "verbose=2 |" },
	{ "intr-regs", NULL, 0, "regs=all |" },
	{ "sum", "3", 0, "sum=3 |" },
	{ "freq", NULL, -EINVAL, "option `freq' requires a value" },
	{ "freq", "often", -EINVAL, "option `freq' expects a numerical value, not `often'" },
	{ "all-cpus", "3", -EINVAL, "option `all-cpus' is on or off" },
	{ "fre", "99", -ENOENT, "no option is called `fre'" },
};

START_TEST(the_config_file_sets_options_by_their_long_names)
{
	struct opts opts = { 0 };
	struct args none = { 0 };
	struct err err = { 0 };
	AUTO(freep) char *text = NULL;

	ck_assert_int_eq(opt_set(specs, &opts, settings[_i].name, settings[_i].value, &err),
	                 settings[_i].result);
	text = text_of(&opts, &none);
	ck_assert_str_eq(settings[_i].result ? err.msg : text, settings[_i].text);
}
END_TEST

#define NR(table) ((int)(sizeof(table) / sizeof((table)[0])))

TCase *opt_tests(void)
{
	TCase *tc = tcase_create("opt");

	tcase_add_loop_test(tc, options_are_written_in_these_ways, 0, NR(good));
	tcase_add_loop_test(tc, a_wrong_option_is_named, 0, NR(bad));
	tcase_add_loop_test(tc, help_is_asked_for_without_a_message, 0, NR(helps));
	tcase_add_loop_test(tc, the_config_file_sets_options_by_their_long_names, 0, NR(settings));
	return tc;
}
