/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * Which file a command reads: what -i says, or what perf takes without it.
 */
#include <stdbool.h>

struct err;

/*
 * *ret: `given` (of -i); without it "perf.data", or "-" where something is piped into stdin.
 *
 * force: -f. Errors: -EACCES for a file that belongs neither to root nor to this user, which may
 * be a trap for root; perf refuses it too.
 */
int input_path(const char *given, bool force, const char **ret, struct err *err);
