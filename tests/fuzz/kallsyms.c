/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The text of /proc/kallsyms, or of what somebody gives as one. */
#include "tests/fuzz/lib/input.h"

#include <string.h>

#include "common/base/mem.h"
#include "common/object/symtab.h"
#include "common/symbol/kallsyms.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct kallsyms k = kallsyms_parse((const char *)bytes, len);

	for (size_t i = 0; i < symtab_size(k.symtab); i++)
		(void)symtab_find(k.symtab, symtab_at(k.symtab, i)->end);
	(void)kallsyms_has_module(&k, "xfs", 0xffffffffc0000000);
	(void)symtab_find_name(k.symtab, "_text");
	kallsyms_done(&k);
	return 0;
}
