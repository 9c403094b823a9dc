/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The reader of perf.data: header, features, all records, and the header's text; and the same
 * through a pipe, which must give the same records.
 */
#include "tests/fuzz/lib/input.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "common/base/cleanup.h"
#include "common/base/outbuf.h"
#include "common/perfdata/features.h"
#include "common/perfdata/header_print.h"
#include "common/perfdata/reader.h"
#include "common/perfdata/reader_facts.h"
#include "common/perfdata/reader_internal.h"

#define PIPE_BYTES 60000 /* fit the buffer of a pipe */

struct outcome {
	uint64_t nr_records, type_sum, truncated_bytes;
	int result;
};

static struct outcome read_all(struct pdata_reader *reader)
{
	struct outcome out = { 0 };
	struct record rec;

	while ((out.result = pdata_reader_next(reader, &rec, NULL)) > 0) {
		out.type_sum = out.type_sum * 31 + rec.header->type + rec.header->size;
		if (++out.nr_records % 64 == 0)
			pdata_reader_release(reader);
	}
	out.truncated_bytes = pdata_reader_stats(reader)->truncated_bytes;
	return out;
}

static void print_all(struct pdata_reader *reader)
{
	AUTO(outbuf_done) struct outbuf text = { 0 };
	const struct features *features = pdata_reader_header(reader)->features;

	pdata_header_print(reader, true, &text, NULL);
	pdata_header_print_features(reader, true, &text);
	pdata_header_print_features(reader, false, &text);
	pdata_reader_facts_print(reader, &text);
	for (unsigned bit = 0; bit < FEATURE_END; bit++)
		feature_write(bit, features, &text);
}

static struct pdata_reader *open_pipe(const uint8_t *bytes, size_t len, int *ret_fd)
{
	struct pdata_reader *reader = NULL;
	char path[32];
	int fd[2];

	if (pipe2(fd, O_CLOEXEC) < 0 || write(fd[1], bytes, len) != (ssize_t)len)
		abort();
	close(fd[1]);
	*ret_fd = fd[0];
	snprintf(path, sizeof(path), "/dev/fd/%d", fd[0]);
	pdata_reader_open(path, &reader, NULL);
	return reader;
}

static void compare_with_pipe(const uint8_t *bytes, size_t len, const struct outcome *mapped)
{
	AUTO(fd_closep) int fd = -1;
	AUTO(pdata_reader_freep) struct pdata_reader *reader = open_pipe(bytes, len, &fd);
	struct outcome piped;

	if (!reader)
		abort();
	piped = read_all(reader);
	if (piped.nr_records != mapped->nr_records || piped.type_sum != mapped->type_sum ||
	    piped.result != mapped->result || piped.truncated_bytes != mapped->truncated_bytes)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct pdata_reader *reader = NULL;
	struct outcome mapped;

	if (pdata_reader_open_memory(bytes, len, "fuzz", &reader, NULL) < 0)
		return 0;
	print_all(reader);
	mapped = read_all(reader);
	print_all(reader);
	if (len <= PIPE_BYTES && pdata_reader_header(reader)->is_pipe)
		compare_with_pipe(bytes, len, &mapped);
	pdata_reader_free(reader);
	return 0;
}
