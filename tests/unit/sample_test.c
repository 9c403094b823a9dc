/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <check.h>
#include <string.h>

#include "common/abi/sample.h"
#include "common/base/err.h"
#include "common/base/outbuf.h"

/* A sample of `nr` words behind its header. */
struct sample_words {
	struct perf_event_header header;
	uint64_t word[16];
};

static struct record record_of(struct sample_words *s, size_t nr)
{
	s->header.type = PERF_RECORD_SAMPLE;
	s->header.size = (uint16_t)(sizeof(s->header) + 8 * nr);
	return (struct record){ .header = &s->header, .file_offset = 0x40 };
}

static struct sample_format format_of(uint64_t sample_type, uint64_t read_format)
{
	struct perf_event_attr attr = {
		.sample_type = sample_type,
		.read_format = read_format,
		.sample_period = 7,
		.sample_id_all = 1,
		.sample_regs_intr = 0x5,
	};
	struct sample_format f;

	sample_format_init(&f, &attr);
	return f;
}

START_TEST(members_stand_in_the_kernels_order)
{
	struct sample_format f = format_of(PERF_SAMPLE_IDENTIFIER | PERF_SAMPLE_IP |
	                                           PERF_SAMPLE_TID | PERF_SAMPLE_TIME |
	                                           PERF_SAMPLE_CPU | PERF_SAMPLE_CALLCHAIN,
	                                   0);
	struct sample_words w = { .word = { 9, 0x1000, 5 | UINT64_C(6) << 32, 77, 1, 2, 11, 12 } };
	struct record rec = record_of(&w, 8);
	struct sample s;
	struct err err;

	ck_assert_int_eq(sample_decode(&rec, &f, &s, &err), 0);
	ck_assert_uint_eq(s.id, 9);
	ck_assert_uint_eq(s.ip, 0x1000);
	ck_assert_uint_eq(s.pid, 5);
	ck_assert_uint_eq(s.tid, 6);
	ck_assert_uint_eq(s.time_ns, 77);
	ck_assert_uint_eq(s.cpu, 1);
	ck_assert_uint_eq(s.period, 7);
	ck_assert_uint_eq(s.nr_callchain, 2);
	ck_assert_uint_eq(s.callchain[1], 12);
	ck_assert_uint_eq(record_time_ns(&rec, &f), 77);
}
END_TEST

/* One hostile count each: what the sample has, how it starts, and what is said. */
static const struct {
	uint64_t sample_type, read_format;
	uint64_t word[3];
	size_t nr;
	const char *msg;
} hostile[] = {
	{ PERF_SAMPLE_CALLCHAIN,
	  0,
	  { UINT64_C(1) << 60, 1, 2 },
	  3,
	  "sample at 0x40: 1152921504606846976 callchain entries, but only 16 bytes are left of its 32" },
	{ PERF_SAMPLE_CALLCHAIN,
	  0,
	  { 0 },
	  0,
	  "sample at 0x40: the callchain goes beyond its 8 bytes" },
	{ PERF_SAMPLE_RAW,
	  0,
	  { 13 },
	  1,
	  "sample at 0x40: 13 bytes of raw data, but only 8 bytes are left of its 16" },
	{ PERF_SAMPLE_BRANCH_STACK,
	  0,
	  { 1, 2, 3 },
	  3,
	  "sample at 0x40: 1 branches, but only 16 bytes are left of its 32" },
	{ PERF_SAMPLE_READ,
	  PERF_FORMAT_GROUP | PERF_FORMAT_ID,
	  { 2, 1, 1 },
	  3,
	  "sample at 0x40: 2 read values, but only 16 bytes are left of its 32" },
	{ PERF_SAMPLE_STACK_USER,
	  0,
	  { 64, 1 },
	  2,
	  "sample at 0x40: 64 bytes of user stack, but only 8 bytes are left of its 24" },
	{ PERF_SAMPLE_STACK_USER,
	  0,
	  { 8, 1, 9 },
	  3,
	  "sample at 0x40: 9 valid bytes of user stack, but only 8 were dumped" },
	{ PERF_SAMPLE_REGS_INTR,
	  0,
	  { 2, 1 },
	  2,
	  "sample at 0x40: the register set goes beyond its 24 bytes" },
	{ PERF_SAMPLE_IP | PERF_SAMPLE_TIME,
	  0,
	  { 2 },
	  1,
	  "sample at 0x40: its fixed part goes beyond its 16 bytes" },
};

START_TEST(a_count_must_fit_the_sample)
{
	struct sample_format f = format_of(hostile[_i].sample_type, hostile[_i].read_format);
	struct sample_words w = { 0 };
	struct sample s;
	struct err err = { 0 };

	memcpy(w.word, hostile[_i].word, sizeof(hostile[_i].word));
	struct record rec = record_of(&w, hostile[_i].nr);

	ck_assert_int_eq(sample_decode(&rec, &f, &s, &err), -EBADMSG);
	ck_assert_str_eq(err.msg, hostile[_i].msg);
}
END_TEST

START_TEST(group_reads_give_each_value_with_its_id)
{
	struct sample_format f =
		format_of(PERF_SAMPLE_READ, PERF_FORMAT_GROUP | PERF_FORMAT_ID | PERF_FORMAT_LOST |
	                                            PERF_FORMAT_TOTAL_TIME_ENABLED);
	struct sample_words w = { .word = { 2, 500, 10, 100, 0, 20, 200, 3 } };
	struct record rec = record_of(&w, 8);
	struct sample s;
	struct err err;

	ck_assert_int_eq(sample_decode(&rec, &f, &s, &err), 0);
	ck_assert_uint_eq(s.read.nr, 2);
	ck_assert_uint_eq(s.read.time_enabled_ns, 500);
	ck_assert_uint_eq(sample_read_value(&s, 1).value, 20);
	ck_assert_uint_eq(sample_read_value(&s, 1).id, 200);
	ck_assert_uint_eq(sample_read_value(&s, 1).lost, 3);
}
END_TEST

START_TEST(a_single_read_has_its_times_between_value_and_id)
{
	struct sample_format f =
		format_of(PERF_SAMPLE_READ, PERF_FORMAT_ID | PERF_FORMAT_TOTAL_TIME_RUNNING);
	struct sample_words w = { .word = { 10, 400, 100 } };
	struct record rec = record_of(&w, 3);
	struct sample s;
	struct err err;

	ck_assert_int_eq(sample_decode(&rec, &f, &s, &err), 0);
	ck_assert_uint_eq(sample_read_value(&s, 0).value, 10);
	ck_assert_uint_eq(sample_read_value(&s, 0).id, 100);
	ck_assert_uint_eq(s.read.time_running_ns, 400);
}
END_TEST

START_TEST(id_fields_are_read_as_they_are_written)
{
	struct sample_format f = format_of(
		PERF_SAMPLE_TID | PERF_SAMPLE_TIME | PERF_SAMPLE_CPU | PERF_SAMPLE_IDENTIFIER, 0);
	struct sample_id id = { .pid = 1, .tid = 2, .cpu = 3, .time_ns = 4, .id = 5 }, back;
	struct perf_event_header header = { .type = PERF_RECORD_LOST_SAMPLES };
	struct outbuf out = { 0 };
	struct record rec;
	struct err err;

	outbuf_bytes(&out, &header, sizeof(header));
	sample_id_encode(&f, &id, &out);
	((struct perf_event_header *)(void *)out.data)->size = (uint16_t)out.len;
	rec = (struct record){ .header = (void *)out.data };

	ck_assert_uint_eq(out.len, 8 + sample_id_size(&f));
	ck_assert_int_eq(sample_id_decode(&rec, &f, &back, &err), 0);
	ck_assert_uint_eq(back.pid, 1);
	ck_assert_uint_eq(back.tid, 2);
	ck_assert_uint_eq(back.cpu, 3);
	ck_assert_uint_eq(back.time_ns, 4);
	ck_assert_uint_eq(back.id, 5);
	ck_assert_uint_eq(record_time_ns(&rec, &f), 4);
	outbuf_done(&out);
}
END_TEST

START_TEST(a_swapped_sample_keeps_its_pairs_and_its_bytes)
{
	struct sample_format f = format_of(PERF_SAMPLE_TID | PERF_SAMPLE_CPU | PERF_SAMPLE_RAW, 0);
	struct sample_words w = { 0 };
	struct record rec = record_of(&w, 4);
	uint32_t tid[2] = { __builtin_bswap32(5), __builtin_bswap32(6) };
	uint32_t cpu[2] = { __builtin_bswap32(1), 0 };
	uint32_t size = __builtin_bswap32(12);
	struct sample s;
	struct err err;

	memcpy(&w.word[0], tid, 8);
	memcpy(&w.word[1], cpu, 8);
	memcpy(&w.word[2], &size, 4);
	memcpy((char *)&w.word[2] + 4, "abcdefghijkl", 12);

	ck_assert_int_eq(record_swap(&w, &f, &err), 0);
	ck_assert_int_eq(sample_decode(&rec, &f, &s, &err), 0);
	ck_assert_uint_eq(s.pid, 5);
	ck_assert_uint_eq(s.tid, 6);
	ck_assert_uint_eq(s.cpu, 1);
	ck_assert_uint_eq(s.raw_size, 12);
	ck_assert_mem_eq(s.raw, "abcdefghijkl", 12);
}
END_TEST

TCase *sample_tests(void)
{
	TCase *tc = tcase_create("sample");

	tcase_add_test(tc, members_stand_in_the_kernels_order);
	tcase_add_loop_test(tc, a_count_must_fit_the_sample, 0,
	                    sizeof(hostile) / sizeof(hostile[0]));
	tcase_add_test(tc, group_reads_give_each_value_with_its_id);
	tcase_add_test(tc, a_single_read_has_its_times_between_value_and_id);
	tcase_add_test(tc, id_fields_are_read_as_they_are_written);
	tcase_add_test(tc, a_swapped_sample_keeps_its_pairs_and_its_bytes);
	return tc;
}
