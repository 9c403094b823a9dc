/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <check.h>
#include <string.h>
#include <sys/mman.h>

#include "common/base/err.h"
#include "common/base/outbuf.h"
#include "common/model/model.h"

/* Apply one record made of `body`, and text behind it. */
static void apply(struct model *m, uint64_t seq, struct perf_event_header header, const void *body,
                  size_t len, const char *text)
{
	_Alignas(8) uint8_t bytes[512] = { 0 };
	size_t size = sizeof(header) + len + (text ? strlen(text) + 1 : 0);
	struct record rec = { .header = (void *)bytes };
	struct err err;

	header.size = (uint16_t)((size + 7) & ~(size_t)7);
	memcpy(bytes, &header, sizeof(header));
	memcpy(bytes + sizeof(header), body, len);
	if (text)
		memcpy(bytes + sizeof(header) + len, text, strlen(text) + 1);
	ck_assert_int_eq(model_apply(m, &rec, seq, &err), 0);
}

static void comm(struct model *m, uint64_t seq, uint32_t pid, uint32_t tid, const char *text,
                 bool exec)
{
	uint32_t body[] = { pid, tid };

	apply(m, seq,
	      (struct perf_event_header){ .type = PERF_RECORD_COMM,
	                                  .misc = exec ? PERF_RECORD_MISC_COMM_EXEC : 0 },
	      body, sizeof(body), text);
}

static void fork_(struct model *m, uint64_t seq, uint32_t ppid, uint32_t pid, uint32_t tid,
                  uint16_t misc)
{
	struct {
		uint32_t pid, ppid, tid, ptid;
		uint64_t time;
	} body = { pid, ppid, tid, ppid, 0 };

	apply(m, seq, (struct perf_event_header){ .type = PERF_RECORD_FORK, .misc = misc }, &body,
	      sizeof(body), NULL);
}

static void mmap_(struct model *m, uint64_t seq, uint32_t pid, uint64_t start, uint64_t len,
                  const char *name)
{
	struct {
		uint32_t pid, tid;
		uint64_t start, len, pgoff;
		uint32_t maj, min;
		uint64_t ino, generation;
		uint32_t prot, flags;
	} body = { pid, pid, start, len, 0, 8, 1, 100, 0, PROT_READ | PROT_EXEC, 0 };

	apply(m, seq,
	      (struct perf_event_header){ .type = PERF_RECORD_MMAP2,
	                                  .misc = PERF_RECORD_MISC_USER },
	      &body, sizeof(body), name);
}

static const char *comm_at(const struct model *m, uint32_t tid, uint64_t seq)
{
	const struct thread *t = model_thread(m, tid, seq);

	return t ? thread_comm(t, seq)->text : "(none)";
}

static const char *dso_at(const struct model *m, uint32_t tid, uint64_t addr, uint64_t seq)
{
	const struct mapping *map = thread_find_mapping(model_thread(m, tid, seq), addr, seq);

	return map ? map->dso->name : "(none)";
}

START_TEST(a_name_counts_from_its_record_on)
{
	AUTO(model_freep) struct model *m = model_new();

	comm(m, 10, 1, 1, "sh", false);
	comm(m, 20, 1, 1, "ls", true);
	ck_assert_str_eq(comm_at(m, 1, 9), "(none)");
	ck_assert_str_eq(comm_at(m, 1, 10), "sh");
	ck_assert_str_eq(comm_at(m, 1, 19), "sh");
	ck_assert_str_eq(comm_at(m, 1, 20), "ls");
}
END_TEST

START_TEST(a_thread_without_a_name_is_called_by_its_number)
{
	AUTO(model_freep) struct model *m = model_new();

	model_note_thread(m, 7, 8, 5);
	model_note_thread(m, 0, 0, 6);
	ck_assert_str_eq(comm_at(m, 8, 5), ":8");
	ck_assert_str_eq(comm_at(m, 0, 6), "swapper");

	fork_(m, 9, 8, 10, 10, 0);
	ck_assert_str_eq(comm_at(m, 10, 9), ":10");
	comm(m, 10, 8, 8, "sh", false);
	fork_(m, 11, 8, 11, 11, 0);
	ck_assert_str_eq(comm_at(m, 11, 11), "sh");
	ck_assert_str_eq(comm_at(m, 10, 11), ":10");
}
END_TEST

START_TEST(a_child_has_its_parents_mappings_and_those_it_adds)
{
	AUTO(model_freep) struct model *m = model_new();

	comm(m, 1, 1, 1, "sh", false);
	mmap_(m, 2, 1, 0x1000, 0x1000, "/bin/sh");
	fork_(m, 3, 1, 2, 2, 0);
	mmap_(m, 4, 1, 0x5000, 0x1000, "/lib/parent-only");
	comm(m, 5, 2, 2, "ls", true);
	mmap_(m, 6, 2, 0x1000, 0x1000, "/bin/ls");

	ck_assert_str_eq(comm_at(m, 2, 4), "sh");
	ck_assert_str_eq(dso_at(m, 2, 0x1800, 4), "/bin/sh");
	ck_assert_str_eq(dso_at(m, 2, 0x5800, 4), "(none)");
	ck_assert_str_eq(dso_at(m, 2, 0x1800, 5), "/bin/sh");
	ck_assert_str_eq(dso_at(m, 2, 0x1800, 6), "/bin/ls");
	ck_assert_str_eq(dso_at(m, 1, 0x1800, 6), "/bin/sh");
}
END_TEST

START_TEST(a_synthesized_fork_copies_no_mappings)
{
	AUTO(model_freep) struct model *m = model_new();

	mmap_(m, 1, 1, 0x1000, 0x1000, "/bin/sh");
	fork_(m, 2, 1, 2, 2, 1 << 13);
	ck_assert_str_eq(dso_at(m, 2, 0x1800, 3), "(none)");
}
END_TEST

START_TEST(a_thread_shares_its_process_mappings)
{
	AUTO(model_freep) struct model *m = model_new();

	comm(m, 1, 1, 1, "java", false);
	fork_(m, 2, 1, 1, 9, 0);
	mmap_(m, 3, 1, 0x1000, 0x1000, "/lib/late");
	ck_assert_str_eq(dso_at(m, 9, 0x1800, 3), "/lib/late");
	ck_assert_str_eq(comm_at(m, 9, 3), "java");
	ck_assert_uint_eq(thread_pid(model_thread(m, 9, 3)), 1);
}
END_TEST

START_TEST(a_pid_that_comes_again_is_another_process)
{
	AUTO(model_freep) struct model *m = model_new();

	comm(m, 1, 1, 1, "init", false);
	fork_(m, 2, 1, 5, 5, 0);
	comm(m, 3, 5, 5, "old", true);
	mmap_(m, 4, 5, 0x1000, 0x1000, "/bin/old");
	fork_(m, 10, 1, 5, 5, 0);
	comm(m, 11, 5, 5, "new", true);
	mmap_(m, 12, 5, 0x1000, 0x1000, "/bin/new");

	ck_assert_str_eq(comm_at(m, 5, 9), "old");
	ck_assert_str_eq(dso_at(m, 5, 0x1000, 9), "/bin/old");
	ck_assert_str_eq(comm_at(m, 5, 12), "new");
	ck_assert_str_eq(dso_at(m, 5, 0x1000, 12), "/bin/new");
	ck_assert_str_eq(dso_at(m, 5, 0x1000, 9), "/bin/old");
}
END_TEST

START_TEST(build_ids_reach_dsos_of_their_name_before_and_after)
{
	AUTO(model_freep) struct model *m = model_new();
	struct build_id id = { .bytes = { 1, 2, 3 }, .size = 20 };

	mmap_(m, 1, 1, 0x1000, 0x1000, "/lib/a");
	model_set_build_id(m, "/lib/a", &id);
	model_set_build_id(m, "/lib/b", &id);
	mmap_(m, 2, 1, 0x5000, 0x1000, "/lib/b");
	ck_assert_uint_eq(model_nr_dsos(m), 2);
	ck_assert(build_id_eq(&model_dso(m, 0)->build_id, &id));
	ck_assert(build_id_eq(&model_dso(m, 1)->build_id, &id));
}
END_TEST

START_TEST(a_kernel_symbol_comes_and_goes)
{
	AUTO(model_freep) struct model *m = model_new();
	struct {
		uint64_t addr;
		uint32_t len;
		uint16_t type, flags;
	} body = { 0xffffffffc0000000, 0x100, 1, 0 };
	struct perf_event_header header = { .type = PERF_RECORD_KSYMBOL };

	apply(m, 1, header, &body, sizeof(body), "bpf_prog_1234_x");
	body.flags = 1;
	apply(m, 5, header, &body, sizeof(body), "bpf_prog_1234_x");
	ck_assert_str_eq(model_find_kernel_mapping(m, 0xffffffffc0000010, 4)->dso->name,
	                 "bpf_prog_1234_x");
	ck_assert_ptr_null(model_find_kernel_mapping(m, 0xffffffffc0000010, 5));
}
END_TEST

TCase *model_tests(void)
{
	TCase *tc = tcase_create("model");

	tcase_add_test(tc, a_name_counts_from_its_record_on);
	tcase_add_test(tc, a_thread_without_a_name_is_called_by_its_number);
	tcase_add_test(tc, a_child_has_its_parents_mappings_and_those_it_adds);
	tcase_add_test(tc, a_synthesized_fork_copies_no_mappings);
	tcase_add_test(tc, a_thread_shares_its_process_mappings);
	tcase_add_test(tc, a_pid_that_comes_again_is_another_process);
	tcase_add_test(tc, build_ids_reach_dsos_of_their_name_before_and_after);
	tcase_add_test(tc, a_kernel_symbol_comes_and_goes);
	return tc;
}
