/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/* -D of a sample: what is in it, a line a part. */

struct batch_record;
struct worker;

void dump_sample(struct worker *w, const struct batch_record *br);
