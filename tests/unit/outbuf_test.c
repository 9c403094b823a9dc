/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "common/base/outbuf.h"

#include <check.h>
#include <inttypes.h>
#include <unistd.h>

#include "common/base/err.h"
#include "common/base/mem.h"

static const struct {
	uint64_t value;
	unsigned width;
} numbers[] = {
	{ 0, 0 },     { 0, 5 },          { 7, 1 },           { 10, 1 },
	{ 12345, 8 }, { UINT64_MAX, 0 }, { UINT64_MAX, 25 }, { (uint64_t)INT64_MIN, 0 },
};

START_TEST(numbers_are_printed_as_printf_does)
{
	uint64_t v = numbers[_i].value;
	int width = (int)numbers[_i].width;
	AUTO(freep) char *wanted = NULL;
	AUTO(freep) char *got = NULL;
	struct outbuf out = { 0 };

	wanted = xasprintf("%*" PRIu64 "|%*" PRId64 "|%*" PRIx64 "|%0*" PRIu64, width, v, width,
	                   (int64_t)v, width, v, width ? width : 1, v);
	outbuf_u64(&out, v, numbers[_i].width);
	outbuf_char(&out, '|');
	outbuf_i64(&out, (int64_t)v, numbers[_i].width);
	outbuf_char(&out, '|');
	outbuf_hex(&out, v, numbers[_i].width);
	outbuf_char(&out, '|');
	outbuf_u64_zeros(&out, v, numbers[_i].width);
	got = outbuf_take(&out);
	ck_assert_str_eq(got, wanted);
}
END_TEST

START_TEST(text_is_padded_but_never_cut)
{
	struct outbuf out = { 0 };
	AUTO(freep) char *got = NULL;

	outbuf_left(&out, STR("ab"), 4);
	outbuf_right(&out, STR("cd"), 4);
	outbuf_left(&out, STR("long"), 2);
	outbuf_right(&out, STR("long"), 2);
	outbuf_fill(&out, '.', 3);
	got = outbuf_take(&out);
	ck_assert_str_eq(got, "ab    cdlonglong...");
	ck_assert_ptr_null(out.data);
}
END_TEST

START_TEST(long_text_grows_the_buffer)
{
	AUTO(freep) char *word = xzalloc(10001);
	struct outbuf out = { 0 };

	memset(word, 'x', 10000);
	for (int i = 0; i < 10; i++)
		outbuf_printf(&out, "%s\n", word);
	ck_assert_uint_eq(out.len, 100010);
	ck_assert_int_eq(out.data[10000], '\n');
	ck_assert_int_eq(out.data[100009], '\n');
	outbuf_done(&out);
}
END_TEST

START_TEST(a_flush_writes_and_empties)
{
	struct outbuf out = { 0 };
	struct err err = { 0 };
	char got[8] = "";
	int ends[2];

	ck_assert_int_eq(pipe(ends), 0);
	outbuf_str(&out, "hello");
	ck_assert_int_eq(outbuf_flush(&out, ends[1], &err), 0);
	ck_assert_uint_eq(out.len, 0);
	ck_assert_int_eq(read(ends[0], got, sizeof(got)), 5);
	ck_assert_str_eq(got, "hello");
	close(ends[0]);
	close(ends[1]);

	outbuf_str(&out, "lost");
	ck_assert_int_eq(outbuf_flush(&out, ends[1], &err), -EBADF);
	ck_assert_str_eq(err.msg, "write: Bad file descriptor");
	outbuf_done(&out);
}
END_TEST

TCase *outbuf_tests(void)
{
	TCase *tc = tcase_create("outbuf");

	tcase_add_loop_test(tc, numbers_are_printed_as_printf_does, 0,
	                    (int)(sizeof(numbers) / sizeof(numbers[0])));
	tcase_add_test(tc, text_is_padded_but_never_cut);
	tcase_add_test(tc, long_text_grows_the_buffer);
	tcase_add_test(tc, a_flush_writes_and_empties);
	return tc;
}
