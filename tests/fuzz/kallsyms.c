/* SPDX-License-Identifier: GPL-2.0-or-later */
/* /proc/kallsyms, as a file from elsewhere. */
#include "tests/fuzz/lib/input.h"

#include "common/base/mem.h"
#include "common/object/symtab.h"
#include "common/symbol/kallsyms.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	char *text = xmalloc(len + 1);
	struct kallsyms k;

	memcpy(text, bytes, len);
	text[len] = '\0';
	k = kallsyms_parse(text, len);
	for (uint64_t addr = 0; addr < 64; addr++)
		symtab_find(k.symtab, 0xffffffff81000000 + addr * 4096);
	kallsyms_has_module(&k, "xfs", 0xffffffffc0000000);
	kallsyms_done(&k);
	return 0;
}
