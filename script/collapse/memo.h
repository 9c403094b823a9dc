/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * Frame lines that were seen before, by the parts that decide their names, with the names.
 */
#include <stdint.h>

#include "common/base/cleanup.h"
#include "common/base/str.h"
#include "script/collapse/parse.h"

struct memo;

/* Name ids of one frame, leaf first. */
struct memo_names {
	uint32_t nr;    /* MEMO_UNKNOWN: not made yet */
	uint32_t first; /* nr is 1: the id itself; else where they are in memo_ids() */
};

#define MEMO_UNKNOWN UINT32_MAX

struct memo *memo_new(void);
void memo_free(struct memo *m);
DEFINE_AUTO(struct memo *, memo_free);

/* The number of the entry with these three texts, from 0 on. */
uint32_t memo_entry(struct memo *m, const struct frame_line *frame);

/* The texts of an entry. They live as long as the memo. */
struct frame_line memo_frame(const struct memo *m, uint32_t entry);

/* The names in a Java process (java is 1), or in another (0). */
struct memo_names memo_names(const struct memo *m, uint32_t entry, bool java);
void memo_set_names(struct memo *m, uint32_t entry, bool java, const uint32_t *ids, uint32_t nr);

/* The ids of names whose nr is not 1. */
const uint32_t *memo_ids(const struct memo *m, struct memo_names names);
