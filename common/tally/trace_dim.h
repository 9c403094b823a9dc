/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * The text of a tracepoint as a value that tells rows of a profile apart: a pointer, equal for
 * equal texts.
 */
#include <stdint.h>

#include "common/base/cleanup.h"

struct profile_sample;
struct session;
struct symbolizer;
struct trace_dim;

/* Both stay the caller's. The texts live as long as it does. */
struct trace_dim *trace_dim_new(struct session *session, struct symbolizer *symbolizer);
void trace_dim_free(struct trace_dim *t);
DEFINE_AUTO(struct trace_dim *, trace_dim_free);

/* A profile_dim_fn; s->dim_ctx is a trace_dim. "N/A" for what is no tracepoint, as in perf. */
uint64_t trace_dim(const struct profile_sample *s);
