/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * Where the parts of an ELF file are in memory (its PT_LOAD program headers), apart from the
 * file itself: kept after the file is closed.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct elf_segment {
	uint64_t file_off, file_bytes, svma;
	uint64_t bss_bytes; /* zeroes behind the file's bytes */
	bool executable;
};

/* Relocatable files (kernel modules) have no segments: svma is the file offset there. */
struct elf_layout {
	struct elf_segment *segments;
	size_t nr;
	bool identity;
};

/*
 * The svma of a file offset, an executable segment's where two have it; false: in none.
 * Offsets behind a segment's bytes that no other segment has are in its .bss: mappings have them.
 */
bool elf_layout_svma(const struct elf_layout *l, uint64_t file_off, uint64_t *ret_svma);
bool elf_layout_offset(const struct elf_layout *l, uint64_t svma, uint64_t *ret_file_off);

struct elf_layout elf_layout_copy(const struct elf_layout *l);
void elf_layout_done(struct elf_layout *l);
