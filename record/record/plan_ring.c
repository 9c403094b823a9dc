/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "record/record/plan_ring.h"

#include <errno.h>
#include <inttypes.h>

#include "common/base/arena.h"
#include "common/base/err.h"
#include "common/event/event.h"
#include "common/kernel/machine_facts.h"
#include "record/record/options.h"
#include "record/record/plan.h"

#define RING_BYTES_MAX       (UINT64_C(8) << 20)   /* of one, unless -m says more */
#define RING_BYTES_UNKNOWN   (UINT64_C(4) << 20)   /* where the rate is not known */
#define RINGS_BYTES_MAX      (UINT64_C(256) << 20) /* of all together */
#define RING_PAGES_GIVEN_MAX (UINT64_C(1) << 31)
#define SAMPLE_BYTES         64 /* without a chain */

static uint64_t floor_pow2(uint64_t v)
{
	return v ? UINT64_C(1) << (63 - __builtin_clzll(v)) : 0;
}

static uint64_t ceil_pow2(uint64_t v)
{
	uint64_t floor = floor_pow2(v);

	return floor == v ? v : floor << 1;
}

/* What one cpu may write in a second; 0: not known. */
static uint64_t bytes_a_second(const struct plan *plan)
{
	uint64_t bytes = 0;

	vec_for_each(pe, &plan->events) {
		const struct perf_event_attr *a = &pe->attr;
		uint64_t sample = SAMPLE_BYTES;

		if (pe->is_added)
			continue;
		if (!a->freq)
			return 0;
		if (a->sample_type & PERF_SAMPLE_CALLCHAIN)
			sample += 1024;
		if (a->sample_type & PERF_SAMPLE_STACK_USER)
			sample += a->sample_stack_user;
		bytes += a->sample_freq * sample;
	}
	return bytes;
}

/* What all users may lock for a ring: perf_event_mlock_kb, less the control page. */
static uint64_t unprivileged_bytes(const struct machine_facts *facts)
{
	uint64_t limit = facts->perf_event_mlock_kb * 1024;

	return floor_pow2(limit > 2 * facts->page_bytes ? limit - facts->page_bytes
	                                                : facts->page_bytes);
}

static uint64_t default_bytes(const struct plan *plan, const struct machine_facts *facts,
                              const struct record_opts *opts)
{
	uint64_t least = unprivileged_bytes(facts), want = bytes_a_second(plan);
	uint64_t nr_rings = plan->cpus.len ? plan->cpus.len : 1;

	/* What a limit of size is checked against comes a ring at a time. */
	if (!facts->cap_ipc_lock || opts->max_bytes || opts->switching.kind == SWITCH_SIZE)
		return least;
	want = ceil_pow2(want ? want : RING_BYTES_UNKNOWN);
	if (want > RING_BYTES_MAX)
		want = RING_BYTES_MAX;
	if (want > floor_pow2(RINGS_BYTES_MAX / nr_rings))
		want = floor_pow2(RINGS_BYTES_MAX / nr_rings);
	return want > least ? want : least;
}

int plan_ring_size(const struct plan_input *in, struct plan *plan, struct err *err)
{
	const struct ring_opt *given = &in->opts->ring;
	size_t page = in->facts->page_bytes;
	uint64_t pages;

	if (!given->given) {
		plan->ring_may_shrink = true;
		plan->ring_pages = default_bytes(plan, in->facts, in->opts) / page;
		return 0;
	}

	pages = given->in_pages ? given->amount : (given->amount + page - 1) / page;
	if (pages == 0 || pages > RING_PAGES_GIVEN_MAX)
		return err_set(err, EINVAL, "-m: %" PRIu64 " pages is no size of a ring", pages);
	plan->ring_pages = ceil_pow2(pages);
	if (plan->ring_pages != pages)
		vec_push(&plan->notices,
		         arena_printf(plan->arena, "rounding mmap pages size to %zuK (%zu pages)",
		                      plan->ring_pages * page / 1024, plan->ring_pages));
	return 0;
}
