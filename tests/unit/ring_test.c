/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "common/kernel/ring.h"

#include <check.h>
#include <errno.h>
#include <linux/perf_event.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "common/base/err.h"
#include "common/base/mem.h"
#include "common/kernel/machine_facts.h"

/* A ring of one data page in plain memory, and the kernel's side of it. */
struct fake {
	uint8_t *pages;
	struct perf_event_mmap_page *control;
	size_t size;
	struct ring *ring;
};

static struct fake fake_new(bool overwrite)
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE);
	struct fake f = { .size = page };

	f.pages = xzalloc(2 * page);
	f.control = (struct perf_event_mmap_page *)f.pages;
	f.ring = ring_of_memory(f.pages, 1, overwrite);
	return f;
}

static void fake_done(struct fake *f)
{
	ring_free(f->ring);
	free(f->pages);
}

/* A record of `size` bytes whose body is all `mark`, as the kernel copies it around the end. */
static void put(struct fake *f, uint64_t position, uint16_t size, uint8_t mark)
{
	uint8_t bytes[4096];
	struct perf_event_header header = { .type = 1, .size = size };

	memset(bytes, mark, size);
	memcpy(bytes, &header, sizeof(header));
	for (size_t i = 0; i < size; i++)
		f->pages[f->size + (position + i) % f->size] = bytes[i];
}

static void write_forward(struct fake *f, uint16_t size, uint8_t mark)
{
	put(f, f->control->data_head, size, mark);
	f->control->data_head += size;
}

static void write_backward(struct fake *f, uint16_t size, uint8_t mark)
{
	f->control->data_head -= size;
	put(f, f->control->data_head, size, mark);
}

/* The marks of the records in what was peeked, in their order. */
static void marks_of(const struct iovec *part, size_t nr, char *to)
{
	uint8_t bytes[8192];
	size_t len = 0;

	for (size_t i = 0; i < nr; i++) {
		memcpy(bytes + len, part[i].iov_base, part[i].iov_len);
		len += part[i].iov_len;
	}
	for (size_t at = 0; at < len;) {
		const struct perf_event_header *header = (void *)(bytes + at);

		ck_assert_uint_ge(header->size, 16);
		ck_assert_uint_le(at + header->size, len);
		*to++ = (char)bytes[at + sizeof(*header)];
		at += header->size;
	}
	*to = '\0';
}

START_TEST(an_empty_ring_has_no_parts)
{
	struct fake f = fake_new(_i);
	struct iovec part[2];

	ck_assert_uint_eq(ring_peek(f.ring, part), 0);
	ck_assert_uint_eq(ring_used_bytes(f.ring), 0);
	fake_done(&f);
}
END_TEST

START_TEST(records_that_wrap_come_as_two_parts)
{
	struct fake f = fake_new(false);
	struct iovec part[2];
	char marks[16];

	write_forward(&f, (uint16_t)(f.size - 24), 'a');
	ck_assert_uint_eq(ring_peek(f.ring, part), 1);
	ring_consume(f.ring, part[0].iov_len);
	ck_assert_uint_eq(f.control->data_tail, f.size - 24);

	write_forward(&f, 40, 'b');
	write_forward(&f, 16, 'c');
	ck_assert_uint_eq(ring_used_bytes(f.ring), 56);
	ck_assert_uint_eq(ring_peek(f.ring, part), 2);
	ck_assert_uint_eq(part[0].iov_len, 24);
	ck_assert_uint_eq(part[1].iov_len, 32);
	marks_of(part, 2, marks);
	ck_assert_str_eq(marks, "bc");
	fake_done(&f);
}
END_TEST

START_TEST(what_is_not_consumed_is_peeked_again)
{
	struct fake f = fake_new(false);
	struct iovec part[2];
	char marks[16];

	write_forward(&f, 16, 'a');
	write_forward(&f, 16, 'b');
	ck_assert_uint_eq(ring_peek(f.ring, part), 1);
	ring_consume(f.ring, 16);
	write_forward(&f, 16, 'c');
	marks_of(part, ring_peek(f.ring, part), marks);
	ck_assert_str_eq(marks, "bc");
	ring_consume(f.ring, 32);
	ck_assert_uint_eq(ring_peek(f.ring, part), 0);
	fake_done(&f);
}
END_TEST

START_TEST(an_overwrite_ring_gives_its_records_oldest_first)
{
	struct fake f = fake_new(true);
	struct iovec part[2];
	char marks[16];

	write_backward(&f, 16, 'a');
	write_backward(&f, 48, 'b');
	write_backward(&f, 24, 'c');
	ck_assert_uint_eq(ring_peek(f.ring, part), 1);
	marks_of(part, 1, marks);
	ck_assert_str_eq(marks, "abc");
	fake_done(&f);
}
END_TEST

START_TEST(a_half_overwritten_record_is_left_out)
{
	struct fake f = fake_new(true);
	struct iovec part[2];
	uint16_t third = (uint16_t)(f.size / 8 * 3);
	char marks[16];

	write_backward(&f, third, 'a');
	write_backward(&f, third, 'b');
	write_backward(&f, third, 'c'); /* over a part of a */
	ck_assert_uint_eq(ring_used_bytes(f.ring), f.size);
	marks_of(part, ring_peek(f.ring, part), marks);
	ck_assert_str_eq(marks, "bc");
	fake_done(&f);
}
END_TEST

START_TEST(an_overwrite_ring_gives_only_what_is_new)
{
	struct fake f = fake_new(true);
	struct iovec part[2];
	char marks[16];

	write_backward(&f, 16, 'a');
	ck_assert_uint_eq(ring_peek(f.ring, part), 1);
	ring_consume(f.ring, part[0].iov_len);
	ck_assert_uint_eq(ring_peek(f.ring, part), 0);
	write_backward(&f, 16, 'b');
	marks_of(part, ring_peek(f.ring, part), marks);
	ck_assert_str_eq(marks, "b");
	fake_done(&f);
}
END_TEST

START_TEST(a_refused_mapping_tells_the_limits)
{
	struct machine_facts facts = { .perf_event_mlock_kb = 516,
		                       .nr_cpus_online = 4,
		                       .memlock_limit_bytes = 65536 };
	struct err err = { 0 };

	ck_assert_int_eq(ring_explain(EPERM, 1u << 20, &facts, &err), -EPERM);
	ck_assert_str_eq(
		err.msg,
		"a ring buffer of 1024 KB is more than may be locked in memory: all rings "
		"of a user share 2064 KB (perf_event_mlock_kb is 516 KB a cpu, of 4 cpus), "
		"and a process gets 64 KB beyond it (RLIMIT_MEMLOCK)");
	ck_assert_ptr_nonnull(strstr(err.hint, "kernel.perf_event_mlock_kb=2064"));
}
END_TEST

START_TEST(a_ring_has_a_power_of_two_of_pages)
{
	struct ring *ring = NULL;
	struct err err = { 0 };

	ck_assert_int_eq(ring_open(-1, 3, false, &ring, &err), -EINVAL);
	ck_assert_str_eq(err.msg, "a ring buffer of 3 pages: not a power of two");
	ck_assert_ptr_null(ring);
}
END_TEST

TCase *ring_tests(void)
{
	TCase *tc = tcase_create("ring");

	tcase_add_loop_test(tc, an_empty_ring_has_no_parts, 0, 2);
	tcase_add_test(tc, records_that_wrap_come_as_two_parts);
	tcase_add_test(tc, what_is_not_consumed_is_peeked_again);
	tcase_add_test(tc, an_overwrite_ring_gives_its_records_oldest_first);
	tcase_add_test(tc, a_half_overwritten_record_is_left_out);
	tcase_add_test(tc, an_overwrite_ring_gives_only_what_is_new);
	tcase_add_test(tc, a_refused_mapping_tells_the_limits);
	tcase_add_test(tc, a_ring_has_a_power_of_two_of_pages);
	return tc;
}
