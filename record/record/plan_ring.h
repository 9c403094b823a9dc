/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * How large the rings are: as large as what is expected in a second, within what the kernel
 * lets this user lock. Pure.
 */
struct err;
struct plan;
struct plan_input;

/* Set plan->ring_pages. Errors: -EINVAL for a -m that is no sane size. */
int plan_ring_size(const struct plan_input *in, struct plan *plan, struct err *err);
