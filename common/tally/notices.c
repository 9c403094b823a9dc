/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "common/tally/notices.h"

#include <inttypes.h>
#include <unistd.h>

#include "common/base/outbuf.h"
#include "common/perfdata/reader.h"
#include "common/perfdata/reader_facts.h"
#include "common/session/session.h"
#include "common/symbol/symbolizer.h"

#define MAX_DSOS_NAMED 5

static void tell_lost(const struct session_stats *s, struct outbuf *out)
{
	if (s->nr_lost)
		outbuf_printf(out,
		              "Warning: %" PRIu64 " events were lost in %" PRIu64
		              " chunks while recording: record with a larger -m, or a lower -F.\n",
		              s->nr_lost, s->nr_lost_records);
	if (s->nr_lost_samples)
		outbuf_printf(out,
		              "Warning: %" PRIu64 " samples were lost while recording, %" PRIu64
		              " were kept: record with a larger -m, or a lower -F.\n",
		              s->nr_lost_samples, s->nr_samples);
	if (s->nr_out_of_order)
		outbuf_printf(out, "Warning: %" PRIu64 " out of order events recorded.\n",
		              s->nr_out_of_order);
}

static void tell_bad(const struct session_stats *s, const struct notices_counts *w,
                     struct outbuf *out)
{
	if (s->nr_unknown_id)
		outbuf_printf(out, "Warning: %" PRIu64 " samples with an id that no event has.\n",
		              s->nr_unknown_id);
	if (s->nr_bad_records)
		outbuf_printf(out,
		              "Warning: %" PRIu64 " broken records were skipped (first: %s).\n",
		              s->nr_bad_records, s->bad_record);
	if (w->nr_bad_samples)
		outbuf_printf(out, "Warning: %" PRIu64 " broken samples were skipped.\n",
		              w->nr_bad_samples);
	if (w->nr_unresolved_trace)
		outbuf_printf(out,
		              "Warning: %" PRIu64
		              " tracepoint samples without a known format: their "
		              "fields are not shown.\n",
		              w->nr_unresolved_trace);
}

/* Chains that --call-graph dwarf is to have, which nothing here makes yet. */
static void tell_user_stacks(const struct session *session, struct outbuf *out)
{
	bool copied = false;

	for (size_t i = 0; i < session_nr_events(session); i++)
		copied |= (session_event(session, i)->file->attr.sample_type &
		           PERF_SAMPLE_STACK_USER) != 0;
	if (copied)
		outbuf_printf(out,
		              "Warning: the recording has copies of user stacks, which are not "
		              "unwound yet: call chains have their kernel part only. Record with "
		              "--call-graph fp to have both.\n");
}

/* Only what makes names wrong or absent though they could be had. */
static void tell_symbols(struct session *session, struct symbolizer *symbolizer, struct outbuf *out)
{
	struct model *model = session_model(session);
	unsigned mismatched = 0;
	bool restricted = false;

	for (size_t i = 0; i < model_nr_dsos(model); i++) {
		const struct dso *dso = model_dso(model, i);
		struct symbolizer_status status = symbolizer_status(symbolizer, dso);

		if (!status.asked)
			continue;
		restricted |= status.kernel_restricted;
		if (!status.build_id_mismatch || mismatched++ >= MAX_DSOS_NAMED)
			continue;
		outbuf_printf(
			out,
			"Warning: %s was replaced since the recording (its build-id differs): its "
			"functions have no names.\n",
			dso->name);
	}
	if (mismatched > MAX_DSOS_NAMED)
		outbuf_printf(out, "Warning: ... and %u more files.\n",
		              mismatched - MAX_DSOS_NAMED);
	if (restricted)
		outbuf_printf(out,
		              "Warning: the kernel hides its addresses (kptr_restrict): its "
		              "functions have no names. As root: sysctl kernel.kptr_restrict=0\n");
}

void notices_append(struct session *session, struct symbolizer *symbolizer,
                    const struct notices_counts *counts, struct outbuf *out)
{
	tell_lost(session_stats(session), out);
	pdata_reader_facts_print(session_reader(session), out);
	tell_bad(session_stats(session), counts, out);
	tell_user_stacks(session, out);
	tell_symbols(session, symbolizer, out);
}
