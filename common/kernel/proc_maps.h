/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * The lines of /proc/PID/maps. Source: proc(5).
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/base/str.h"

struct proc_map {
	uint64_t start, end; /* avma, end is the first byte behind */
	uint64_t pgoff, ino;
	uint32_t prot, flags; /* PROT_*; MAP_SHARED or MAP_PRIVATE */
	uint32_t maj, min;
	struct str path; /* a view of the line, as the kernel writes it; empty: anonymous */
};

/* One line without its newline. False: it is none; *ret is untouched. */
bool proc_map_parse(struct str line, struct proc_map *ret);
