/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * Small ELF files in memory, for tests: a few sections, symbols and segments of the test's choice.
 */
#include <elf.h>
#include <stddef.h>
#include <stdint.h>

#include "common/base/outbuf.h"
#include "common/base/vec.h"

struct elf_builder {
	uint16_t type, machine;
	VEC(Elf64_Shdr) sections; /* offsets and names are filled in */
	VEC(Elf64_Phdr) segments;
	VEC(Elf64_Sym) symbols, dynamic_symbols;
	struct outbuf bytes;   /* what the sections hold, from file offset ELF_BUILDER_DATA on */
	struct outbuf strings; /* names of symbols */
	struct outbuf section_names;
};

#define ELF_BUILDER_DATA 0x1000

struct elf_builder elf_builder(uint16_t type, uint16_t machine);

/* Returns the index of the section. addr is its svma; its bytes get the next file offset. */
uint16_t elf_builder_section(struct elf_builder *b, const char *name, uint32_t type, uint64_t flags,
                             uint64_t addr, const void *bytes, size_t len);
void elf_builder_segment(struct elf_builder *b, uint32_t flags, uint64_t file_off, uint64_t svma,
                         uint64_t bytes);
void elf_builder_symbol(struct elf_builder *b, const char *name, Elf64_Sym sym);
void elf_builder_dynamic_symbol(struct elf_builder *b, const char *name, Elf64_Sym sym);
/* A .note.gnu.build-id with these 20 bytes. */
void elf_builder_build_id(struct elf_builder *b, const char *twenty_bytes);

/* The file, the caller's to free; the builder is empty afterwards. */
uint8_t *elf_builder_finish(struct elf_builder *b, size_t *ret_len);
