/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "common/kernel/synth.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "common/abi/record.h"
#include "common/abi/sample.h"
#include "common/base/err.h"
#include "common/base/mem.h"
#include "common/base/outbuf.h"
#include "common/base/sysroot.h"

static const struct sysroot server = { .root = TEST_DATA "/sysroot-server" };

static uint8_t fake_build_id(void *ctx, const char *path, bool notes, uint8_t id[20])
{
	(void)ctx;
	if (notes || !strstr(path, "/sbin/init"))
		return 0;
	memset(id, 0xab, 20);
	return 20;
}

/* Records with id fields of 24 bytes: TID, TIME and IDENTIFIER. */
static struct synth_opts make_opts(struct sample_format *format)
{
	struct perf_event_attr attr = { .size = sizeof(attr), .sample_id_all = 1 };

	attr.sample_type = PERF_SAMPLE_TID | PERF_SAMPLE_TIME | PERF_SAMPLE_IDENTIFIER;
	sample_format_init(format, &attr);
	return (struct synth_opts){ .sysroot = &server,
		                    .format = format,
		                    .nr_threads = 4,
		                    .tasks = true,
		                    .maps = true,
		                    .need_kernel = true };
}

static void print_mmap(const struct record *rec, struct outbuf *out)
{
	struct record_mmap m;
	struct err err = { 0 };

	ck_assert_msg(record_mmap(rec, &m, &err) == 0, "%s", err.msg);
	outbuf_printf(out, "%s %d/%d %llx+%llx @%llx %x:%x %llu prot %u flags %x misc %x %.*s",
	              m.is_mmap2 ? "MMAP2" : "MMAP", (int)m.pid, (int)m.tid,
	              (unsigned long long)m.start, (unsigned long long)m.len,
	              (unsigned long long)m.pgoff, m.maj, m.min, (unsigned long long)m.ino, m.prot,
	              m.flags, rec->header->misc, STR_ARG(m.filename));
	if (m.build_id)
		outbuf_printf(out, " id %02x..%02x (%u)", m.build_id[0], m.build_id[19],
		              m.build_id_size);
}

/* One line a record. */
static char *print_records(const struct outbuf *records)
{
	struct outbuf out = { 0 };

	for (size_t at = 0; at < records->len;) {
		struct record rec = { .header = (const void *)(records->data + at) };
		struct record_comm comm;
		struct record_task task;

		ck_assert_uint_ge(rec.header->size, 32);
		ck_assert_uint_eq(rec.header->size % 8, 0);
		ck_assert_uint_le(at + rec.header->size, records->len);
		if (rec.header->type == PERF_RECORD_COMM) {
			ck_assert_int_eq(record_comm(&rec, &comm, NULL), 0);
			outbuf_printf(&out, "COMM %u/%u %.*s", comm.pid, comm.tid,
			              STR_ARG(comm.comm));
		} else if (rec.header->type == PERF_RECORD_FORK) {
			ck_assert_int_eq(record_task(&rec, &task, NULL), 0);
			outbuf_printf(&out, "FORK %u/%u of %u/%u misc %x", task.pid, task.tid,
			              task.ppid, task.ptid, rec.header->misc);
		} else {
			print_mmap(&rec, &out);
		}
		outbuf_char(&out, '\n');
		at += rec.header->size;
	}
	return outbuf_take(&out);
}

START_TEST(the_kernel_and_its_modules_are_mapped)
{
	struct sample_format format;
	struct synth_opts opts = make_opts(&format);
	AUTO(outbuf_done) struct outbuf out = { 0 };
	AUTO(freep) char *text = NULL;
	struct err err = { 0 };

	ck_assert_msg(synth_kernel(&opts, &out, &err) == 0, "%s", err.msg);
	text = print_records(&out);
	ck_assert_str_eq(
		text,
		"MMAP -1/0 ffffffff9a000000+14f2040 @ffffffff9a000000 0:0 0 prot 4 flags 0 misc 1 "
		"[kernel.kallsyms]_text\n"
		"MMAP -1/0 ffffffffc0200000+1000 @0 0:0 0 prot 4 flags 0 misc 1 [old_driver]\n"
		"MMAP -1/0 ffffffffc0300000+f000 @0 0:0 0 prot 4 flags 0 misc 1 "
		"/lib/modules/6.1.0-test/kernel/sound/pci/hda/snd-hda-intel.ko\n"
		"MMAP -1/0 ffffffffc0a1b000+b4000 @0 0:0 0 prot 4 flags 0 misc 1 "
		"/lib/modules/6.1.0-test/kernel/fs/ext4/ext4.ko.xz\n");
}
END_TEST

#define INIT_MAPS                                                                    \
	"MMAP2 1/1 400000+c000 @1000 fd:1 41038 prot 5 flags 2 misc 2 /sbin/init\n"  \
	"MMAP2 1/1 7f0000000000+1000 @0 0:0 0 prot 5 flags 2 misc 2 //anon\n"        \
	"MMAP2 1/1 7f0000200000+200000 @0 0:f 77 prot 5 flags 40001 misc 2 //anon\n" \
	"MMAP2 1/1 7fff00000000+2000 @0 0:0 0 prot 5 flags 2 misc 2 [vdso]\n"
#define APP_MAPS "MMAP2 900/900 55d000000000+1000 @2000 8:2 12345678901 prot 5 flags 2 misc 2 "

START_TEST(all_tasks_come_in_the_order_of_their_numbers)
{
	struct sample_format format;
	struct synth_opts opts = make_opts(&format);
	AUTO(outbuf_done) struct outbuf out = { 0 };
	AUTO(freep) char *text = NULL;
	struct synth_stats stats = { 0 };
	struct err err = { 0 };

	ck_assert_msg(synth_all_tasks(&opts, &out, &stats, &err) == 0, "%s", err.msg);
	text = print_records(&out);
	ck_assert_ptr_eq(strstr(text, "FORK 1/1 of 0/0 misc 2000\nCOMM 1/1 init\n" INIT_MAPS
	                              "FORK 2/2 of 0/0 misc 2000\nCOMM 2/2 kworker/R-rcu_g\n"
	                              "FORK 900/90"),
	                 text);
	/* The order of the threads is that of the folder. */
	ck_assert_ptr_nonnull(
		strstr(text, "FORK 900/900 of 1/1 misc 2000\nCOMM 900/900 a (b) c\n" APP_MAPS
	                     "/opt/with blank/app\n"));
	ck_assert_ptr_nonnull(
		strstr(text, "FORK 900/901 of 900/900 misc 2000\nCOMM 900/901 worker\n"));
	ck_assert_uint_eq(stats.nr_tasks, 4);
	ck_assert_uint_eq(stats.nr_maps, 5);
	ck_assert_uint_eq(stats.nr_unreadable, 0);
	ck_assert_uint_eq(stats.nr_timed_out, 0);
}
END_TEST

START_TEST(asked_processes_have_no_fork_records)
{
	static const pid_t pids[] = { 1, 4711 };
	struct sample_format format;
	struct synth_opts opts = make_opts(&format);
	AUTO(outbuf_done) struct outbuf out = { 0 };
	AUTO(freep) char *text = NULL;
	struct synth_stats stats = { 0 };

	ck_assert_int_eq(synth_processes(&opts, pids, 2, &out, &stats, NULL), 0);
	text = print_records(&out);
	ck_assert_str_eq(text, "COMM 1/1 init\n" INIT_MAPS);
	ck_assert_uint_eq(stats.nr_tasks, 1); /* 4711 is gone */
}
END_TEST

START_TEST(asked_threads_bring_their_leader_once)
{
	static const pid_t tids[] = { 901, 901, 2 };
	struct sample_format format;
	struct synth_opts opts = make_opts(&format);
	AUTO(outbuf_done) struct outbuf out = { 0 };
	AUTO(freep) char *text = NULL;
	struct synth_stats stats = { 0 };

	ck_assert_int_eq(synth_threads(&opts, tids, 3, &out, &stats, NULL), 0);
	text = print_records(&out);
	ck_assert_str_eq(text, "COMM 900/901 worker\nCOMM 900/900 a (b) c\n" APP_MAPS
	                       "/opt/with blank/app\nCOMM 900/901 worker\n"
	                       "COMM 2/2 kworker/R-rcu_g\n");
}
END_TEST

START_TEST(data_mappings_come_where_they_are_asked_for)
{
	static const pid_t pid = 1;
	struct sample_format format;
	struct synth_opts opts = make_opts(&format);
	AUTO(outbuf_done) struct outbuf out = { 0 };
	AUTO(freep) char *text = NULL;
	struct synth_stats stats = { 0 };

	opts.mmap_data = true;
	ck_assert_int_eq(synth_processes(&opts, &pid, 1, &out, &stats, NULL), 0);
	text = print_records(&out);
	ck_assert_ptr_nonnull(
		strstr(text, "MMAP2 1/1 40c000+1000 @c000 fd:1 41038 prot 3 flags 2 misc 2002 "
	                     "/sbin/init\n"
	                     "MMAP2 1/1 1e00000+21000 @0 0:0 0 prot 3 flags 2 misc 2002 [heap]\n"));
	ck_assert_ptr_null(strstr(text, "7f0000500000")); /* not even readable */
}
END_TEST

START_TEST(a_build_id_stands_for_the_inode)
{
	static const pid_t pid = 1;
	struct sample_format format;
	struct synth_opts opts = make_opts(&format);
	AUTO(outbuf_done) struct outbuf out = { 0 };
	AUTO(freep) char *text = NULL;
	struct synth_stats stats = { 0 };

	opts.build_id_mmap = true;
	opts.build_id_of = fake_build_id;
	ck_assert_int_eq(synth_processes(&opts, &pid, 1, &out, &stats, NULL), 0);
	text = print_records(&out);
	ck_assert_ptr_nonnull(strstr(text, "MMAP2 1/1 400000+c000 @1000 0:0 0 prot 5 flags 2 misc "
	                                   "4002 /sbin/init id ab..ab (20)\n"));
	ck_assert_ptr_nonnull(strstr(text, "misc 2 [vdso]\n"));
}
END_TEST

START_TEST(maps_that_take_too_long_end_with_a_mark)
{
	static const pid_t pid = 1;
	struct sample_format format;
	struct synth_opts opts = make_opts(&format);
	AUTO(outbuf_done) struct outbuf out = { 0 };
	AUTO(freep) char *text = NULL;
	struct synth_stats stats = { 0 };

	opts.proc_map_timeout_ns = 1;
	ck_assert_int_eq(synth_processes(&opts, &pid, 1, &out, &stats, NULL), 0);
	text = print_records(&out);
	ck_assert_str_eq(text, "COMM 1/1 init\n"
	                       "MMAP2 1/1 400000+c000 @1000 fd:1 41038 prot 5 flags 2 misc 1002 "
	                       "/sbin/init\n");
	ck_assert_uint_eq(stats.nr_timed_out, 1);
	ck_assert_uint_eq(stats.nr_maps, 1);
}
END_TEST

START_TEST(a_child_is_named_before_it_runs)
{
	struct sample_format format;
	struct synth_opts opts = make_opts(&format);
	AUTO(outbuf_done) struct outbuf out = { 0 };
	AUTO(freep) char *text = NULL;

	synth_comm(&opts, 12, 13, "perf-exec", &out);
	ck_assert_uint_eq(out.len, 8 + 8 + 16 + 24);
	text = print_records(&out);
	ck_assert_str_eq(text, "COMM 12/13 perf-exec\n");
}
END_TEST

TCase *synth_tests(void)
{
	TCase *tc = tcase_create("synth");

	tcase_add_test(tc, the_kernel_and_its_modules_are_mapped);
	tcase_add_test(tc, all_tasks_come_in_the_order_of_their_numbers);
	tcase_add_test(tc, asked_processes_have_no_fork_records);
	tcase_add_test(tc, asked_threads_bring_their_leader_once);
	tcase_add_test(tc, data_mappings_come_where_they_are_asked_for);
	tcase_add_test(tc, a_build_id_stands_for_the_inode);
	tcase_add_test(tc, maps_that_take_too_long_end_with_a_mark);
	tcase_add_test(tc, a_child_is_named_before_it_runs);
	return tc;
}
