/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * What passes through the rings, counted on the way: samples, and what the kernel says it lost.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/uio.h>

struct tally {
	uint64_t nr_samples;
	uint64_t nr_lost;           /* records that LOST records tell of */
	uint64_t nr_throttled;      /* times that an event was throttled */
	uint64_t first_ns, last_ns; /* of samples; 0: none, or their times are not known */
	uint16_t time_offset;       /* in a sample, in bytes; 0: samples have no time */
};

/* Count the whole records of up to two parts: a record may stand across them. */
void tally_add(struct tally *t, const struct iovec *parts, size_t nr_parts);
