/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <inttypes.h>
#include <stdio.h>

#include "common/kernel/machine_facts.h"
#include "common/kernel/ring.h"
#include "common/perfdata/writer.h"
#include "record/record/options.h"
#include "record/record/recorder.h"

#define MB (1024.0 * 1024.0)

static void tell(const char *text)
{
	fprintf(stderr, "prof record: %s\n", text);
}

static bool samples_kernel(const struct recorder *rec)
{
	vec_for_each(pe, &rec->plan.events)
		if (!pe->attr.exclude_kernel && !pe->is_added)
			return true;
	return false;
}

void closing_notices(const struct recorder *rec)
{
	const struct opener *o = &rec->opener;

	if (rec->opts->quiet)
		return;
	vec_for_each(notice, &rec->plan.notices)
		tell(*notice);
	if (o->is_user_only || (rec->is_user_only && !rec->opts->all_user))
		fprintf(stderr,
		        "prof record: only user space is sampled (%s): perf_event_paranoid is %d, "
		        "and the kernel needs 1 or less, or CAP_PERFMON\n",
		        rec->plan.events.data[0].name, rec->facts.perf_event_paranoid);
	if (samples_kernel(rec) && !machine_facts_kernel_addresses(&rec->facts))
		fprintf(stderr,
		        "prof record: kptr_restrict is %d and hides the kernel's addresses: its "
		        "functions will have no names here (run as root, or with CAP_SYSLOG)\n",
		        rec->facts.kptr_restrict);
	if (o->nr_gone)
		fprintf(stderr, "prof record: %zu threads ended before they could be opened\n",
		        o->nr_gone);
	if (o->ring_pages < rec->plan.ring_pages)
		fprintf(stderr,
		        "prof record: the ring buffers have %zu KB instead of %zu KB: more may not "
		        "be locked in memory (perf_event_mlock_kb, ulimit -l)\n",
		        o->ring_pages * rec->facts.page_bytes / 1024,
		        rec->plan.ring_pages * rec->facts.page_bytes / 1024);
}

void closing_dump(const struct recorder *rec, const char *path)
{
	if (!rec->opts->quiet)
		fprintf(stderr, "[ prof record: Dump %s ]\n", path);
}

/* "0, 1, 5 and 12 more" */
static void tell_cpus(const struct recorder *rec)
{
	size_t nr = 0, nr_shown = 0;

	for (size_t i = 0; i < rec->opener.rings.len; i++) {
		if (!rec->drain.lost_by_ring[i])
			continue;
		nr++;
		if (nr > 8)
			continue;
		fprintf(stderr, "%s%d", nr == 1 ? " on cpu " : ", ", rec->opener.rings.data[i].cpu);
		nr_shown++;
	}
	if (nr > nr_shown)
		fprintf(stderr, " and %zu more", nr - nr_shown);
}

/* How much, where, and which option helps. */
static void tell_lost(const struct recorder *rec)
{
	const struct tally *t = &rec->drain.tally;
	uint64_t lost = t->nr_lost > rec->nr_lost_at_end ? t->nr_lost : rec->nr_lost_at_end;
	size_t ring_kb = rec->opener.ring_pages * rec->facts.page_bytes / 1024;

	if (!lost)
		return;
	fprintf(stderr, "prof record: %" PRIu64 " records were lost (%.2f%%)", lost,
	        100.0 * (double)lost / (double)(lost + t->nr_samples));
	tell_cpus(rec);
	if (rec->opts->overwrite) {
		fprintf(stderr, " while the overwrite rings were read\n");
		return;
	}
	fprintf(stderr,
	        ": the ring buffers were full. Larger ones (-m %zuK, now %zuK), a lower rate (-F) or "
	        "a priority (-r 1) help\n",
	        ring_kb * 4, ring_kb);
}

static void tell_throttled(const struct recorder *rec)
{
	if (!rec->drain.tally.nr_throttled)
		return;
	fprintf(stderr,
	        "prof record: the kernel throttled the events %" PRIu64
	        " times, and samples are missing there: use a lower -F (or a higher "
	        "/proc/sys/kernel/perf_event_max_sample_rate, now %" PRIu64 ")\n",
	        rec->drain.tally.nr_throttled, rec->facts.max_sample_rate_hz);
}

static void tell_synth(const struct recorder *rec)
{
	const struct synth_stats *s = &rec->synth_stats;

	if (s->nr_unreadable && (!rec->facts.is_root || rec->opts->verbose))
		fprintf(stderr,
		        "prof record: the maps of %" PRIu64 " processes may not be read, and their "
		        "functions will have no names (CAP_SYS_PTRACE)\n",
		        s->nr_unreadable);

	if (s->nr_timed_out)
		fprintf(stderr,
		        "prof record: the maps of %" PRIu64 " processes took longer than %u ms to "
		        "read and are not all known (--proc-map-timeout)\n",
		        s->nr_timed_out, rec->opts->proc_map_timeout_ms);
}

/* The two lines that people and scripts look for. */
void closing_print(const struct recorder *rec)
{
	uint64_t raw = rec->writer ? pdata_writer_raw_bytes(rec->writer) : 0;
	uint64_t bytes = rec->nr_bytes;

	if (rec->opts->quiet)
		return;
	tell_lost(rec);
	tell_throttled(rec);
	tell_synth(rec);
	fprintf(stderr, "[ prof record: Woken up %" PRIu64 " times to write data ]\n",
	        rec->nr_wakeups ? rec->nr_wakeups : 1);
	if (rec->output.has_stamp && rec->last_file)
		closing_dump(rec, rec->last_file);
	fprintf(stderr, "[ prof record: Captured and wrote %.3f MB %s%s", (double)bytes / MB,
	        rec->output.base ? rec->output.base : "-",
	        rec->output.has_stamp ? ".<timestamp>" : "");
	if (rec->opts->zstd_level && bytes)
		fprintf(stderr, ", compressed (original %.3f MB, ratio is %.3f)", (double)raw / MB,
		        (double)raw / (double)bytes);
	/* Of a broken recording nobody knows how many of them reached the file. */
	if (rec->drain.tally.nr_samples && rec->end != END_ERROR)
		fprintf(stderr, " (%" PRIu64 " samples)", rec->drain.tally.nr_samples);
	fprintf(stderr, " ]\n");
}
