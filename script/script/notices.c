/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "script/script/notices.h"

#include <stdio.h>
#include <unistd.h>

#include "common/base/outbuf.h"
#include "common/tally/notices.h"
#include "script/script/walk.h"

void notices_print(struct session *session, struct symbolizer *symbolizer,
                   const struct walk_stats *stats)
{
	struct notices_counts counts = { stats->nr_unresolved_trace, stats->nr_bad_samples };
	struct outbuf text = { 0 };

	fflush(stdout);
	notices_append(session, symbolizer, &counts, &text);
	outbuf_flush(&text, STDERR_FILENO, NULL);
	outbuf_done(&text);
}
