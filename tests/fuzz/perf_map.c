/* SPDX-License-Identifier: GPL-2.0-or-later */
/* /tmp/perf-PID.map, which any process writes as it likes; and demangling of its names. */
#include "tests/fuzz/lib/input.h"

#include <stdlib.h>

#include "common/object/demangle.h"
#include "common/object/symtab.h"
#include "common/symbol/perf_map.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	size_t nr_bad;
	AUTO(symtab_freep) struct symtab *t = perf_map_parse((const char *)bytes, len, &nr_bad);

	for (size_t i = 0; i < symtab_size(t); i++) {
		const struct symbol *symbol = symtab_at(t, i);
		free(demangle(symbol->name));
		(void)symtab_find(t, symbol->end);
	}
	return 0;
}
