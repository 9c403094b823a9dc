/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * The same work for a few threads at a time.
 */
#include <stddef.h>

/*
 * Threads that this machine can run at once: the cpus the process may use, at least 1; or as many
 * as $PROF_THREADS says, at most 256.
 */
unsigned threads_available(void);

/*
 * Call fn(ctx, i) for each i in 0..nr, by up to `nr_threads` threads, and wait for all of them.
 *
 * The items are handed out in order; the caller's thread takes part. Where a thread cannot be
 * had the others do its share.
 */
void threads_run(unsigned nr_threads, size_t nr, void (*fn)(void *ctx, size_t i), void *ctx);
