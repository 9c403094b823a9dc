/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What lines count, of samples that can be added up by hand. */
#include <check.h>
#include <linux/perf_event.h>
#include <stdlib.h>
#include <unistd.h>

#include "common/base/err.h"
#include "common/base/strtab.h"
#include "common/session/session.h"
#include "common/symbol/symbolizer.h"
#include "common/tally/chains.h"
#include "common/tally/lines.h"
#include "common/tally/place_table.h"
#include "tests/lib/pdata_builder.h"

#define SAMPLE_TYPE                                                                 \
	(PERF_SAMPLE_IP | PERF_SAMPLE_TID | PERF_SAMPLE_TIME | PERF_SAMPLE_PERIOD | \
	 PERF_SAMPLE_CALLCHAIN)
#define MAX_FRAMES 6

/* Addresses that nothing is mapped at: each is a line of its own. Leaf first, 0 ends. */
static const struct {
	uint64_t period;
	uint64_t ips[MAX_FRAMES];
} samples[] = {
	{ 10, { 0xa1, 0xb1, 0xc1 } },      /* c calls b calls a */
	{ 10, { 0xa1, 0xb1, 0xc1 } },      /* again */
	{ 5, { 0xb1, 0xc1 } },             /* b itself */
	{ 7, { 0xa1, 0xa1, 0xa1, 0xc1 } }, /* a calls itself: counted once */
	{ 1, { 0xd1 } },                   /* alone */
};

static void add_sample(struct pdata_builder *b, size_t i)
{
	uint64_t nr = 0;

	while (nr < MAX_FRAMES && samples[i].ips[nr])
		nr++;
	pdata_begin(b, PERF_RECORD_SAMPLE, PERF_RECORD_MISC_USER);
	pdata_u64(b, samples[i].ips[0]);
	pdata_u32(b, 7);
	pdata_u32(b, 7);
	pdata_u64(b, 1000 + i);
	pdata_u64(b, samples[i].period);
	pdata_u64(b, nr + 1);
	pdata_u64(b, PERF_CONTEXT_USER);
	for (uint64_t k = 0; k < nr; k++)
		pdata_u64(b, samples[i].ips[k]);
	pdata_end(b);
}

/* All that lines stand on. */
struct world {
	struct session *session;
	struct symbolizer *symbolizer;
	struct place_table *places;
	struct profile *profile;
	struct chains *chains;
	struct strtab *names;
	struct key_context ctx;
	struct columns order;
	struct sort_keys keys;
};

static void setup(struct world *w, bool root_first)
{
	struct perf_event_attr attr = {
		.size = PERF_ATTR_SIZE_VER7,
		.type = PERF_TYPE_SOFTWARE,
		.sample_type = SAMPLE_TYPE,
	};
	uint64_t id = 1;
	struct pdata_builder b = { .pipe = true };
	struct profile_opts opts = { .by_stack = true };
	struct err err = { 0 };
	char path[32];

	pdata_event(&b, &attr, &id, 1);
	for (size_t i = 0; i < sizeof(samples) / sizeof(samples[0]); i++)
		add_sample(&b, i);
	pdata_build_to_pipe(&b, path);
	ck_assert_int_eq(session_open(path, &(struct session_opts){ 0 }, &w->session, &err), 0);
	pdata_builder_done(&b);
	w->symbolizer = symbolizer_new(&(struct symbolizer_opts){ .offline = true });
	w->places = place_table_new(w->symbolizer);
	w->names = strtab_new();
	ck_assert_int_eq(columns_parse("overhead_children,overhead,symbol", "-s", &w->order, &err),
	                 0);
	columns_keys(&w->order, &w->keys);
	sort_keys_require(&w->keys, &opts, &w->ctx);
	w->ctx.places = w->places;
	w->ctx.names = w->names;
	w->profile = profile_new(&opts);
	ck_assert_int_eq(profile_run(w->profile, w->session, &err), 0);
	w->chains = chains_new(profile_stacks(w->profile), w->places,
	                       &(struct chains_opts){ .root_first = root_first });
}

static void teardown(struct world *w)
{
	chains_free(w->chains);
	profile_free(w->profile);
	place_table_free(w->places);
	strtab_free(w->names);
	symbolizer_free(w->symbolizer);
	session_free(w->session);
}

static const struct {
	bool children, root_first;
	struct {
		uint64_t ip, children, self, samples;
	} lines[4]; /* in their order */
} cases[] = {
	/* c calls all but d; a has what fell into it: 10 + 10 + 7. */
	{ true,
	  true,
	  { { 0xc1, 32, 0, 0 }, { 0xa1, 27, 27, 3 }, { 0xb1, 25, 5, 1 }, { 0xd1, 1, 1, 1 } } },
	{ true,
	  false,
	  { { 0xc1, 32, 0, 0 }, { 0xa1, 27, 27, 3 }, { 0xb1, 25, 5, 1 }, { 0xd1, 1, 1, 1 } } },
	/* Without children there are no callers. */
	{ false, true, { { 0xa1, 27, 27, 3 }, { 0xb1, 5, 5, 1 }, { 0xd1, 1, 1, 1 } } },
};

START_TEST(each_sample_counts_once_in_each_line_of_its_chain)
{
	struct world w = { 0 };
	struct lines_opts opts = { .keys = &w.keys, .order = &w.order, .ctx = &w.ctx };
	const struct session_event *event;
	struct lines *lines;

	setup(&w, cases[_i].root_first);
	event = session_event(w.session, 0);
	opts.children = cases[_i].children;
	opts.uses = true;
	lines = lines_new(w.profile, w.chains, &event, 1, &opts);
	lines_sort(lines, cases[_i].root_first);
	ck_assert_uint_eq(lines->totals[0].period, 33);
	ck_assert_uint_eq(lines->totals[0].nr_samples, 5);
	for (size_t i = 0; i < 4 && cases[_i].lines[i].ip; i++) {
		const struct line *line = lines->all.data[i];

		ck_assert_uint_eq(place_table_at(w.places, line->id.place)->start,
		                  cases[_i].lines[i].ip);
		ck_assert_uint_eq(line->weights[0].children, cases[_i].lines[i].children);
		ck_assert_uint_eq(line->weights[0].self, cases[_i].lines[i].self);
		ck_assert_uint_eq(line->weights[0].samples, cases[_i].lines[i].samples);
	}
	lines_free(lines);
	teardown(&w);
}
END_TEST

static bool only_d(void *ctx, const struct place *place)
{
	(void)ctx;
	return place->start == 0xd1;
}

START_TEST(samples_that_are_not_shown_still_are_part_of_the_whole)
{
	struct world w = { 0 };
	struct lines_opts opts = {
		.keys = &w.keys, .order = &w.order, .ctx = &w.ctx, .shown = only_d
	};
	const struct session_event *event;
	struct lines *lines;

	setup(&w, true);
	event = session_event(w.session, 0);
	lines = lines_new(w.profile, w.chains, &event, 1, &opts);
	ck_assert_uint_eq(lines->totals[0].period, 33);
	ck_assert_uint_eq(lines->totals[0].shown_period, 1);
	ck_assert_uint_eq(lines->totals[0].nr_shown_samples, 1);
	for (size_t i = 0; i < lines->all.len; i++) {
		const struct line *line = lines->all.data[i];

		ck_assert(line->hidden ==
		          (place_table_at(w.places, line->id.place)->start != 0xd1));
	}
	lines_free(lines);
	teardown(&w);
}
END_TEST

TCase *lines_tests(void)
{
	TCase *tc = tcase_create("lines");

	tcase_add_loop_test(tc, each_sample_counts_once_in_each_line_of_its_chain, 0,
	                    sizeof(cases) / sizeof(cases[0]));
	tcase_add_test(tc, samples_that_are_not_shown_still_are_part_of_the_whole);
	return tc;
}
