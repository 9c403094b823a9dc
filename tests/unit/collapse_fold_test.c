/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <check.h>
#include <stdlib.h>
#include <unistd.h>

#include "common/base/outbuf.h"
#include "script/collapse/fold.h"
#include "script/collapse/text.h"

#define NR(array) (sizeof(array) / sizeof((array)[0]))

static int append(void *ctx, struct outbuf *text, struct err *err)
{
	struct outbuf *all = ctx;

	(void)err;
	outbuf_view(all, (struct str){ text->data, text->len });
	text->len = 0;
	return 0;
}

static void expect_folded(const struct fold *fold, const char *wanted)
{
	struct outbuf all = { 0 };

	ck_assert_int_eq(stacks_print(fold_stacks(fold), append, &all, NULL), 0);
	outbuf_char(&all, '\0');
	ck_assert_str_eq(all.data, wanted);
	outbuf_done(&all);
}

static void feed(struct fold *fold, const char *text)
{
	struct str rest = str_of(text), line;

	while (rest.len && str_split(&rest, '\n', &line))
		fold_line(fold, line);
	fold_end(fold);
}

static const struct {
	const char *text, *folded;
} texts[] = {
	{ "ls 1 1.5: 3 cycles:\n\t7f f+0x1 (/x)\n\t7e main+0x2 (/x)\n\n", "ls;main;f 3\n" },
	/* the same stack twice, at other addresses; a period of 0 or none counts as 1 */
	{ "ls 1 1.5: 0 c:\n\t7f f+0x1 (/x)\n\nls 1 1.6: c:\n\t7d f+0x9 (/x)\n\n", "ls;f 2\n" },
	{ "V8 Worker 1 1.5: 3 c:\n\n", "V8_Worker 3\n" },
	/* ';' in a comm divides names like any other */
	{ "a;b 1 1.5: 3 c:\n\t7f f (/x)\n\n", "a;b;f 3\n" },
	{ "# cmdline : /usr/bin/perf record ls\n#\nls 1 1.5: 3 c:\n#\n\t7f f (/x)\n\n",
	  "ls;f 3\n" },
	/* frames before a sample, or after its end, belong to none */
	{ "\t7f g (/x)\n\nls 1 1.5: 3 c:\n\t7f f (/x)\n\n\t7f g (/x)\n\n", "ls;f 3\n" },
	/* a sample that is not ended is not counted */
	{ "ls 1 1.5: 3 c:\n\t7f f (/x)\n\nls 1 1.5: 3 c:\n\t7f g (/x)\n", "ls;f 3\n" },
	/* lines that are nothing leave the sample as it is */
	{ "ls 1 1.5: 3 c:\nbogus\n\t7f f (/x)\n \n\n", "ls;f 3\n" },
	/* only the first event counts; lines without one count always */
	{ "ls 1 1.5: 3 c:\n\t7f f (/x)\n\nls 1 1.5: 3 i:\n\t7f g (/x)\n\n"
	  "ls 1 1.5: e: x\n\t7f h (/x)\n\n",
	  "ls;f 3\nls;h 1\n" },
	{ "ls 1 1.5: 3 c:\n\t7f (swapper) (/x)\n\t7f f (/x)\n\n", "ls;f 3\n" },
	/* lines are sorted by their bytes: the end, then '#', then ';' */
	{ "ls 1 1.5: 3 c:\n\t7f b (/x)\n\t7f a (/x)\n\nls 1 1.5: 3 c:\n\t7f a# (/x)\n\n"
	  "ls 1 1.5: 3 c:\n\t7f a (/x)\n\nls 1 1.5: 3 c:\n\t7f b (/x)\n\t7f aa (/x)\n\n",
	  "ls;a 3\nls;a# 3\nls;a;b 3\nls;aa;b 3\n" },
	/* sums beyond 64 bits go on as Perl's floating point numbers */
	{ "ls 1 1.5: 18446744073709551615 c:\n\n", "ls 18446744073709551615\n" },
	{ "ls 1 1.5: 18446744073709551615 c:\n\nls 1 1.5: 1 c:\n\n", "ls 1.84467440737096e+19\n" },
	{ "ls 1 1.5: 99999999999999999999 c:\n\n", "ls 1e+20\n" },
	{ "", "" },
};

START_TEST(text_is_folded_as_perl_does)
{
	struct fold_opts opts = { 0 };
	struct fold *fold = fold_new(&opts);

	feed(fold, texts[_i].text);
	expect_folded(fold, texts[_i].folded);
	fold_free(fold);
}
END_TEST

static const struct {
	struct fold_opts opts;
	const char *folded;
} options[] = {
	{ { .pid = true }, "ls-12;do_x;[x];f 3\n" },
	{ { .tid = true }, "ls-12/13;do_x;[x];f 3\n" },
	{ { .pid = true, .tid = true }, "ls-12/13;do_x;[x];f 3\n" },
	{ { .kernel = true }, "ls;do_x_[k];[x];f 3\n" },
	{ { .jit = true }, "ls;do_x;[x];f_[j] 3\n" },
	{ { .all = true }, "ls;do_x_[k];[x];f_[j] 3\n" },
	{ { .addrs = true }, "ls;do_x;[x <7e>];f 3\n" },
	{ { .event_filter = "i" }, "ls;g 5\n" },
	{ { .event_filter = "" }, "ls;do_x;[x];f 3\n" },
	{ { .event_filter = "none" }, "" },
};

START_TEST(options_change_names_and_events)
{
	struct fold *fold = fold_new(&options[_i].opts);

	feed(fold, "ls 12/13 1.5: 3 c:\n\t7f f (/tmp/perf-1.map)\n\t7e [unknown] (/bin/x)\n"
	           "\tff do_x ([kernel.kallsyms])\n\nls 12/13 1.5: 5 i:\n\t7f g (/x)\n\n");
	expect_folded(fold, options[_i].folded);
	fold_free(fold);
}
END_TEST

START_TEST(source_lines_belong_to_the_frame_before)
{
	struct fold_opts opts = { .srcline = true };
	struct fold *fold = fold_new(&opts);

	feed(fold, "ls 1 1.5: 3 c:\n\t7f f (/x)\n  f.c:1\n\t7e a->b (/x)\n  a.c:2\n  x[1]\n"
	           "\t7d [unknown] ([unknown])\n\t7c main (/x)\n\n\n");
	expect_folded(fold, "ls;main;[unknown];a:a.c:2;b_[i]:x;f:f.c:1 3\n");
	fold_free(fold);
}
END_TEST

START_TEST(frames_by_id_fold_like_their_text)
{
	struct fold_opts opts = { 0 };
	struct fold *fold = fold_new(&opts);
	uint32_t f = fold_frame_id(fold, STR("\t7f Lx/f;+0x1 (/x)"));

	ck_assert_uint_eq(f, fold_frame_id(fold, STR("\t7e Lx/f;+0x2 (/x)")));
	ck_assert_uint_eq(fold_frame_id(fold, STR("bogus")), FOLD_NO_FRAME);
	fold_line(fold, STR("ls 1 1.5: 3 c: "));
	ck_assert(fold_is_open(fold));
	fold_frame(fold, f);
	fold_line(fold, STR(""));
	fold_line(fold, STR("java 1 1.5: 3 c: "));
	fold_frame(fold, f);
	fold_line(fold, STR(""));
	fold_line(fold, STR("java 1 1.5: 3 other: "));
	ck_assert(!fold_is_open(fold));
	expect_folded(fold, "java;x/f: 3\nls;Lx/f: 3\n");
	fold_free(fold);
}
END_TEST

START_TEST(what_is_not_counted_is_counted)
{
	struct fold_opts opts = { 0 };
	struct fold *fold = fold_new(&opts);
	const struct fold_stats *stats = fold_stats(fold);

	feed(fold, "\t7f f (/x)\nls 1 1.5: 3 c:\n\nls 1 1.5: 3 i:\n\nbogus\nls 1 1.5: 3 c:\n");
	ck_assert_uint_eq(stats->nr_lines, 7);
	ck_assert_uint_eq(stats->nr_samples, 1);
	ck_assert_uint_eq(stats->nr_filtered, 1);
	ck_assert_uint_eq(stats->nr_unrecognized, 1);
	ck_assert_uint_eq(stats->nr_frames_outside, 1);
	ck_assert_uint_eq(stats->nr_unended, 1);
	fold_free(fold);
}
END_TEST

struct told {
	unsigned nr_unrecognized, nr_events;
	uint64_t last_nr;
};

static void count_told(void *ctx, enum fold_result result, struct str line, uint64_t nr)
{
	struct told *told = ctx;

	(void)line;
	told->nr_unrecognized += result == FOLD_UNRECOGNIZED;
	told->nr_events += result == FOLD_OTHER_EVENT;
	if (told->last_nr >= nr)
		ck_abort_msg("line %lu is told after line %lu", nr, told->last_nr);
	told->last_nr = nr;
}

/* A file of some megabytes: threads take part, and samples lie across their borders. */
static int text_file(unsigned nr_samples)
{
	struct outbuf text = { 0 };
	FILE *file = tmpfile();

	for (unsigned i = 0; i < nr_samples; i++) {
		outbuf_printf(&text, "p%u 1 1.5: %u c:\n", i % 3, 1 + i % 2);
		for (unsigned k = 0; k < i % 7; k++)
			outbuf_printf(&text, "\t%u f%u+0x%x (/lib/x.so)\n", i, i * k % 11, i);
		outbuf_str(&text, i % 1000 == 999 ? "bogus\n\n" : "\n");
		if (i % 2000 == 0)
			outbuf_str(&text, "q 1 1.5: 9 i:\n\t1 f (/x)\n\n");
	}
	ck_assert_int_eq(outbuf_flush(&text, fileno(file), NULL), 0);
	outbuf_done(&text);
	return fileno(file);
}

START_TEST(threads_fold_like_one)
{
	struct fold_opts fold_opts = { 0 };
	int fd = text_file(30000);
	struct outbuf one = { 0 };

	for (unsigned nr_threads = 1; nr_threads <= 4; nr_threads++) {
		struct told told = { 0 };
		struct text_opts opts = { nr_threads, count_told, &told };
		struct fold *fold = fold_new(&fold_opts);

		ck_assert_int_eq(lseek(fd, 0, SEEK_SET), 0);
		ck_assert_int_eq(text_fold(fold, fd, &opts, NULL), 0);
		ck_assert_uint_eq(fold_stats(fold)->nr_samples, 30000);
		ck_assert_uint_eq(fold_stats(fold)->nr_filtered, 15);
		ck_assert_uint_eq(told.nr_unrecognized, 30);
		ck_assert_uint_eq(told.nr_events, 1);
		if (nr_threads == 1) {
			stacks_print(fold_stacks(fold), append, &one, NULL);
			outbuf_char(&one, '\0');
		} else {
			expect_folded(fold, one.data);
		}
		fold_free(fold);
	}
	outbuf_done(&one);
}
END_TEST

/* Where no empty line ends a sample for megabytes, no thread may take lines out of it. */
START_TEST(a_sample_longer_than_many_chunks_stays_one)
{
	struct fold_opts fold_opts = { 0 };
	struct told told = { 0 };
	struct text_opts opts = { 4, count_told, &told };
	struct fold *fold = fold_new(&fold_opts);
	struct outbuf text = { 0 };
	FILE *file = tmpfile();

	outbuf_str(&text, "a1 1 1.5: 3 c:\n\n");
	for (unsigned i = 0; i < 20000; i++)
		outbuf_str(&text, "bc 1 1.5: 3 c:\n\n");
	outbuf_str(&text, "deep 1 1.5: 3 c:\n");
	for (unsigned i = 0; i < 100000; i++)
		outbuf_printf(&text, "\t%u (f) (/x)\nbogus %u\n", i, i);
	outbuf_str(&text, "\t7f f (/x)\n\nend 1 1.5: 3 c:\n\n");
	ck_assert_int_eq(outbuf_flush(&text, fileno(file), NULL), 0);
	outbuf_done(&text);

	ck_assert_int_eq(lseek(fileno(file), 0, SEEK_SET), 0);
	ck_assert_int_eq(text_fold(fold, fileno(file), &opts, NULL), 0);
	fold_end(fold);
	expect_folded(fold, "a1 3\nbc 60000\ndeep;f 3\nend 3\n");
	ck_assert_uint_eq(told.nr_unrecognized, 100000);
	ck_assert_uint_eq(told.last_nr, 2 + 40000 + 1 + 200000);
	fold_free(fold);
	fclose(file);
}
END_TEST

TCase *collapse_fold_tests(void)
{
	TCase *tc = tcase_create("collapse_fold");

	tcase_add_loop_test(tc, text_is_folded_as_perl_does, 0, NR(texts));
	tcase_add_loop_test(tc, options_change_names_and_events, 0, NR(options));
	tcase_add_test(tc, source_lines_belong_to_the_frame_before);
	tcase_add_test(tc, frames_by_id_fold_like_their_text);
	tcase_add_test(tc, what_is_not_counted_is_counted);
	tcase_add_test(tc, threads_fold_like_one);
	tcase_add_test(tc, a_sample_longer_than_many_chunks_stays_one);
	return tc;
}
