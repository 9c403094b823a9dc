/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * The records of perf's user space (types from 64 on) as text. For record_text.c.
 */
#include "common/base/cursor.h"

struct outbuf;
struct record;

/* What stands behind the record's header, bounded by its size. */
struct cursor record_body(const struct record *rec);

/* Append what follows the record's name, with the newline where perf has one. */
void record_text_user_print(const struct record *rec, struct outbuf *out);
