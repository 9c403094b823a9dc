/* SPDX-License-Identifier: GPL-2.0-or-later */
/* common/kernel against the kernel that runs: opens, rings, counts, and what it refuses. */
#include <check.h>
#include <errno.h>
#include <linux/perf_event.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "common/abi/record.h"
#include "common/abi/sample.h"
#include "common/base/err.h"
#include "common/base/mem.h"
#include "common/base/outbuf.h"
#include "common/base/sysroot.h"
#include "common/kernel/control.h"
#include "common/kernel/machine_facts.h"
#include "common/kernel/open.h"
#include "common/kernel/ring.h"
#include "common/kernel/synth.h"

#define EXIT_SKIPPED 77
#define RING_PAGES   8
#define NOBODY       65534

/* A page fault counter: one event for each page that is touched first. */
static struct perf_event_attr faults(void)
{
	return (struct perf_event_attr){ .type = PERF_TYPE_SOFTWARE,
		                         .size = sizeof(struct perf_event_attr),
		                         .config = PERF_COUNT_SW_PAGE_FAULTS,
		                         .sample_period = 1,
		                         .sample_type = PERF_SAMPLE_IP | PERF_SAMPLE_TID |
		                                        PERF_SAMPLE_ADDR,
		                         .disabled = 1,
		                         .exclude_kernel = 1,
		                         .exclude_hv = 1 };
}

static int open_self(struct perf_event_attr *attr)
{
	int fd = perf_open(attr, 0, -1, -1, 0);

	ck_assert_msg(fd >= 0, "perf_event_open: %s", strerror(-fd));
	return fd;
}

static void touch_pages(size_t nr)
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE);
	volatile char *memory = aligned_alloc(page, nr * page);

	for (size_t i = 0; i < nr; i++)
		memory[i * page] = 1;
	free((void *)memory);
}

/* All records that stand in the ring; every one must be whole. */
static size_t drain(struct ring *ring, uint32_t type)
{
	struct iovec part[2];
	struct outbuf all = { 0 };
	size_t nr = 0, nr_parts = ring_peek(ring, part);

	for (size_t i = 0; i < nr_parts; i++)
		outbuf_bytes(&all, part[i].iov_base, part[i].iov_len);
	ring_consume(ring, all.len);
	for (size_t at = 0; at < all.len;) {
		const struct perf_event_header *header = (const void *)(all.data + at);

		ck_assert_uint_ge(header->size, sizeof(*header));
		ck_assert_uint_le(at + header->size, all.len);
		nr += header->type == type;
		at += header->size;
	}
	outbuf_done(&all);
	return nr;
}

START_TEST(a_ring_gives_what_the_kernel_wrote_and_takes_more)
{
	struct perf_event_attr attr = faults();
	AUTO(fd_closep) int fd = open_self(&attr);
	AUTO(ring_freep) struct ring *ring = NULL;
	struct err err = { 0 };
	size_t nr = 0;

	ck_assert_msg(ring_open(fd, RING_PAGES, false, &ring, &err) == 0, "%s", err.msg);
	/* Twenty times what the ring holds at once: it wraps, and what is taken is free again. */
	for (int i = 0; i < 200; i++) {
		ck_assert_int_eq(perf_enable(fd, false, &err), 0);
		touch_pages(100);
		ck_assert_int_eq(perf_disable(fd, false, &err), 0);
		ck_assert_uint_gt(ring_used_bytes(ring), 0);
		nr += drain(ring, PERF_RECORD_SAMPLE);
		ck_assert_uint_eq(ring_used_bytes(ring), 0);
	}
	ck_assert_uint_ge(nr, 200u * 100);
}
END_TEST

START_TEST(a_paused_overwrite_ring_keeps_the_newest)
{
	struct perf_event_attr attr = faults();
	AUTO(fd_closep) int fd = -1;
	AUTO(ring_freep) struct ring *ring = NULL;
	struct err err = { 0 };
	struct iovec part[2];

	attr.write_backward = 1;
	fd = open_self(&attr);
	ck_assert_msg(ring_open(fd, RING_PAGES, true, &ring, &err) == 0, "%s", err.msg);
	ck_assert_int_eq(perf_enable(fd, false, &err), 0);
	touch_pages(5000);
	ck_assert_msg(ring_pause(ring, true, &err) == 0, "%s", err.msg);
	touch_pages(10);
	ck_assert_uint_eq(ring_peek(ring, part), 1);
	ck_assert_uint_gt(part[0].iov_len, ring_size_bytes(ring) - 4096);
	ck_assert_uint_gt(drain(ring, PERF_RECORD_SAMPLE), 500);
	ck_assert_int_eq(ring_pause(ring, false, &err), 0);
	ck_assert_int_eq(perf_disable(fd, false, &err), 0);
	drain(ring, PERF_RECORD_SAMPLE);
	ck_assert_uint_eq(ring_peek(ring, part), 0);
}
END_TEST

START_TEST(a_group_is_read_at_once)
{
	struct perf_event_attr attr = faults();
	AUTO(fd_closep) int leader = -1;
	AUTO(fd_closep) int member = -1;
	struct perf_count counts[2];
	struct err err = { 0 };
	uint64_t id = 0;
	size_t nr = 2;

	attr.sample_period = 0;
	attr.read_format = PERF_FORMAT_GROUP | PERF_FORMAT_ID | PERF_FORMAT_TOTAL_TIME_ENABLED |
	                   PERF_FORMAT_TOTAL_TIME_RUNNING;
	leader = open_self(&attr);
	attr.disabled = 0;
	attr.config = PERF_COUNT_SW_TASK_CLOCK;
	member = perf_open(&attr, 0, -1, leader, 0);
	ck_assert_int_ge(member, 0);

	ck_assert_int_eq(perf_enable(leader, true, &err), 0);
	touch_pages(1000);
	ck_assert_int_eq(perf_disable(leader, true, &err), 0);
	ck_assert_msg(perf_read_group(leader, attr.read_format, counts, &nr, &err) == 0, "%s",
	              err.msg);
	ck_assert_uint_eq(nr, 2);
	ck_assert_uint_ge(counts[0].value, 1000);
	ck_assert_uint_gt(counts[1].value, 0);
	ck_assert_uint_gt(counts[0].time_enabled_ns, 0);
	ck_assert_int_eq(perf_id(leader, &id, &err), 0);
	ck_assert_uint_eq(counts[0].id, id);

	nr = 1;
	ck_assert_int_eq(perf_read_group(leader, attr.read_format, counts, &nr, &err), -ENOSPC);
	ck_assert_str_eq(err.msg, "a group has 2 counts, 1 were expected");
	ck_assert_int_eq(perf_reset(leader, true, &err), 0);
}
END_TEST

START_TEST(a_count_is_read_with_its_id_and_times)
{
	struct perf_event_attr attr = faults();
	AUTO(fd_closep) int fd = -1;
	struct perf_count count;
	struct err err = { 0 };
	uint64_t id = 0;

	attr.sample_period = 0;
	attr.read_format = PERF_FORMAT_ID | PERF_FORMAT_TOTAL_TIME_ENABLED;
	fd = open_self(&attr);
	ck_assert_int_eq(perf_enable(fd, false, &err), 0);
	touch_pages(1000);
	ck_assert_int_eq(perf_disable(fd, false, &err), 0);
	ck_assert_msg(perf_read_count(fd, attr.read_format, &count, &err) == 0, "%s", err.msg);
	ck_assert_int_eq(perf_id(fd, &id, &err), 0);
	ck_assert_uint_ge(count.value, 1000);
	ck_assert_uint_eq(count.id, id);
	ck_assert_uint_gt(count.time_enabled_ns, 0);
	ck_assert_uint_eq(count.time_running_ns, 0); /* not asked for */
}
END_TEST

START_TEST(the_ladder_ends_where_the_kernel_is_content)
{
	struct perf_event_attr attr = faults();
	struct perf_open_where where = { .pid = 0, .cpu = -1, .group_fd = -1 };
	struct kernel_features missing = { 0 };
	AUTO(fd_closep) int fd = -1;

	attr.read_format = PERF_FORMAT_ID | PERF_FORMAT_LOST;
	attr.mmap2 = attr.ksymbol = attr.bpf_event = attr.sample_id_all = 1;
	fd = perf_open_ladder(&attr, &where, &missing);
	ck_assert_int_ge(fd, 0);
}
END_TEST

/* Run `fn` in a child without rights; its exit status is 0 when all it asserts holds. */
static void as_nobody(void (*fn)(void))
{
	int status;
	pid_t pid = fork();

	if (pid == 0) {
		if (setgid(NOBODY) < 0 || setuid(NOBODY) < 0)
			_exit(EXIT_SKIPPED);
		fn();
		_exit(0);
	}
	ck_assert_int_eq(waitpid(pid, &status, 0), pid);
	ck_assert(WIFEXITED(status));
	ck_assert_int_eq(WEXITSTATUS(status), 0);
}

static void need(bool holds)
{
	if (!holds)
		_exit(1);
}

/* Says so: the error of an open of the kernel's side. */
static void kernel_is_refused(void)
{
	struct perf_event_attr attr = faults();
	struct perf_open_try what = { .attr = &attr, .name = "faults", .pid = 0, .cpu = -1 };
	struct machine_facts facts;
	struct err err = { 0 };
	int fd;

	attr.exclude_kernel = 0;
	fd = perf_open(&attr, 0, -1, -1, 0);
	need(machine_facts_read(&sysroot_live, &facts, &err) == 0);
	need(!machine_facts_perfmon(&facts));
	if (facts.perf_event_paranoid < 2)
		_exit(0); /* nothing is refused here */
	need(fd == -EACCES);
	perf_open_explain(-fd, &what, &facts, &err);
	need(strstr(err.msg, "perf_event_paranoid is") != NULL);
	machine_facts_done(&facts);
}

static void big_ring_is_refused(void)
{
	struct perf_event_attr attr = faults();
	int fd = perf_open(&attr, 0, -1, -1, 0);
	struct ring *ring = NULL;
	struct err err = { 0 };

	if (fd == -EACCES)
		_exit(0); /* paranoid 3: not even this */
	need(fd >= 0);
	need(ring_open(fd, 1u << 16, false, &ring, &err) == -EPERM);
	need(strstr(err.msg, "a ring buffer of 262148 KB is more than may be locked") != NULL);
}

START_TEST(an_ordinary_user_is_told_why)
{
	if (geteuid() != 0)
		return;
	as_nobody(kernel_is_refused);
	as_nobody(big_ring_is_refused);
}
END_TEST

START_TEST(too_few_files_are_told)
{
	struct rlimit old, low;
	struct perf_event_attr attr = faults();
	struct perf_open_try what = { .attr = &attr, .name = "faults", .nr_files = 100 };
	struct machine_facts facts;
	struct err err = { 0 };
	int fds[64], nr = 0, fd;

	ck_assert_int_eq(getrlimit(RLIMIT_NOFILE, &old), 0);
	low = (struct rlimit){ .rlim_cur = 32, .rlim_max = old.rlim_max };
	ck_assert_int_eq(setrlimit(RLIMIT_NOFILE, &low), 0);
	ck_assert_int_eq(machine_facts_read(&sysroot_live, &facts, &err), 0);
	while ((fd = perf_open(&attr, 0, -1, -1, 0)) >= 0)
		fds[nr++] = fd;
	ck_assert_int_eq(fd, -EMFILE);
	/* Files that were inherited with a number above the limit leave room for more. */
	ck_assert_int_ge(nr, (int)(32 - facts.nofile_used));
	perf_open_explain(EMFILE, &what, &facts, &err);
	ck_assert_ptr_nonnull(strstr(err.msg, "the recording needs 100 open files"));
	ck_assert(machine_facts_raise_nofile(&facts, 100));
	fd = perf_open(&attr, 0, -1, -1, 0);
	ck_assert_int_ge(fd, 0);
	close(fd);
	while (nr--)
		close(fds[nr]);
	ck_assert_int_eq(setrlimit(RLIMIT_NOFILE, &old), 0);
	machine_facts_done(&facts);
}
END_TEST

START_TEST(this_process_is_among_all_tasks)
{
	struct perf_event_attr attr = faults();
	struct sample_format format;
	struct synth_opts opts = { .sysroot = &sysroot_live,
		                   .format = &format,
		                   .nr_threads = 2,
		                   .tasks = true,
		                   .maps = true };
	struct synth_stats stats = { 0 };
	struct outbuf out = { 0 };
	struct err err = { 0 };
	bool named = false;
	size_t nr_maps = 0;

	attr.sample_id_all = 1;
	sample_format_init(&format, &attr);
	ck_assert_msg(synth_all_tasks(&opts, &out, &stats, &err) == 0, "%s", err.msg);
	for (size_t at = 0; at < out.len;) {
		struct record rec = { .header = (const void *)(out.data + at) };
		struct record_comm comm;
		struct record_mmap map;

		if (rec.header->type == PERF_RECORD_COMM && record_comm(&rec, &comm, &err) == 0)
			named |= comm.tid == (uint32_t)getpid() && str_is(comm.comm, "live_kernel");
		if (rec.header->type == PERF_RECORD_MMAP2 && record_mmap(&rec, &map, &err) == 0)
			nr_maps += map.pid == (uint32_t)getpid();
		at += rec.header->size;
	}
	ck_assert(named);
	ck_assert_uint_ge(nr_maps, 3); /* the program, libc, the vdso */
	outbuf_done(&out);
}
END_TEST

int main(void)
{
	struct perf_event_attr attr = faults();
	Suite *suite = suite_create("kernel");
	TCase *tc = tcase_create("live");
	SRunner *runner;
	int fd = perf_open(&attr, 0, -1, -1, 0), nr_failed;

	if (fd < 0) {
		printf("SKIP: perf_event_open of a page fault counter: %s\n", strerror(-fd));
		return EXIT_SKIPPED;
	}
	close(fd);
	tcase_add_test(tc, a_ring_gives_what_the_kernel_wrote_and_takes_more);
	tcase_add_test(tc, a_paused_overwrite_ring_keeps_the_newest);
	tcase_add_test(tc, a_group_is_read_at_once);
	tcase_add_test(tc, a_count_is_read_with_its_id_and_times);
	tcase_add_test(tc, the_ladder_ends_where_the_kernel_is_content);
	tcase_add_test(tc, an_ordinary_user_is_told_why);
	tcase_add_test(tc, too_few_files_are_told);
	tcase_add_test(tc, this_process_is_among_all_tasks);
	suite_add_tcase(suite, tc);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	nr_failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return nr_failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
