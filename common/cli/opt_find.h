/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * Which row of an option table a name on the command line stands for.
 */
#include <stdbool.h>

#include "common/base/str.h"

struct err;
struct opt_spec;

/* A row, and whether its contrary was named (--no-x, or --x of the option no-x). */
struct opt_match {
	const struct opt_spec *spec;
	bool unset;
};

/* The row with this short name, or NULL. */
const struct opt_spec *opt_find_short(const struct opt_spec *specs, char name);

/* The row with exactly this long name (or its contrary). False: none. */
bool opt_find_exact(const struct opt_spec *specs, struct str name, struct opt_match *ret);

/*
 * The row with this long name, or the only one whose name starts so.
 *
 * Errors: -EINVAL for a name that is unknown (the hint may tell the nearest) or ambiguous.
 */
int opt_find_long(const struct opt_spec *specs, struct str name, struct opt_match *ret,
                  struct err *err);
