/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "common/session/time_filter.h"

#include <stdlib.h>
#include <string.h>

#include "common/base/err.h"
#include "common/base/mem.h"
#include "common/base/num.h"
#include "common/base/str.h"

#define EXIT_BAD_TIME 234 /* perf returns -EINVAL from main */

void time_filter_init(struct time_filter *f, const char *text)
{
	f->text = text;
	f->percents = text && strchr(text, '%');
}

void time_filter_done(struct time_filter *f)
{
	free(f->spans);
	*f = (struct time_filter){ 0 };
}

static void add_span(struct time_filter *f, struct time_span span)
{
	f->spans = xreallocarray(f->spans, f->nr + 1, sizeof(*f->spans));
	f->spans[f->nr++] = span;
}

/* "12.5%" at the front of *s, as 12.5. */
static bool take_percent(struct str *s, double *ret)
{
	const char *sign = s->len ? memchr(s->s, '%', s->len) : NULL;
	size_t len = sign ? (size_t)(sign - s->s) : 0;

	if (!sign || !num_double((struct str){ s->s, len }, ret))
		return false;
	*s = (struct str){ sign + 1, s->len - len - 1 };
	return *ret >= 0 && *ret <= 100;
}

/* One part: "10%", "10%-20%" or "10%/2", in percents of the whole. */
static bool parse_percents(struct str part, double *from, double *to)
{
	uint32_t nr;
	double first;

	part = str_trim(part);
	if (!take_percent(&part, &first))
		return false;
	*from = 0;
	*to = first;
	if (!part.len)
		return true;
	if (part.s[0] == '-') {
		part = (struct str){ part.s + 1, part.len - 1 };
		*from = first;
		return take_percent(&part, to) && !part.len;
	}
	if (part.s[0] != '/' || !num_u32((struct str){ part.s + 1, part.len - 1 }, &nr) || !nr ||
	    first <= 0 || first * nr > 100)
		return false;
	*from = first * (nr - 1);
	*to = first * nr;
	return true;
}

static struct time_span percents_span(uint64_t first_ns, uint64_t last_ns, double from, double to)
{
	double total_ns = (double)(last_ns - first_ns);

	return (struct time_span){
		.start_ns = first_ns + (uint64_t)(from / 100 * total_ns + 0.5),
		.end_ns = to == 100 ? last_ns : first_ns + (uint64_t)(to / 100 * total_ns + 0.5),
	};
}

/* "12.345678901" in nanoseconds; empty is 0. */
static bool parse_seconds(struct str s, uint64_t *ret_ns)
{
	const char *dot = s.len ? memchr(s.s, '.', s.len) : NULL;
	struct str whole = { s.s, dot ? (size_t)(dot - s.s) : s.len };
	uint64_t seconds = 0, ns = 0;

	if (whole.len && (!num_u64(whole, &seconds) || seconds > UINT64_MAX / 1000000000 - 1))
		return false;
	if (dot) {
		size_t digits = s.len - whole.len - 1;

		if (!whole.len || digits > 9)
			return false;
		for (size_t i = 0; i < 9; i++) {
			char c = i < digits ? dot[1 + i] : '0';

			if (c < '0' || c > '9')
				return false;
			ns = ns * 10 + (uint64_t)(c - '0');
		}
	}
	*ret_ns = seconds * 1000000000 + ns;
	return true;
}

/* "start,stop": the comma must be there. */
static bool parse_pair(struct str pair, struct time_span *ret)
{
	struct str start;

	if (!memchr(pair.s, ',', pair.len) || !str_split(&pair, ',', &start))
		return false;
	return parse_seconds(str_trim(start), &ret->start_ns) &&
	       parse_seconds(str_trim(pair), &ret->end_ns) &&
	       (!ret->end_ns || ret->start_ns <= ret->end_ns);
}

static int compare_spans(const void *a, const void *b)
{
	const struct time_span *x = a, *y = b;

	return x->start_ns < y->start_ns ? -1 : x->start_ns > y->start_ns;
}

static bool parse_pairs(struct time_filter *f, struct str text)
{
	struct str pair;

	while (str_split(&text, ' ', &pair)) {
		struct time_span span;

		if (!pair.len)
			continue;
		if (!parse_pair(pair, &span))
			return false;
		add_span(f, span);
	}
	if (f->nr)
		qsort(f->spans, f->nr, sizeof(*f->spans), compare_spans);
	for (size_t i = 1; i < f->nr; i++)
		if (!f->spans[i - 1].end_ns || f->spans[i - 1].end_ns > f->spans[i].start_ns)
			return false;
	return f->nr > 0;
}

static bool parse_all_percents(struct time_filter *f, uint64_t first_ns, uint64_t last_ns)
{
	struct str rest = str_of(f->text), part;
	double from, to;

	while (str_split(&rest, ',', &part)) {
		if (!part.len)
			continue;
		if (!parse_percents(part, &from, &to))
			return false;
		add_span(f, percents_span(first_ns, last_ns, from, to));
	}
	return f->nr > 0;
}

int time_filter_parse(struct time_filter *f, uint64_t first_ns, uint64_t last_ns, struct err *err)
{
	bool ok;

	if (!f->text)
		return 0;
	f->nr = 0;
	if (f->percents && !first_ns && !last_ns) {
		err_set(err, EINVAL,
		        "HINT: no first/last sample time found in perf data.\n"
		        "Please use latest perf binary to execute 'perf record'\n"
		        "(if '--buildid-all' is enabled, please set '--timestamp-boundary').");
		return err_exit_status(err, EXIT_BAD_TIME);
	}
	ok = f->percents ? parse_all_percents(f, first_ns, last_ns)
	                 : parse_pairs(f, str_of(f->text));
	if (ok)
		return 0;
	err_set(err, EINVAL, "Invalid time string");
	err_hint(err, "--time takes START,STOP in seconds, PERCENT%%/NUMBER or FROM%%-TO%%,...");
	return err_exit_status(err, EXIT_BAD_TIME);
}

bool time_filter_passes(const struct time_filter *f, uint64_t time_ns)
{
	if (!f->nr || !time_ns)
		return true;
	for (size_t i = 0; i < f->nr; i++) {
		const struct time_span *s = &f->spans[i];
		bool last = i + 1 == f->nr;

		if (time_ns >= s->start_ns &&
		    (!s->end_ns || time_ns < s->end_ns || (last && time_ns == s->end_ns)))
			return true;
	}
	return false;
}
