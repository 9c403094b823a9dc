/* SPDX-License-Identifier: GPL-2.0-or-later */
/* /tmp/perf-PID.map. */
#include "tests/fuzz/lib/input.h"

#include "common/object/symtab.h"
#include "common/symbol/perf_map.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	size_t nr_bad = 0;
	AUTO(symtab_freep) struct symtab *t = perf_map_parse((const char *)bytes, len, &nr_bad);

	for (uint64_t addr = 0; addr < 64; addr++)
		symtab_find(t, addr * 16);
	return 0;
}
