/* SPDX-License-Identifier: GPL-2.0-or-later */
/* ELF files: headers, symbols, PLT, .gnu_debugdata; look-ups in what came of it. */
#include "tests/fuzz/lib/input.h"

#include "common/object/elf_file.h"
#include "common/object/symtab.h"

#define NR_LOOKUPS 64

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	AUTO(symtab_builder_freep) struct symtab_builder *b = symtab_builder_new();
	AUTO(elf_file_freep) struct elf_file *f = NULL;
	AUTO(symtab_freep) struct symtab *t = NULL;
	uint64_t svma, file_off;

	if (elf_file_open_memory(bytes, len, "input", &f, NULL) < 0)
		return 0;
	symtab_builder_set_demangle(b, true);
	(void)elf_file_add_symbols(f, b, NULL);
	(void)elf_file_add_minidebug(f, b, NULL);
	elf_file_add_plt(f, b);
	t = symtab_build(b);

	for (size_t i = 0; i < symtab_size(t) && i < NR_LOOKUPS; i++) {
		const struct symbol *symbol = symtab_at(t, i);

		(void)symtab_find(t, symbol->end);
		if (elf_layout_offset(elf_file_layout(f), symbol->start, &file_off))
			(void)elf_layout_svma(elf_file_layout(f), file_off, &svma);
	}
	(void)symtab_find(t, UINT64_MAX);
	return 0;
}
