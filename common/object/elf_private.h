/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * The inside of a struct elf_file, for the elf_*.c here.
 */
#include <gelf.h>
#include <stdbool.h>

#include "common/object/elf_file.h"

struct elf_file {
	char *name;
	int fd; /* -1: in memory */
	uint64_t file_bytes;
	Elf *elf;
	GElf_Ehdr header;
	size_t shstrndx;
	struct elf_layout layout;
	struct build_id build_id;
	char *debuglink;
	uint32_t debuglink_crc;
	Elf_Scn *symtab, *dynsym, *minidebug;
	bool has_debuginfo, has_code;
};

/* The name of a section, "" if it has no good one. */
const char *elf_section_name(const struct elf_file *f, const GElf_Shdr *header);

/*
 * The bytes of a section as they are in the file, NULL where it has none. They live as long as
 * the file.
 */
const uint8_t *elf_section_bytes(Elf_Scn *section, size_t *ret_len);

/*
 * A copy of them with a NUL behind, read once; NULL where there are none. The caller's to free.
 */
char *elf_section_copy(const struct elf_file *f, Elf_Scn *section, size_t *ret_len);
