/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A perf.data with one sample at each address: prof_craft OUT user|kernel NAME < addresses
 *
 * So perf can be asked for the name of any address. Addresses are hexadecimal, one a line: file
 * offsets of the file NAME, which is mapped at CRAFT_START; of the kernel its own.
 */
#include <inttypes.h>
#include <linux/perf_event.h>
#include <stdio.h>
#include <string.h>

#include "common/base/num.h"
#include "common/base/outbuf.h"

#define CRAFT_START  0x10000000u
#define CRAFT_PID    100
#define KERNEL_START 0xffffffff81000000u
#define KERNEL_BYTES 0x3f000000u
#define NAME_BYTES   4096

struct section {
	uint64_t offset, size;
};

struct file_header {
	char magic[8];
	uint64_t size, attr_size;
	struct section attrs, data, event_types;
	uint64_t features[4];
};

struct file_attr {
	struct perf_event_attr attr;
	struct section ids;
};

struct mapping_record {
	struct perf_event_header header;
	uint32_t pid, tid;
	uint64_t start, len, pgoff;
	char name[NAME_BYTES];
};

struct sample_record {
	struct perf_event_header header;
	uint64_t ip;
	uint32_t pid, tid;
};

static void add_mapping(struct outbuf *data, const char *name, bool kernel)
{
	struct mapping_record r = {
		.header = { PERF_RECORD_MMAP,
		            kernel ? PERF_RECORD_MISC_KERNEL : PERF_RECORD_MISC_USER, sizeof(r) },
		.pid = kernel ? UINT32_MAX : CRAFT_PID,
		.tid = kernel ? 0 : CRAFT_PID,
		.start = kernel ? KERNEL_START : CRAFT_START,
		.len = KERNEL_BYTES,
		.pgoff = kernel ? KERNEL_START : 0,
	};

	snprintf(r.name, sizeof(r.name), "%s%s", name, kernel ? "_text" : "");
	outbuf_bytes(data, &r, sizeof(r));
}

static void add_samples(struct outbuf *data, bool kernel)
{
	char line[64];
	uint64_t addr;

	while (fgets(line, sizeof(line), stdin)) {
		struct sample_record r = {
			.header = { PERF_RECORD_SAMPLE,
			            kernel ? PERF_RECORD_MISC_KERNEL : PERF_RECORD_MISC_USER,
			            sizeof(r) },
			.pid = CRAFT_PID,
			.tid = CRAFT_PID,
		};

		if (!num_hex(str_trim(str_of(line)), &addr))
			continue;
		r.ip = kernel ? addr : CRAFT_START + addr;
		outbuf_bytes(data, &r, sizeof(r));
	}
}

int main(int argc, char **argv)
{
	struct file_header header = {
		.magic = "PERFILE2",
		.size = sizeof(header),
		.attr_size = sizeof(struct file_attr),
		.attrs = { sizeof(header), sizeof(struct file_attr) },
		.data = { sizeof(header) + sizeof(struct file_attr), 0 },
	};
	struct file_attr attr = {
		.attr = { .type = PERF_TYPE_SOFTWARE,
		          .size = sizeof(attr.attr),
		          .config = PERF_COUNT_SW_CPU_CLOCK,
		          .sample_period = 1,
		          .sample_type = PERF_SAMPLE_IP | PERF_SAMPLE_TID,
		          .mmap = 1 },
	};
	struct outbuf data = { 0 };
	FILE *out;

	if (argc != 4) {
		fprintf(stderr, "usage: prof_craft OUT user|kernel NAME < addresses\n");
		return 129;
	}
	add_mapping(&data, argv[3], streq(argv[2], "kernel"));
	add_samples(&data, streq(argv[2], "kernel"));
	header.data.size = data.len;

	out = fopen(argv[1], "w");
	if (!out || fwrite(&header, sizeof(header), 1, out) != 1 ||
	    fwrite(&attr, sizeof(attr), 1, out) != 1 || fwrite(data.data, data.len, 1, out) != 1 ||
	    fclose(out) != 0) {
		perror(argv[1]);
		return 1;
	}
	outbuf_done(&data);
	return 0;
}
