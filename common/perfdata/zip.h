/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * Records packed into COMPRESSED records: one zstd stream over the whole file, flushed whenever
 * a ring's records end, so that a reader gets each of them without what comes later.
 */
#include <stddef.h>
#include <sys/uio.h>

#include "common/base/cleanup.h"

struct err;
struct outbuf;
struct zip;

/* level: zstd's, 1..22. Errors: -EINVAL. */
int zip_new(int level, struct zip **ret, struct err *err);
void zip_free(struct zip *z);
DEFINE_AUTO(struct zip *, zip_free);

/* Append COMPRESSED records that hold the parts to `out`. */
int zip_put(struct zip *z, const struct iovec *parts, size_t nr_parts, struct outbuf *out,
            struct err *err);
