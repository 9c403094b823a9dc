/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * Header features in a file: read, write and print.
 *
 * The struct is in common/abi/features.h. Each feature has its own file in features/ with its
 * read, write and print together; features/table.c lists them.
 * Layouts: Linux 6.1 tools/perf/Documentation/perf.data-file-format.txt.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/abi/features.h"

struct arena;
struct cursor;
struct err;
struct outbuf;

/*
 * Decode one feature's bytes into *f and mark it present. Strings are copied to `arena`; the
 * tracing data stay a view. Of a feature that is there already only build-ids are added to.
 * Bits that are not known are skipped. Errors: -EBADMSG with the feature's name and the numbers;
 * *f may have a part of the feature then, which is not to be looked at, nor read again.
 */
int feature_read(enum feature_bit bit, struct cursor c, struct arena *arena, struct features *f,
                 struct err *err);

/* Is it present, and kept as a whole when it was read (BPF programs and AUX indexes are not)? */
bool feature_is_written(enum feature_bit bit, const struct features *f);

/* Append the bytes of such a feature. */
void feature_write(enum feature_bit bit, const struct features *f, struct outbuf *out);

/* One record of BUILD_ID; type: 0 in a file's section, RECORD_HEADER_BUILD_ID in a stream. */
void feature_build_id_write(const struct feature_build_id *id, uint32_t type, struct outbuf *out);

/* The line or lines of `perf report --header` for a present feature; full: -I's long form. */
void feature_print(enum feature_bit bit, const struct features *f, bool full, struct outbuf *out);

/* "HOSTNAME"; NULL for a bit that is not known. */
const char *feature_name(unsigned bit);

/* Free the vecs. */
void features_done(struct features *f);
