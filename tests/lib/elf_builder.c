/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/lib/elf_builder.h"

#include <stdlib.h>
#include <string.h>

struct elf_builder elf_builder(uint16_t type, uint16_t machine)
{
	struct elf_builder b = { .type = type, .machine = machine };

	(void)vec_add(&b.sections); /* section 0 and symbol 0 mean "none" */
	(void)vec_add(&b.symbols);
	(void)vec_add(&b.dynamic_symbols);
	outbuf_char(&b.strings, '\0');
	outbuf_char(&b.section_names, '\0');
	return b;
}

static uint32_t add_text(struct outbuf *text, const char *s)
{
	uint32_t at = (uint32_t)text->len;

	outbuf_bytes(text, s, strlen(s) + 1);
	return at;
}

uint16_t elf_builder_section(struct elf_builder *b, const char *name, uint32_t type, uint64_t flags,
                             uint64_t addr, const void *bytes, size_t len)
{
	outbuf_fill(&b->bytes, '\0', -b->bytes.len & 7);
	vec_push(&b->sections, (Elf64_Shdr){
				       .sh_name = add_text(&b->section_names, name),
				       .sh_type = type,
				       .sh_flags = flags,
				       .sh_addr = addr,
				       .sh_offset = ELF_BUILDER_DATA + b->bytes.len,
				       .sh_size = len,
				       .sh_addralign = 8,
			       });
	if (type != SHT_NOBITS)
		outbuf_bytes(&b->bytes, bytes, len);
	return (uint16_t)(b->sections.len - 1);
}

void elf_builder_segment(struct elf_builder *b, uint32_t flags, uint64_t file_off, uint64_t svma,
                         uint64_t bytes)
{
	vec_push(&b->segments, (Elf64_Phdr){
				       .p_type = PT_LOAD,
				       .p_flags = flags,
				       .p_offset = file_off,
				       .p_vaddr = svma,
				       .p_filesz = bytes,
				       .p_memsz = bytes,
			       });
}

void elf_builder_symbol(struct elf_builder *b, const char *name, Elf64_Sym sym)
{
	sym.st_name = add_text(&b->strings, name);
	vec_push(&b->symbols, sym);
}

void elf_builder_dynamic_symbol(struct elf_builder *b, const char *name, Elf64_Sym sym)
{
	sym.st_name = add_text(&b->strings, name);
	vec_push(&b->dynamic_symbols, sym);
}

void elf_builder_build_id(struct elf_builder *b, const char *twenty_bytes)
{
	struct outbuf note = { 0 };

	outbuf_bytes(&note, "\4\0\0\0\24\0\0\0\3\0\0\0GNU", 16);
	outbuf_bytes(&note, twenty_bytes, 20);
	elf_builder_section(b, ".note.gnu.build-id", SHT_NOTE, SHF_ALLOC, 0, note.data, note.len);
	outbuf_done(&note);
}

static void add_symbol_section(struct elf_builder *b, const char *name, uint32_t type,
                               const Elf64_Sym *symbols, size_t nr)
{
	uint16_t index;

	if (nr < 2)
		return;
	/* The section of the names follows. */
	index = elf_builder_section(b, name, type, 0, 0, symbols, nr * sizeof(*symbols));
	b->sections.data[index].sh_entsize = sizeof(*symbols);
	b->sections.data[index].sh_link = index + 1u;
	elf_builder_section(b, ".strtab", SHT_STRTAB, 0, 0, b->strings.data, b->strings.len);
}

uint8_t *elf_builder_finish(struct elf_builder *b, size_t *ret_len)
{
	Elf64_Ehdr header = {
		.e_ident = { ELFMAG0, ELFMAG1, ELFMAG2, ELFMAG3, ELFCLASS64, ELFDATA2LSB,
		             EV_CURRENT },
		.e_type = b->type,
		.e_machine = b->machine,
		.e_version = EV_CURRENT,
		.e_ehsize = sizeof(header),
		.e_phoff = sizeof(header),
		.e_phentsize = sizeof(Elf64_Phdr),
		.e_shentsize = sizeof(Elf64_Shdr),
	};
	struct outbuf file = { 0 };

	add_symbol_section(b, ".symtab", SHT_SYMTAB, b->symbols.data, b->symbols.len);
	add_symbol_section(b, ".dynsym", SHT_DYNSYM, b->dynamic_symbols.data,
	                   b->dynamic_symbols.len);
	header.e_shstrndx = (uint16_t)b->sections.len;
	add_text(&b->section_names, ".shstrtab");
	elf_builder_section(b, ".shstrtab", SHT_STRTAB, 0, 0, b->section_names.data,
	                    b->section_names.len);
	outbuf_fill(&b->bytes, '\0', -b->bytes.len & 7);
	header.e_phnum = (uint16_t)b->segments.len;
	header.e_shnum = (uint16_t)b->sections.len;
	header.e_shoff = ELF_BUILDER_DATA + b->bytes.len;

	outbuf_bytes(&file, &header, sizeof(header));
	outbuf_bytes(&file, b->segments.data, b->segments.len * sizeof(Elf64_Phdr));
	outbuf_fill(&file, '\0', ELF_BUILDER_DATA - (unsigned)file.len);
	outbuf_bytes(&file, b->bytes.data, b->bytes.len);
	outbuf_bytes(&file, b->sections.data, b->sections.len * sizeof(Elf64_Shdr));

	vec_done(&b->sections);
	vec_done(&b->segments);
	vec_done(&b->symbols);
	vec_done(&b->dynamic_symbols);
	outbuf_done(&b->bytes);
	outbuf_done(&b->strings);
	outbuf_done(&b->section_names);
	*ret_len = file.len;
	return (uint8_t *)file.data;
}
