/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * Tracing data (feature 1): the formats of the tracepoints, as one block.
 */
#include <stddef.h>

struct err;
struct tep_handle;

/*
 * Make libtraceevent's tables of a block. *ret: the caller's to tep_free().
 * Errors: -EBADMSG for a size that goes beyond the block.
 */
int tracing_data_load(const void *block, size_t len, struct tep_handle **ret, struct err *err);
