/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "record/record/hits.h"

#include <check.h>
#include <linux/perf_event.h>
#include <string.h>

#include "common/base/outbuf.h"
#include "common/perfdata/writer.h"

#define KERNEL_ADDRESS UINT64_C(0xffffffff81000100)

static const struct pdata_event_out event = {
	.attr = { .sample_type = PERF_SAMPLE_IP | PERF_SAMPLE_TID | PERF_SAMPLE_CALLCHAIN },
};

static void put_header(struct outbuf *out, uint32_t type, uint16_t misc, size_t bytes)
{
	struct perf_event_header header = { .type = type, .misc = misc, .size = (uint16_t)bytes };

	outbuf_bytes(out, &header, sizeof(header));
}

static void put_map(struct outbuf *out, uint32_t pid, uint64_t start, const char *name)
{
	struct {
		uint32_t pid, tid;
		uint64_t start, len, pgoff;
		char name[24];
	} map = { pid, pid, start, 0x1000, 0, "" };

	memcpy(map.name, name, strlen(name));
	put_header(out, PERF_RECORD_MMAP, 0, 8 + sizeof(map));
	outbuf_bytes(out, &map, sizeof(map));
}

static void put_fork(struct outbuf *out, uint32_t pid, uint32_t parent)
{
	struct {
		uint32_t pid, ppid, tid, ptid;
		uint64_t time;
	} task = { pid, parent, pid, parent, 0 };

	put_header(out, PERF_RECORD_FORK, 0, 8 + sizeof(task));
	outbuf_bytes(out, &task, sizeof(task));
}

static void put_sample(struct outbuf *out, uint32_t pid, uint64_t ip, uint64_t caller)
{
	struct {
		uint64_t ip;
		uint32_t pid, tid;
		uint64_t nr, chain[3];
	} sample = { ip, pid, pid, 3, { PERF_CONTEXT_USER, ip, caller } };

	put_header(out, PERF_RECORD_SAMPLE, 0, 8 + sizeof(sample));
	outbuf_bytes(out, &sample, sizeof(sample));
}

static bool is_hit(const struct hits *hits, const char *name)
{
	vec_for_each(dso, &hits->dsos)
		if (strcmp(dso->name, name) == 0)
			return dso->is_hit;
	ck_abort_msg("%s is not known", name);
}

START_TEST(binaries_are_hit_by_samples_and_their_callers)
{
	struct outbuf out = { 0 };
	struct hits hits;

	put_sample(&out, 7, 0x1010, 0x2020); /* before the maps: cpus are not in order */
	put_map(&out, UINT32_MAX, KERNEL_ADDRESS & ~UINT64_C(0xfff), "[kernel.kallsyms]_text");
	put_map(&out, 7, 0x1000, "/leaf");
	put_map(&out, 7, 0x2000, "/caller");
	put_map(&out, 7, 0x3000, "/never");
	put_map(&out, 8, 0x1000, "/elsewhere");
	hits_find(out.data, out.len, &event, 1, &hits);

	ck_assert_uint_eq(hits.nr_samples, 1);
	ck_assert(is_hit(&hits, "/leaf"));
	ck_assert(is_hit(&hits, "/caller"));
	ck_assert(!is_hit(&hits, "/never"));
	ck_assert(!is_hit(&hits, "/elsewhere"));
	ck_assert(!is_hit(&hits, "[kernel.kallsyms]_text"));
	hits_done(&hits);
	outbuf_done(&out);
}
END_TEST

START_TEST(children_share_the_maps_of_their_parent)
{
	struct outbuf out = { 0 };
	struct hits hits;

	put_map(&out, 7, 0x1000, "/parent");
	put_fork(&out, 9, 7);
	put_fork(&out, 10, 9);
	put_sample(&out, 10, 0x1010, KERNEL_ADDRESS);
	put_map(&out, UINT32_MAX, KERNEL_ADDRESS & ~UINT64_C(0xfff), "[kernel.kallsyms]_text");
	hits_find(out.data, out.len, &event, 1, &hits);
	ck_assert(is_hit(&hits, "/parent"));
	ck_assert_msg(is_hit(&hits, "[kernel.kallsyms]_text"), "the kernel is everybody's");
	hits_done(&hits);
	outbuf_done(&out);
}
END_TEST

TCase *hits_tests(void)
{
	TCase *tc = tcase_create("hits");

	tcase_add_test(tc, binaries_are_hit_by_samples_and_their_callers);
	tcase_add_test(tc, children_share_the_maps_of_their_parent);
	return tc;
}
