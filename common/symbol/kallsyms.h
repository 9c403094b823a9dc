/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * The kernel's table of its own symbols: lines "ffffffff81000000 T _text", those of modules end
 * in "\t[module]" (proc_pid_kallsyms, kernel/kallsyms.c of Linux 6.1 s_show()).
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/base/vec.h"

struct err;
struct symtab;

/* Where the symbols of a module are: both ends are starts of symbols. */
struct kallsyms_module {
	char *name; /* "xfs", without brackets */
	uint64_t first, last;
};

struct kallsyms {
	struct symtab *symtab; /* code and data; addresses are those of the file */
	VEC(struct kallsyms_module) modules;
	bool restricted;     /* there are names, but all addresses are 0 (kptr_restrict) */
	size_t nr_bad_lines; /* not of the form above; skipped */
};

/*
 * Read a file of that form, at most max_bytes of it. A regular file stays mapped: names are read
 * from it when they are asked for.
 *
 * What is no line of kallsyms is counted. *ret: to be ended by kallsyms_done(); untouched on
 * error. Errors: open(2)'s and read(2)'s; -EFBIG.
 */
int kallsyms_read(const char *path, size_t max_bytes, struct kallsyms *ret, struct err *err);

/* The same from memory, which is copied. Never fails. */
struct kallsyms kallsyms_parse(const char *text, size_t len);
void kallsyms_done(struct kallsyms *k);

/* Does the file have this module's symbols at about this address, where it was loaded? */
bool kallsyms_has_module(const struct kallsyms *k, const char *name, uint64_t loaded_at);
