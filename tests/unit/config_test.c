/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "common/cli/config.h"

#include <check.h>
#include <fcntl.h>
#include <unistd.h>

#include "common/base/err.h"
#include "common/base/mem.h"
#include "common/base/outbuf.h"
#include "common/base/str.h"
#include "common/cli/command.h"

static const struct {
	const char *text;
	const char *record; /* the entries of [record]: "line:name=value;" */
} files[] = {
	{ "", "" },
	{ "# nothing\n; here\n\n", "" },
	{ "[record]\n\tfreq = 99\n", "2:freq=99;" },
	{ "[record]\nfreq=99 # often\nall-cpus\nquiet # flag\n", "2:freq=99;3:all-cpus;4:quiet;" },
	{ "[ record ]\noutput = a b  ; c\n", "2:output=a b;" },
	{ "[record]\noutput = \" a # b\" \n", "2:output= a # b;" },
	{ "[record]\noutput = a\\tb\\\\\\\"\n", "2:output=a\tb\\\";" },
	{ "[record]\noutput =\n", "2:output=;" },
	{ "[script]\nfreq = 1\n[record]\nfreq = 2\n[x]\n[record]\nfreq = 3", "4:freq=2;7:freq=3;" },
	{ "[record]\r\nfreq = 99\r\n", "2:freq=99;" },
};

START_TEST(a_config_file_holds_sections_of_keys)
{
	AUTO(config_freep) struct config *config = NULL;
	const struct config_entry *entry;
	struct outbuf out = { 0 };
	AUTO(freep) char *text = NULL;
	struct err err = { 0 };
	size_t at = 0;

	ck_assert_int_eq(config_parse("f", files[_i].text, &config, &err), 0);
	while ((entry = config_next(config, "record", &at))) {
		outbuf_printf(&out, "%u:%s", entry->line, entry->name);
		if (entry->value)
			outbuf_printf(&out, "=%s", entry->value);
		outbuf_char(&out, ';');
	}
	text = outbuf_take(&out);
	ck_assert_str_eq(text, files[_i].record);
}
END_TEST

static const struct {
	const char *text;
	const char *msg;
} broken[] = {
	{ "freq = 99\n", "f:1: no [section] stands before it" },
	{ "\n[record\n", "f:2: `[' without `]'" },
	{ "[a b]\n", "f:1: `a b' is no name of a section" },
	{ "[]\n", "f:1: `' is no name of a section" },
	{ "[record]\n= 3\n", "f:2: `' is no name of an option" },
	{ "[record]\nfreq 99\n", "f:2: `freq 99' is no name of an option" },
	{ "[record]\noutput = \"a\n", "f:2: a quote is not closed" },
};

START_TEST(a_broken_line_is_told_with_its_number)
{
	AUTO(config_freep) struct config *config = NULL;
	struct err err = { 0 };

	ck_assert_int_eq(config_parse("f", broken[_i].text, &config, &err), -EINVAL);
	ck_assert_str_eq(err.msg, broken[_i].msg);
	ck_assert_ptr_null(config);
}
END_TEST

struct demo_opts {
	unsigned freq;
	bool all;
};

#define O(field, ...) OPT(struct demo_opts, field, __VA_ARGS__)
static const struct opt_spec demo_options[] = { O(freq, 'F', "freq", "n", "how often"),
	                                        O(all, 'a', "all-cpus", NULL, "all cpus"),
	                                        OPT_END };
#undef O
static const struct command demo = { .name = "demo", .options = demo_options };

static const struct {
	const char *text;
	const char *word; /* on the command line */
	int result;
	unsigned freq;
	bool all;
	const char *msg;
} parses[] = {
	{ "[demo]\nfreq = 99\n", NULL, 0, 99, false, "" },
	{ "[demo]\nfreq = 99\nall-cpus\n", "-F7", 0, 7, true, "" },
	{ "[demo]\nall-cpus\n", "--no-all-cpus", 0, 1, false, "" },
	{ "[other]\nfreq = 99\n", NULL, 0, 1, false, "" },
	{ "[demo]\n\nfrequency = 99\n", NULL, -ENOENT, 1, false,
	  "f:3: no option is called `frequency'" },
	{ "[demo]\nfreq = x\n", NULL, -EINVAL, 1, false,
	  "f:2: option `freq' expects a numerical value, not `x'" },
};

START_TEST(the_command_line_comes_after_the_config_file)
{
	AUTO(config_freep) struct config *config = NULL;
	AUTO(freep) char *word = parses[_i].word ? xstrdup(parses[_i].word) : NULL;
	char *argv[] = { word, NULL };
	struct args args = { .argc = word ? 1 : 0, .argv = argv };
	struct demo_opts opts = { .freq = 1 };
	struct err err = { 0 };

	ck_assert_int_eq(config_parse("f", parses[_i].text, &config, &err), 0);
	args.config = config;
	ck_assert_int_eq(command_parse(&demo, &opts, &args, &err), parses[_i].result);
	ck_assert_str_eq(err.msg, parses[_i].msg);
	ck_assert_uint_eq(opts.freq, parses[_i].freq);
	ck_assert_int_eq(opts.all, parses[_i].all);
}
END_TEST

START_TEST(the_file_that_the_environment_names_is_read)
{
	AUTO(config_freep) struct config *config = NULL;
	char path[] = "/tmp/prof-config-XXXXXX";
	AUTO(fd_closep) int fd = mkstemp(path);
	static const char text[] = "[record]\nfreq = 5\n";
	struct err err = { 0 };
	size_t at = 0;

	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(write(fd, text, sizeof(text) - 1), (ssize_t)sizeof(text) - 1);
	setenv("PROF_CONFIG", path, 1);
	ck_assert_int_eq(config_load(&config, &err), 0);
	unlink(path);
	unsetenv("PROF_CONFIG");
	ck_assert_str_eq(config_path(config), path);
	ck_assert_ptr_null(config_refusal(config));
	ck_assert_str_eq(config_next(config, "record", &at)->value, "5");
}
END_TEST

#define NR(table) ((int)(sizeof(table) / sizeof((table)[0])))

TCase *config_tests(void)
{
	TCase *tc = tcase_create("config");

	tcase_add_loop_test(tc, a_config_file_holds_sections_of_keys, 0, NR(files));
	tcase_add_loop_test(tc, a_broken_line_is_told_with_its_number, 0, NR(broken));
	tcase_add_loop_test(tc, the_command_line_comes_after_the_config_file, 0, NR(parses));
	tcase_add_test(tc, the_file_that_the_environment_names_is_read);
	return tc;
}
