/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * From the rings to the writer.
 */
#include <stdbool.h>
#include <stdint.h>

#include "record/record/tally.h"

struct err;
struct opener;
struct pdata_writer;

struct drain {
	struct opener *opener;
	struct pdata_writer *writer;
	uint64_t flush_bytes; /* a ring with less is left alone, but at the end */
	struct tally tally;
	uint64_t *lost_by_ring; /* one per ring of the opener */
};

void drain_init(struct drain *d, struct opener *opener, uint64_t flush_bytes);
void drain_done(struct drain *d);

/*
 * Move what the forward rings hold now, and end the round where there was anything.
 *
 * all: down to the last byte, whatever flush_bytes says. Errors: of the writer.
 */
int drain_pass(struct drain *d, bool all, struct err *err);

/* Write what the overwrite rings hold, oldest first; they are paused meanwhile. */
int drain_snapshot(struct drain *d, struct err *err);
