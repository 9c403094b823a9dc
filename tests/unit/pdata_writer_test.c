/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <check.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/abi/features.h"
#include "common/base/err.h"
#include "common/base/mem.h"
#include "common/perfdata/layout.h"
#include "common/perfdata/reader.h"
#include "common/perfdata/writer.h"

#define NR(table)    (sizeof(table) / sizeof((table)[0]))
#define NR_RECORDS   5000
#define RECORD_BYTES 24

static const uint64_t ids[] = { 100, 101, 102 };
static const struct pdata_event_out events[] = {
	{ { .type = PERF_TYPE_SOFTWARE, .sample_type = PERF_SAMPLE_IP | PERF_SAMPLE_IDENTIFIER },
	  "cpu-clock",
	  ids,
	  2 },
	{ { .type = PERF_TYPE_TRACEPOINT, .config = 372 }, "sched:sched_switch", ids + 2, 1 },
};

/* LOST records that count 0, 1, 2 ...: whole ones, `nr` of them from `first` on. */
static uint8_t *make_records(uint64_t first, size_t nr)
{
	uint64_t *words = xmalloc(nr * RECORD_BYTES);
	struct perf_event_header header = { .type = PERF_RECORD_LOST, .size = RECORD_BYTES };

	for (size_t i = 0; i < nr; i++) {
		memcpy(&words[3 * i], &header, sizeof(header));
		words[3 * i + 1] = 100;
		words[3 * i + 2] = first + i;
	}
	return (uint8_t *)words;
}

struct out_file {
	int fd;
	char path[32];
};

static struct out_file out_file(void)
{
	struct out_file f = { .fd = memfd_create("prof-unit", 0) };

	ck_assert_int_ge(f.fd, 0);
	snprintf(f.path, sizeof(f.path), "/proc/self/fd/%d", f.fd);
	return f;
}

/* In pieces as rings give them: some wrap within a record, some come one by one. */
static int put_some(struct pdata_writer *w, struct err *err)
{
	uint64_t at = 0;

	for (size_t nr = 1; at < NR_RECORDS; nr = nr % 700 * 2 + 1) {
		size_t take = nr < NR_RECORDS - at ? nr : NR_RECORDS - at;
		AUTO(freep) uint8_t *bytes = make_records(at, take);
		size_t len = take * RECORD_BYTES, cut = len / 2 - 4;
		struct iovec parts[] = { { bytes, cut }, { bytes + cut, len - cut } };
		int r = nr % 3 ? pdata_writer_put_ring(w, parts, 2, err)
		               : pdata_writer_put(w, bytes, len, err);

		if (r < 0)
			return r;
		at += take;
	}
	return 0;
}

/* The LOST records of a file are 0, 1, 2 ...; returns how many. */
static uint64_t count_records(struct pdata_reader *reader)
{
	struct record rec;
	struct err err = { 0 };
	uint64_t nr = 0;
	int r;

	while ((r = pdata_reader_next(reader, &rec, &err)) > 0) {
		struct record_lost lost;

		if (rec.header->type != PERF_RECORD_LOST)
			continue;
		ck_assert_int_eq(record_lost(&rec, &lost, &err), 0);
		ck_assert_uint_eq(lost.lost, nr);
		nr++;
	}
	ck_assert_msg(r == 0, "%s", err.msg);
	return nr;
}

static struct features some_features(void)
{
	struct features f = { .hostname = "vm", .tracing_data = "odd", .tracing_data_bytes = 3 };

	features_set(&f, FEATURE_HOSTNAME);
	features_set(&f, FEATURE_TRACING_DATA);
	return f;
}

static void check_header(const struct pdata_header *h, bool pipe, int level)
{
	ck_assert_int_eq(h->is_pipe, pipe);
	ck_assert(!h->unfinished && !h->truncated);
	ck_assert_uint_eq(h->events.len, NR(events));
	ck_assert_uint_eq(h->events.data[0]->attr.size, 128);
	ck_assert_uint_eq(h->events.data[1]->attr.config, 372);
	ck_assert_str_eq(h->events.data[1]->name, "sched:sched_switch");
	ck_assert_uint_eq(h->events.data[1]->nr_ids, 1);
	ck_assert_uint_eq(h->events.data[1]->ids[0], 102);
	ck_assert_str_eq(h->features->hostname, "vm");
	ck_assert_mem_eq(h->features->tracing_data, "odd", 3);
	ck_assert_int_eq(features_has(h->features, FEATURE_COMPRESSED), level != 0);
	if (level)
		ck_assert_uint_eq(h->features->compressed.mmap_bytes, 1 << 19);
}

static const struct pdata_writer_opts layouts[] = {
	{ .pipe = false },
	{ .pipe = false, .zstd_level = 1, .mmap_bytes = 1 << 19 },
	{ .pipe = true },
	{ .pipe = true, .zstd_level = 3, .mmap_bytes = 1 << 19 },
};

START_TEST(what_was_written_is_read_again)
{
	AUTO(pdata_writer_freep) struct pdata_writer *w = NULL;
	AUTO(pdata_reader_freep) struct pdata_reader *reader = NULL;
	const struct pdata_writer_opts *opts = &layouts[_i];
	struct features features = some_features();
	struct out_file f = out_file();
	struct err err = { 0 };

	ck_assert_int_eq(pdata_writer_open(f.fd, "x.data", opts, events, NR(events), &w, &err), 0);
	if (opts->pipe)
		ck_assert_int_eq(pdata_writer_put_header_records(w, &features, &err), 0);
	ck_assert_int_eq(put_some(w, &err), 0);
	ck_assert_msg(pdata_writer_finish(w, &features, &err) == 0, "%s", err.msg);
	if (opts->zstd_level)
		ck_assert_uint_lt(pdata_writer_bytes(w), pdata_writer_raw_bytes(w) * 2 / 3);
	else
		ck_assert_uint_eq(pdata_writer_bytes(w), pdata_writer_raw_bytes(w));

	ck_assert_msg(pdata_reader_open(f.path, &reader, &err) == 0, "%s", err.msg);
	ck_assert_uint_eq(count_records(reader), NR_RECORDS);
	check_header(pdata_reader_header(reader), opts->pipe, opts->zstd_level);
	ck_assert_uint_eq(pdata_reader_stats(reader)->truncated_bytes, 0);
	ck_assert_uint_eq(pdata_reader_stats(reader)->nr_bad_features, 0);
	close(f.fd);
}
END_TEST

START_TEST(a_file_whose_writer_died_has_what_was_flushed)
{
	AUTO(pdata_writer_freep) struct pdata_writer *w = NULL;
	AUTO(pdata_reader_freep) struct pdata_reader *reader = NULL;
	const struct pdata_writer_opts opts = { 0 };
	struct out_file f = out_file();
	struct err err = { 0 };

	ck_assert_int_eq(pdata_writer_open(f.fd, "x.data", &opts, events, NR(events), &w, &err), 0);
	ck_assert_int_eq(put_some(w, &err), 0);
	ck_assert_int_eq(pdata_writer_flush(w, &err), 0);
	ck_assert_int_eq(pdata_reader_open(f.path, &reader, &err), 0);
	ck_assert(pdata_reader_header(reader)->unfinished);
	ck_assert_uint_eq(count_records(reader), NR_RECORDS);
	close(f.fd);
}
END_TEST

/* A limit of the file's size fails as a full disk does, at a byte of our choice. */
static void limit_file_size(rlim_t bytes)
{
	struct rlimit limit;

	signal(SIGXFSZ, SIG_IGN);
	getrlimit(RLIMIT_FSIZE, &limit);
	limit.rlim_cur = bytes;
	setrlimit(RLIMIT_FSIZE, &limit);
}

/* Bytes; the last one is within the records that the first flush brings. */
static const size_t disk_sizes[] = { 1000000, 999999, 500001, 200000, 150007 };

START_TEST(on_a_full_disk_the_file_ends_at_a_whole_record_with_its_features)
{
	AUTO(pdata_writer_freep) struct pdata_writer *w = NULL;
	AUTO(pdata_reader_freep) struct pdata_reader *reader = NULL;
	const struct pdata_writer_opts opts = { 0 };
	struct features features = some_features();
	char path[] = "/tmp/prof-unit.XXXXXX";
	struct err err = { 0 };
	uint64_t at = 0, kept;
	int fd = mkstemp(path), r = 0;

	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(pdata_writer_open(fd, path, &opts, events, NR(events), &w, &err), 0);
	limit_file_size(disk_sizes[_i]);
	while (r == 0) {
		AUTO(freep) uint8_t *bytes = make_records(at, 1000);
		struct iovec part = { bytes, 1000 * RECORD_BYTES };

		r = pdata_writer_put_ring(w, &part, 1, &err);
		at += 1000;
	}
	ck_assert_int_eq(r, -EFBIG);
	r = pdata_writer_finish(w, &features, &err);
	limit_file_size(RLIM_INFINITY);
	ck_assert_int_lt(r, 0);
	ck_assert_ptr_nonnull(strstr(err.msg, "can be read"));

	ck_assert_int_eq(pdata_reader_open(path, &reader, &err), 0);
	kept = count_records(reader);
	ck_assert_uint_lt(kept, at);
	ck_assert_uint_gt(kept * RECORD_BYTES, disk_sizes[_i] / 2);
	ck_assert(!pdata_reader_header(reader)->unfinished);
	ck_assert(!pdata_reader_header(reader)->truncated);
	ck_assert_str_eq(pdata_reader_header(reader)->events.data[0]->name, "cpu-clock");
	unlink(path);
	close(fd);
}
END_TEST

START_TEST(a_pipe_refuses_more_ids_than_a_record_holds)
{
	AUTO(pdata_writer_freep) struct pdata_writer *w = NULL;
	const struct pdata_writer_opts opts = { .pipe = true };
	AUTO(freep) uint64_t *many = xcalloc(9000, sizeof(*many));
	struct pdata_event_out event = { .name = "x", .ids = many, .nr_ids = 9000 };
	struct features features = { 0 };
	struct out_file f = out_file();
	struct err err = { 0 };

	ck_assert_int_eq(pdata_writer_open(f.fd, "x.data", &opts, &event, 1, &w, &err), 0);
	ck_assert_int_eq(pdata_writer_put_header_records(w, &features, &err), -E2BIG);
	ck_assert_ptr_nonnull(strstr(err.msg, "9000 ids, a pipe can name 8174"));
	close(f.fd);
}
END_TEST

START_TEST(a_pipe_of_many_events_names_each_of_them)
{
	AUTO(pdata_writer_freep) struct pdata_writer *w = NULL;
	AUTO(pdata_reader_freep) struct pdata_reader *reader = NULL;
	const struct pdata_writer_opts opts = { .pipe = true };
	struct pdata_event_out many[400];
	uint64_t many_ids[NR(many)];
	char names[NR(many)][16];
	struct features features = some_features();
	struct out_file f = out_file();
	struct record rec;
	struct err err = { 0 };

	for (size_t i = 0; i < NR(many); i++) {
		many_ids[i] = 5000 + i;
		snprintf(names[i], sizeof(names[i]), "event-%zu", i);
		many[i] = (struct pdata_event_out){ { .type = 1 }, names[i], &many_ids[i], 1 };
	}
	ck_assert_int_eq(pdata_writer_open(f.fd, "x.data", &opts, many, NR(many), &w, &err), 0);
	ck_assert_int_eq(pdata_writer_put_header_records(w, &features, &err), 0);
	ck_assert_int_eq(pdata_writer_finish(w, &features, &err), 0);
	ck_assert_int_eq(pdata_reader_open(f.path, &reader, &err), 0);
	while (pdata_reader_next(reader, &rec, &err) > 0)
		;
	ck_assert_uint_eq(pdata_reader_header(reader)->events.len, NR(many));
	ck_assert_str_eq(pdata_reader_header(reader)->events.data[399]->name, "event-399");
	close(f.fd);
}
END_TEST

TCase *pdata_writer_tests(void)
{
	TCase *tc = tcase_create("pdata_writer");

	tcase_add_loop_test(tc, what_was_written_is_read_again, 0, NR(layouts));
	tcase_add_test(tc, a_file_whose_writer_died_has_what_was_flushed);
	tcase_add_loop_test(tc, on_a_full_disk_the_file_ends_at_a_whole_record_with_its_features, 0,
	                    NR(disk_sizes));
	tcase_add_test(tc, a_pipe_refuses_more_ids_than_a_record_holds);
	tcase_add_test(tc, a_pipe_of_many_events_names_each_of_them);
	return tc;
}
