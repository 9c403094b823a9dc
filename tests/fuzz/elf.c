/* SPDX-License-Identifier: GPL-2.0-or-later */
/* ELF files: headers, symbols, PLT, the small symbol table within, and their names demangled. */
#include "tests/fuzz/lib/input.h"

#include <stdlib.h>

#include "common/base/err.h"
#include "common/base/mem.h"
#include "common/object/elf_file.h"
#include "common/object/symtab.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	AUTO(freep) void *image = xmemdup(bytes, len); /* aligned, and of this length */
	AUTO(elf_file_freep) struct elf_file *file = NULL;
	AUTO(symtab_builder_freep) struct symtab_builder *builder = NULL;
	AUTO(symtab_freep) struct symtab *table = NULL;
	struct err err = { 0 };
	uint32_t crc;

	if (elf_file_open_memory(image, len, "input", &file, &err) < 0)
		return 0;
	builder = symtab_builder_new();
	symtab_builder_set_demangle(builder, true);
	elf_file_debuglink(file, &crc);
	elf_file_add_symbols(file, builder, &err);
	elf_file_add_plt(file, builder, &err);
	elf_file_add_minidebug(file, builder, &err);
	table = symtab_build(builder);
	for (size_t i = 0; i < symtab_size(table) && i < 1000; i++)
		symtab_find(table, symtab_at(table, i)->start);
	return 0;
}
