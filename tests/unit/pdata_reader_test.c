/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <check.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zstd.h>

#include "common/abi/features.h"
#include "common/base/err.h"
#include "common/perfdata/layout.h"
#include "common/perfdata/reader_internal.h"
#include "tests/lib/pdata_builder.h"

#define NR(table) (sizeof(table) / sizeof((table)[0]))

static const uint64_t ids[] = { 11, 12 };

static struct perf_event_attr some_attr(void)
{
	return (struct perf_event_attr){
		.type = PERF_TYPE_SOFTWARE,
		.size = ATTR_SIZE_WRITTEN,
		.sample_type = PERF_SAMPLE_IP | PERF_SAMPLE_TID | PERF_SAMPLE_TIME,
		.sample_id_all = 1,
	};
}

static void add_some_event(struct pdata_builder *b)
{
	struct perf_event_attr attr = some_attr();

	pdata_event(b, &attr, ids, NR(ids));
}

static void add_comm(struct pdata_builder *b, uint32_t pid)
{
	pdata_begin(b, PERF_RECORD_COMM, 0);
	pdata_u32(b, pid);
	pdata_u32(b, pid);
	pdata_bytes(b, "comm\0\0\0", 8);
	pdata_u32(b, pid); /* the id fields of some_attr() */
	pdata_u32(b, pid);
	pdata_u64(b, 1000 + pid);
	pdata_end(b);
}

static struct pdata_reader *open_built(struct pdata_builder *b)
{
	struct pdata_reader *reader = NULL;
	struct err err = { 0 };
	size_t len;
	const void *bytes = pdata_build(b, &len);

	ck_assert_msg(pdata_reader_open_memory(bytes, len, "x.data", &reader, &err) == 0, "%s",
	              err.msg);
	return reader;
}

/* All records are COMMs of the pids 0, 1, 2 ...; returns how many. */
static unsigned count_comms(struct pdata_reader *reader)
{
	struct record rec;
	struct err err = { 0 };
	unsigned nr = 0;
	int r;

	while ((r = pdata_reader_next(reader, &rec, &err)) > 0) {
		struct record_comm comm;

		if (rec.header->type >= RECORD_USER_FIRST)
			continue;
		ck_assert_uint_eq((uintptr_t)rec.header % 8, 0);
		ck_assert_int_eq(record_comm(&rec, &comm, &err), 0);
		ck_assert_uint_eq(comm.pid, nr);
		ck_assert(str_is(comm.comm, "comm"));
		nr++;
	}
	ck_assert_msg(r == 0, "%s", err.msg);
	return nr;
}

static const struct {
	uint32_t type;
	uint16_t claimed; /* bytes, by a record header with 24 bytes left in the section */
	int result;       /* of pdata_reader_next() */
	const char *msg;
} sizes[] = {
	{ PERF_RECORD_LOST, 24, 1, "" },
	{ PERF_RECORD_LOST, 32, -EBADMSG, "x.data: record at 0x108 claims 32 bytes, 24 are left" },
	{ PERF_RECORD_LOST, 65528, -EBADMSG,
	  "x.data: record at 0x108 claims 65528 bytes, 24 are left" },
	{ PERF_RECORD_LOST, 0, -EBADMSG, "x.data: record at 0x108 claims 0 bytes, the least is 8" },
	{ PERF_RECORD_LOST, 7, -EBADMSG, "x.data: record at 0x108 claims 7 bytes, the least is 8" },
	{ PERF_RECORD_LOST, 23, -EBADMSG,
	  "x.data: record at 0x108 claims 23 bytes, which is no multiple of 8" },
	{ RECORD_HEADER_FEATURE, 23, 1, "" },
	{ RECORD_HEADER_ATTR, 0, -EBADMSG,
	  "x.data: record at 0x108 claims 0 bytes, the least is 8" },
};

START_TEST(a_record_must_fit_its_section)
{
	AUTO(pdata_reader_freep) struct pdata_reader *reader = NULL;
	AUTO(pdata_builder_done) struct pdata_builder b = { 0 };
	struct record rec;
	struct err err = { 0 };

	add_some_event(&b);
	pdata_begin(&b, sizes[_i].type, 0);
	pdata_u64(&b, 1);
	pdata_u64(&b, 2);
	pdata_end_claiming(&b, sizes[_i].claimed);
	reader = open_built(&b);
	ck_assert_int_eq(pdata_reader_next(reader, &rec, &err), sizes[_i].result);
	ck_assert_str_eq(err.msg, sizes[_i].msg);
	/* An error stays where it is, it is not skipped. */
	if (sizes[_i].result < 0)
		ck_assert_int_eq(pdata_reader_next(reader, &rec, &err), sizes[_i].result);
}
END_TEST

START_TEST(records_are_views_of_a_file_and_events_have_their_ids)
{
	AUTO(pdata_reader_freep) struct pdata_reader *reader = NULL;
	AUTO(pdata_builder_done) struct pdata_builder b = { 0 };
	const struct pdata_header *header;

	add_some_event(&b);
	for (unsigned i = 0; i < 5; i++)
		add_comm(&b, i);
	reader = open_built(&b);
	header = pdata_reader_header(reader);
	ck_assert_uint_eq(header->events.len, 1);
	ck_assert_uint_eq(header->events.data[0]->nr_ids, 2);
	ck_assert_uint_eq(header->events.data[0]->ids[1], 12);
	ck_assert(!header->is_pipe && !header->unfinished && !header->swapped);
	ck_assert_uint_eq(count_comms(reader), 5);
	ck_assert_uint_eq(pdata_reader_stats(reader)->nr_records, 5);
}
END_TEST

START_TEST(a_file_of_the_other_byte_order_gives_the_same_records)
{
	AUTO(pdata_reader_freep) struct pdata_reader *reader = NULL;
	AUTO(pdata_builder_done) struct pdata_builder b = { .swapped = true, .pipe = _i == 1 };
	const struct pdata_event *event;

	add_some_event(&b);
	for (unsigned i = 0; i < 5; i++)
		add_comm(&b, i);
	reader = open_built(&b);
	ck_assert(pdata_reader_header(reader)->swapped);
	ck_assert_uint_eq(count_comms(reader), 5);
	event = pdata_reader_header(reader)->events.data[0];
	ck_assert_uint_eq(event->attr.sample_id_all, 1);
	ck_assert_uint_eq(event->attr.sample_type, some_attr().sample_type);
	ck_assert_uint_eq(event->ids[0], 11);
}
END_TEST

START_TEST(records_that_are_not_aligned_are_given_aligned)
{
	for (size_t pad = 1; pad < 8; pad++) {
		AUTO(pdata_reader_freep) struct pdata_reader *reader = NULL;
		AUTO(pdata_builder_done) struct pdata_builder b = { .pad = pad };

		add_some_event(&b);
		for (unsigned i = 0; i < 3; i++)
			add_comm(&b, i);
		reader = open_built(&b);
		ck_assert_uint_eq(count_comms(reader), 3);
	}
}
END_TEST

START_TEST(a_file_that_was_not_finished_is_read_to_its_end)
{
	AUTO(pdata_reader_freep) struct pdata_reader *reader = NULL;
	AUTO(pdata_builder_done) struct pdata_builder b = { .data_size_given = true };

	add_some_event(&b);
	for (unsigned i = 0; i < 3; i++)
		add_comm(&b, i);
	pdata_bytes(&b, "\3\0\0\0\0\0\60\0cut", 11);
	reader = open_built(&b);
	ck_assert(pdata_reader_header(reader)->unfinished);
	ck_assert_uint_eq(count_comms(reader), 3);
	ck_assert_uint_eq(pdata_reader_stats(reader)->truncated_bytes, 11);
}
END_TEST

START_TEST(a_finished_file_may_have_no_records)
{
	AUTO(pdata_reader_freep) struct pdata_reader *reader = NULL;
	AUTO(pdata_builder_done) struct pdata_builder b = { 0 };

	add_some_event(&b);
	pdata_feature(&b, FEATURE_HOSTNAME, "\4\0\0\0vm\0", 8);
	reader = open_built(&b);
	ck_assert(!pdata_reader_header(reader)->unfinished);
	ck_assert_str_eq(pdata_reader_header(reader)->features->hostname, "vm");
	ck_assert_uint_eq(count_comms(reader), 0);
}
END_TEST

START_TEST(a_file_cut_anywhere_gives_the_whole_records_before_the_cut)
{
	AUTO(pdata_builder_done) struct pdata_builder b = { 0 };
	const uint8_t *bytes;
	size_t len, record = 0;
	uint64_t start = 0;

	add_some_event(&b);
	for (unsigned i = 0; i < 4; i++)
		add_comm(&b, i);
	record = b.data.len / 4;
	pdata_feature(&b, FEATURE_HOSTNAME, "\4\0\0\0vm\0", 8);
	bytes = pdata_build(&b, &len);
	for (size_t cut = 0; cut < len; cut++) {
		AUTO(pdata_reader_freep) struct pdata_reader *reader = NULL;
		struct err err = { 0 };
		int r = pdata_reader_open_memory(bytes, cut, "x.data", &reader, &err);

		if (cut == 0)
			ck_assert_int_eq(r, -ENODATA);
		if (r < 0) {
			ck_assert_str_ne(err.msg, "");
			ck_assert_uint_eq(start, 0);
			continue;
		}
		start = pdata_reader_header(reader)->data_offset;
		if (cut - start < 4 * record)
			ck_assert(pdata_reader_header(reader)->truncated);
		ck_assert_uint_eq(count_comms(reader),
		                  cut - start < 4 * record ? (cut - start) / record : 4);
	}
	ck_assert_uint_ne(start, 0);
}
END_TEST

START_TEST(types_nobody_knows_are_skipped_and_counted)
{
	AUTO(pdata_reader_freep) struct pdata_reader *reader = NULL;
	AUTO(pdata_builder_done) struct pdata_builder b = { .pipe = true };
	uint8_t body[24] = { 0 };

	add_some_event(&b);
	add_comm(&b, 0);
	pdata_add(&b, 40, body, sizeof(body));
	pdata_add(&b, 0xffffffff, body, sizeof(body));
	pdata_add(&b, 0, body, 0);
	add_comm(&b, 1);
	reader = open_built(&b);
	ck_assert_uint_eq(count_comms(reader), 2);
	ck_assert_uint_eq(pdata_reader_stats(reader)->nr_unknown, 3);
	ck_assert_uint_eq(pdata_reader_stats(reader)->unknown_type, 40);
}
END_TEST

static const unsigned attr_sizes[] = { 64, 72, 80, 96, 104, 112, 120, 128, 136, 144, 1000 };

START_TEST(attrs_of_any_size_are_read)
{
	AUTO(pdata_reader_freep) struct pdata_reader *reader = NULL;
	AUTO(pdata_builder_done) struct pdata_builder b = { 0 };
	struct perf_event_attr attr = some_attr();
	const struct pdata_header *header;

	attr.size = attr_sizes[_i];
	attr.config = 77;
	pdata_event(&b, &attr, ids, 2);
	pdata_event(&b, &attr, ids, 1);
	reader = open_built(&b);
	header = pdata_reader_header(reader);
	ck_assert_uint_eq(header->events.len, 2);
	ck_assert_uint_eq(header->events.data[1]->attr.config, 77);
	ck_assert_uint_eq(header->events.data[1]->attr.size, attr_sizes[_i]);
	ck_assert_uint_eq(header->events.data[1]->nr_ids, 1);
}
END_TEST

static const struct {
	unsigned word; /* of the header, in 8 bytes: 1 size, 2 attr_size, 3.. sections */
	uint64_t value;
	const char *msg; /* its start */
} lies[] = {
	{ 0, 0x1234,
	  "x.data: not a perf.data file: it starts with 0x0000000000001234, not with "
	  "\"PERFILE2\"" },
	{ 1, 15, "x.data: header of 15 bytes, the file has " },
	{ 1, UINT64_MAX, "x.data: header of 18446744073709551615 bytes, the file has " },
	{ 2, 79, "x.data: attributes of 79 bytes, the smallest has 80" },
	{ 2, 1, "x.data: attributes of 1 bytes, the smallest has 80" },
	{ 3, UINT64_MAX, "x.data: attributes at 18446744073709551615 with 144 bytes, the file " },
	{ 4, UINT64_MAX - 10, "x.data: attributes at 120 with 18446744073709551605 bytes, " },
	{ 5, 1 << 30, "x.data: records start at 1073741824, the file has " },
};

START_TEST(a_header_that_lies_is_refused_with_the_numbers)
{
	AUTO(pdata_reader_freep) struct pdata_reader *reader = NULL;
	AUTO(pdata_builder_done) struct pdata_builder b = { 0 };
	struct err err = { 0 };
	size_t len;
	uint8_t *bytes;

	add_some_event(&b);
	add_comm(&b, 0);
	bytes = (uint8_t *)pdata_build(&b, &len);
	memcpy(bytes + lies[_i].word * 8, &lies[_i].value, 8);
	ck_assert_int_eq(pdata_reader_open_memory(bytes, len, "x.data", &reader, &err), -EBADMSG);
	ck_assert_msg(strncmp(err.msg, lies[_i].msg, strlen(lies[_i].msg)) == 0, "%s", err.msg);
}
END_TEST

START_TEST(ids_that_share_their_bytes_cannot_make_a_small_file_large)
{
	AUTO(pdata_reader_freep) struct pdata_reader *reader = NULL;
	AUTO(pdata_builder_done) struct pdata_builder b = { 0 };
	struct perf_event_attr attr = some_attr();
	uint64_t many[100] = { 0 }, bytes_of_ids = sizeof(many), at = LAYOUT_FILE_HEADER_BYTES;
	struct err err = { 0 };
	const void *bytes;
	size_t len;

	pdata_event(&b, &attr, many, 100);
	for (unsigned i = 0; i < 40; i++) {
		pdata_event(&b, &attr, NULL, 0);
		memcpy(b.attrs.data + b.attrs.len - 16, &at, 8);
		memcpy(b.attrs.data + b.attrs.len - 8, &bytes_of_ids, 8);
	}
	bytes = pdata_build(&b, &len);
	ck_assert_int_eq(pdata_reader_open_memory(bytes, len, "x.data", &reader, &err), -EBADMSG);
	ck_assert_ptr_nonnull(strstr(err.msg, "bytes of ids in a file of"));
}
END_TEST

START_TEST(the_old_magic_is_read_in_either_byte_order)
{
	AUTO(pdata_reader_freep) struct pdata_reader *reader = NULL;
	AUTO(pdata_builder_done) struct pdata_builder b = { .swapped = _i == 1 };

	b.magic = b.swapped ? __builtin_bswap64(LAYOUT_MAGIC_OLD) : LAYOUT_MAGIC_OLD;
	add_some_event(&b);
	add_comm(&b, 0);
	reader = open_built(&b);
	ck_assert_uint_eq(pdata_reader_header(reader)->version, 0);
	ck_assert_uint_eq(count_comms(reader), 1);
}
END_TEST

START_TEST(pipes_tell_events_names_and_features_by_records)
{
	AUTO(pdata_reader_freep) struct pdata_reader *reader = NULL;
	AUTO(pdata_builder_done) struct pdata_builder b = { .pipe = true };
	const struct pdata_header *header;
	double scale = 0.5;

	add_some_event(&b);
	pdata_begin(&b, RECORD_HEADER_FEATURE, 0);
	pdata_u64(&b, FEATURE_HOSTNAME);
	pdata_bytes(&b, "\4\0\0\0vm\0", 8);
	pdata_bytes(&b, "odd", 3); /* such records have any size */
	pdata_end(&b);
	pdata_begin(&b, RECORD_EVENT_UPDATE, 0);
	pdata_u64(&b, 2); /* NAME */
	pdata_u64(&b, 12);
	pdata_bytes(&b, "my-event", 8); /* without an end */
	pdata_end(&b);
	pdata_begin(&b, RECORD_EVENT_UPDATE, 0);
	pdata_u64(&b, 1); /* SCALE */
	pdata_u64(&b, 11);
	pdata_bytes(&b, &scale, 8);
	pdata_end(&b);
	add_comm(&b, 0);
	reader = open_built(&b);
	header = pdata_reader_header(reader);
	ck_assert(header->is_pipe);
	ck_assert_uint_eq(count_comms(reader), 1);
	ck_assert_uint_eq(header->events.len, 1);
	ck_assert_str_eq(header->events.data[0]->name, "my-event");
	ck_assert(header->events.data[0]->scale == 0.5);
	ck_assert_str_eq(header->features->hostname, "vm");
}
END_TEST

START_TEST(payload_behind_a_record_is_not_taken_for_records)
{
	AUTO(pdata_reader_freep) struct pdata_reader *reader = NULL;
	AUTO(pdata_builder_done) struct pdata_builder b = { .pipe = true };

	add_some_event(&b);
	pdata_begin(&b, RECORD_HEADER_TRACING_DATA, 0);
	pdata_u32(&b, 16);
	pdata_end(&b);
	pdata_bytes(&b, "0123456789abcdef", 16);
	pdata_begin(&b, RECORD_AUXTRACE, 0);
	pdata_u64(&b, 24);
	for (unsigned i = 0; i < 4; i++)
		pdata_u64(&b, 0);
	pdata_end(&b);
	pdata_bytes(&b, "0123456789abcdef01234567", 24);
	add_comm(&b, 0);
	reader = open_built(&b);
	ck_assert_uint_eq(count_comms(reader), 1);
	ck_assert_uint_eq(pdata_reader_header(reader)->features->tracing_data_bytes, 16);
	ck_assert_mem_eq(pdata_reader_header(reader)->features->tracing_data, "0123456789abcdef",
	                 16);
	ck_assert_uint_eq(pdata_reader_stats(reader)->auxtrace_bytes, 24);
}
END_TEST

START_TEST(both_layouts_are_read_from_a_pipe)
{
	AUTO(pdata_reader_freep) struct pdata_reader *reader = NULL;
	AUTO(pdata_builder_done) struct pdata_builder b = { .pipe = _i == 1 };
	AUTO(fd_closep) int fd = -1;
	struct err err = { 0 };
	char path[32];

	add_some_event(&b);
	for (unsigned i = 0; i < 300; i++)
		add_comm(&b, i);
	if (!b.pipe)
		pdata_feature(&b, FEATURE_HOSTNAME, "\4\0\0\0vm\0", 8);
	fd = pdata_build_to_pipe(&b, path);
	ck_assert_int_ge(fd, 0);
	ck_assert_msg(pdata_reader_open(path, &reader, &err) == 0, "%s", err.msg);
	ck_assert_uint_eq(count_comms(reader), 300);
	if (!b.pipe)
		ck_assert_str_eq(pdata_reader_header(reader)->features->hostname, "vm");
}
END_TEST

/* The records of `plain` as COMPRESSED records of a few bytes each. */
static void add_compressed(struct pdata_builder *b, const struct outbuf *plain, uint32_t type)
{
	ZSTD_CCtx *ctx = ZSTD_createCCtx();
	ZSTD_inBuffer in = { plain->data, 0, 0 };

	while (in.pos < plain->len) {
		uint8_t packed[512];
		ZSTD_outBuffer out = { packed, sizeof(packed), 0 };

		in.size = in.pos + 13 < plain->len ? in.pos + 13 : plain->len;
		ck_assert_uint_eq(ZSTD_compressStream2(ctx, &out, &in, ZSTD_e_flush), 0);
		pdata_begin(b, type, 0);
		if (type == RECORD_COMPRESSED2)
			pdata_u64(b, out.pos);
		pdata_bytes(b, packed, out.pos);
		if (type == RECORD_COMPRESSED2)
			pdata_bytes(b, "\0\0\0\0\0\0\0", -out.pos & 7);
		pdata_end(b);
	}
	ZSTD_freeCCtx(ctx);
}

static const uint32_t compressed_types[] = { RECORD_COMPRESSED, RECORD_COMPRESSED2 };

START_TEST(compressed_records_go_on_in_the_next_one)
{
	AUTO(pdata_reader_freep) struct pdata_reader *reader = NULL;
	AUTO(pdata_builder_done) struct pdata_builder plain = { 0 }, b = { 0 };
	const struct pdata_reader_stats *stats;

	for (unsigned i = 0; i < 20; i++)
		add_comm(&plain, i);
	pdata_bytes(&plain, "\3\0\0\0\0\0\60\0cut", 11);
	add_some_event(&b);
	add_compressed(&b, &plain.data, compressed_types[_i]);
	reader = open_built(&b);
	ck_assert_uint_eq(count_comms(reader), 20);
	stats = pdata_reader_stats(reader);
	ck_assert_uint_eq(stats->nr_unpacked_bytes, plain.data.len);
	ck_assert_uint_eq(stats->truncated_bytes, 11);
	ck_assert_uint_lt(stats->nr_compressed_bytes, b.data.len);
}
END_TEST

START_TEST(what_is_not_zstd_is_told_with_its_place)
{
	AUTO(pdata_reader_freep) struct pdata_reader *reader = NULL;
	AUTO(pdata_builder_done) struct pdata_builder b = { 0 };
	struct record rec;
	struct err err = { 0 };

	add_some_event(&b);
	pdata_add(&b, RECORD_COMPRESSED, "no zstd at all..", 16);
	reader = open_built(&b);
	ck_assert_int_eq(pdata_reader_next(reader, &rec, &err), 1); /* the record itself */
	ck_assert_int_eq(pdata_reader_next(reader, &rec, &err), -EBADMSG);
	ck_assert_ptr_nonnull(strstr(err.msg, "x.data: COMPRESSED record at 0x108: zstd: "));
}
END_TEST

START_TEST(a_bomb_is_refused_before_it_fills_the_memory)
{
	AUTO(pdata_reader_freep) struct pdata_reader *reader = NULL;
	AUTO(pdata_builder_done) struct pdata_builder b = { 0 };
	size_t packed_room = (size_t)60 << 10, len = (size_t)128 << 20;
	uint8_t *packed = malloc(packed_room), *plain = calloc(1, len);
	struct perf_event_header header = { .type = PERF_RECORD_LOST, .size = 8 };
	struct record rec;
	struct err err = { 0 };
	int r;

	for (size_t i = 0; i < len; i += sizeof(header))
		memcpy(plain + i, &header, sizeof(header));
	packed_room = ZSTD_compress(packed, packed_room, plain, len, 1);
	ck_assert(!ZSTD_isError(packed_room));
	add_some_event(&b);
	pdata_add(&b, RECORD_COMPRESSED, packed, packed_room);
	free(plain);
	free(packed);
	reader = open_built(&b);
	while ((r = pdata_reader_next(reader, &rec, &err)) > 0)
		pdata_reader_release(reader);
	ck_assert_int_eq(r, -EBADMSG);
	ck_assert_ptr_nonnull(strstr(err.msg, "2048 times as much"));
}
END_TEST

static void write_part(const char *dir, const char *name, const void *bytes, size_t len)
{
	char path[200];
	int fd;

	snprintf(path, sizeof(path), "%s/%s", dir, name);
	fd = open(path, O_CREAT | O_WRONLY, 0600);
	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(write(fd, bytes, len), (ssize_t)len);
	close(fd);
}

START_TEST(the_parts_of_a_directory_follow_its_data_file)
{
	AUTO(pdata_reader_freep) struct pdata_reader *reader = NULL;
	AUTO(pdata_builder_done) struct pdata_builder b = { 0 }, part = { 0 };
	char dir[] = "/tmp/prof-unit.XXXXXX", command[100];
	struct err err = { 0 };
	const void *bytes;
	size_t len;

	ck_assert_ptr_nonnull(mkdtemp(dir));
	add_some_event(&b);
	add_comm(&b, 0);
	bytes = pdata_build(&b, &len);
	write_part(dir, "data", bytes, len);
	add_comm(&part, 1);
	write_part(dir, "data.0", part.data.data, part.data.len);
	part.data.len = 0;
	add_comm(&part, 2);
	write_part(dir, "data.1", part.data.data, part.data.len - 1);
	ck_assert_msg(pdata_reader_open(dir, &reader, &err) == 0, "%s", err.msg);
	ck_assert_uint_eq(count_comms(reader), 2);
	ck_assert_uint_eq(pdata_reader_stats(reader)->truncated_bytes, part.data.len - 1);
	snprintf(command, sizeof(command), "rm -r %s", dir);
	ck_assert_int_eq(system(command), 0);
}
END_TEST

TCase *pdata_reader_tests(void)
{
	TCase *tc = tcase_create("pdata_reader");

	tcase_add_loop_test(tc, a_record_must_fit_its_section, 0, NR(sizes));
	tcase_add_test(tc, records_are_views_of_a_file_and_events_have_their_ids);
	tcase_add_loop_test(tc, a_file_of_the_other_byte_order_gives_the_same_records, 0, 2);
	tcase_add_test(tc, records_that_are_not_aligned_are_given_aligned);
	tcase_add_test(tc, a_file_that_was_not_finished_is_read_to_its_end);
	tcase_add_test(tc, a_finished_file_may_have_no_records);
	tcase_add_test(tc, a_file_cut_anywhere_gives_the_whole_records_before_the_cut);
	tcase_add_test(tc, types_nobody_knows_are_skipped_and_counted);
	tcase_add_loop_test(tc, attrs_of_any_size_are_read, 0, NR(attr_sizes));
	tcase_add_loop_test(tc, a_header_that_lies_is_refused_with_the_numbers, 0, NR(lies));
	tcase_add_test(tc, ids_that_share_their_bytes_cannot_make_a_small_file_large);
	tcase_add_loop_test(tc, the_old_magic_is_read_in_either_byte_order, 0, 2);
	tcase_add_test(tc, pipes_tell_events_names_and_features_by_records);
	tcase_add_test(tc, payload_behind_a_record_is_not_taken_for_records);
	tcase_add_loop_test(tc, both_layouts_are_read_from_a_pipe, 0, 2);
	tcase_add_loop_test(tc, compressed_records_go_on_in_the_next_one, 0, NR(compressed_types));
	tcase_add_test(tc, what_is_not_zstd_is_told_with_its_place);
	tcase_add_test(tc, a_bomb_is_refused_before_it_fills_the_memory);
	tcase_add_test(tc, the_parts_of_a_directory_follow_its_data_file);
	return tc;
}
