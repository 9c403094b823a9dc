/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * Names of the registers that a sample can hold (asm/perf_regs.h of this architecture).
 */
#include <asm/perf_regs.h>
#include <stdint.h>

struct err;
struct outbuf;

#if defined(__x86_64__)
/* All of them but the segment registers that the kernel refuses. */
#define REGS_ALL                                                             \
	(((UINT64_C(1) << PERF_REG_X86_64_MAX) - 1) &                        \
	 ~(UINT64_C(1) << PERF_REG_X86_DS | UINT64_C(1) << PERF_REG_X86_ES | \
	   UINT64_C(1) << PERF_REG_X86_FS | UINT64_C(1) << PERF_REG_X86_GS))
#elif defined(__aarch64__)
#define REGS_ALL ((UINT64_C(1) << PERF_REG_ARM64_MAX) - 1)
#else
#define REGS_ALL UINT64_C(0)
#endif

#define REGS_DEFAULT REGS_ALL

/* "ax,bx": a mask of their bits. Errors: -EINVAL with the name. */
int regs_parse(const char *names, uint64_t *ret_mask, struct err *err);

/* "available registers: AX BX ...", as one line. */
void regs_print(struct outbuf *out);
