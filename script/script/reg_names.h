/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * The registers of PERF_SAMPLE_REGS_* by name, as perf spells them.
 *
 * Source: arch/x86/include/uapi/asm/perf_regs.h and its arm64 sibling, Linux 6.1.
 */

/* arch: as the file's header has it ("x86_64"); NULL is this machine. "unknown" for others. */
const char *reg_name(const char *arch, unsigned reg);
