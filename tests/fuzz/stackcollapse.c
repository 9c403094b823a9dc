/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Any bytes as perf script's text. The first byte chooses the options. */
#include "tests/fuzz/lib/input.h"

#include <stdlib.h>

#include "common/base/outbuf.h"
#include "script/collapse/fold.h"

static int discard(void *ctx, struct outbuf *text, struct err *err)
{
	size_t *nr_lines = ctx;

	(void)err;
	for (size_t i = 0; i < text->len; i++)
		*nr_lines += text->data[i] == '\n';
	text->len = 0;
	return 0;
}

static void feed(struct fold *fold, const uint8_t *data, size_t size)
{
	struct str rest = { (const char *)data, size }, line;

	while (rest.len && str_split(&rest, '\n', &line))
		fold_line(fold, line);
	fold_end(fold);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fold_opts opts = { 0 };
	struct fold *fold, *merged;
	size_t nr_lines = 0;

	if (size < 1)
		return 0;
	opts.pid = data[0] & 1;
	opts.tid = data[0] & 2;
	opts.kernel = data[0] & 4;
	opts.jit = data[0] & 8;
	opts.addrs = data[0] & 16;
	opts.srcline = data[0] & 32;
	opts.event_filter = data[0] & 64 ? "cycles" : NULL;

	fold = fold_new(&opts);
	merged = fold_new(&opts);
	feed(fold, data + 1, size - 1);
	fold_merge(merged, fold);
	stacks_print(fold_stacks(merged), discard, &nr_lines, NULL);
	if (nr_lines != stacks_nr(fold_stacks(fold)))
		abort();
	fold_free(fold);
	fold_free(merged);
	return 0;
}
