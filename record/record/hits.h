/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * Which binaries the samples of a recording fell into: those whose build-ids are worth reading.
 *
 * The records are looked at in file order and not sorted: a binary that was mapped at a sampled
 * address at any time counts as hit. That may be one too many, and never one too few.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/base/vec.h"
#include "common/object/build_id.h"

struct pdata_event_out;
struct strtab;

struct hit_dso {
	const char *name;   /* as the records have it; the strtab's */
	struct build_id id; /* where the map record has one; size 0: not known */
	uint32_t pid;       /* of one process that has it mapped */
	bool is_kernel;     /* the kernel's text, or a module */
	bool is_hit;
};

struct hits {
	VEC(struct hit_dso) dsos;
	struct strtab *names;
	uint64_t nr_samples;
};

/* records: whole records of a file that this program wrote, not compressed. */
void hits_find(const void *records, size_t len, const struct pdata_event_out *events,
               size_t nr_events, struct hits *ret);
void hits_done(struct hits *hits);
