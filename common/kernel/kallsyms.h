/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * What a recorder needs of /proc/kallsyms: where the kernel's text is. Symbol tables are built
 * elsewhere (common/symbol).
 *
 * The kernel makes that file anew for each reader, 60 ms for 120,000 symbols; hence the reading
 * stops as early as it can.
 */
#include <stdbool.h>
#include <stdint.h>

#include "common/base/str.h"

struct err;
struct sysroot;

struct kallsyms_facts {
	uint64_t text; /* address of `text_name`; 0: hidden by kptr_restrict, or not there */
	const char *text_name; /* "_text" or "_stext": the first that is there; static */
	uint64_t end; /* _edata, or _etext where the file has no data symbols; 0: neither */
};

/* One line: "ffffffff81000000 T _text". False: it is none. name and module are views. */
struct kallsyms_line {
	uint64_t addr;
	char type;
	struct str name, module; /* module: without the brackets, often empty */
};
bool kallsyms_line_parse(struct str line, struct kallsyms_line *ret);

/*
 * Call fn(ctx, line) for each line of /proc/kallsyms until it returns false.
 * Errors: open(2)'s and read(2)'s.
 */
typedef bool kallsyms_line_fn(void *ctx, const struct kallsyms_line *line);
int kallsyms_each(const struct sysroot *sr, kallsyms_line_fn *fn, void *ctx, struct err *err);

/* Errors: open(2)'s and read(2)'s of /proc/kallsyms. Hidden addresses are none. */
int kallsyms_facts_read(const struct sysroot *sr, struct kallsyms_facts *ret, struct err *err);
