/* SPDX-License-Identifier: GPL-2.0-or-later */
/* stackcollapse: the text of `perf script`; the first byte chooses the options. */
#include "tests/fuzz/lib/input.h"

#include "common/base/outbuf.h"
#include "script/collapse/fold.h"
#include "script/collapse/stacks.h"

static int drop(void *ctx, struct outbuf *text, struct err *err)
{
	(void)ctx, (void)err;
	text->len = 0;
	return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	uint8_t bits = len ? bytes[0] : 0;
	struct fold_opts opts = {
		.pid = bits & 1,
		.tid = bits & 2,
		.kernel = bits & 4,
		.jit = bits & 8,
		.addrs = bits & 16,
		.srcline = bits & 32,
		.event_filter = bits & 64 ? "cycles" : NULL,
	};
	AUTO(fold_freep) struct fold *fold = fold_new(&opts);
	struct str rest = { len ? (const char *)bytes + 1 : "", len ? len - 1 : 0 };
	struct str line;

	while (str_split(&rest, '\n', &line))
		fold_line(fold, line);
	fold_end(fold);
	stacks_print(fold_stacks(fold), drop, NULL, NULL);
	return 0;
}
