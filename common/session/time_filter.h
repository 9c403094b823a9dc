/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * --time: the spans of time whose samples are shown.
 *
 * Forms, as perf-script(1) of Linux 6.1 has them: "start,stop" in seconds, either may be left
 * out; several of those with blanks between; "10%/2" (the second tenth), "10%/1,10%/5";
 * "0%-10%,30%-40%". Percents are of the time from the first to the last sample.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct err;

struct time_span {
	uint64_t start_ns, end_ns; /* 0: open */
};

struct time_filter {
	const char *text;        /* as given, or NULL */
	bool percents;           /* needs the times of the first and the last sample */
	struct time_span *spans; /* owned; sorted */
	size_t nr;
};

/* Note the text, and say whether it is of the form with percents. */
void time_filter_init(struct time_filter *f, const char *text);

/*
 * Work out the spans; first and last are only used for percents.
 * Errors: -EINVAL with perf's words and exit status.
 */
int time_filter_parse(struct time_filter *f, uint64_t first_ns, uint64_t last_ns, struct err *err);

/* Is a sample of that time shown? Those without time (0) are. */
bool time_filter_passes(const struct time_filter *f, uint64_t time_ns);

void time_filter_done(struct time_filter *f);
