/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * Address spaces: avma (in a process), file offset, svma (in the ELF file). Only the functions
 * here and elf_file_svma() go from one to another.
 */
#include <stdint.h>

struct dso;

/* A piece of a process's address space, for a piece of time. Immutable. */
struct mapping {
	uint64_t start, end; /* avma */
	uint64_t pgoff;      /* file offset of start; of the kernel: its avma */
	const struct dso *dso;
	uint32_t prot, flags;
};

/*
 * Where `avma` is in the DSO: a file offset; of a BPF program or module the distance from its
 * start; of the kernel, JIT and anonymous memory the avma.
 */
uint64_t mapping_dso_addr(const struct mapping *m, uint64_t avma);
uint64_t mapping_avma(const struct mapping *m, uint64_t dso_addr);
