/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * A DSO: a thing with code that was mapped - a program, a library, the kernel, a module, the
 * vdso, JIT memory - as the recording names it.
 */
#include <stdbool.h>
#include <stdint.h>

#include "common/object/build_id.h"

enum dso_kind {
	DSO_FILE,     /* a file, by its path */
	DSO_KERNEL,   /* [kernel.kallsyms] */
	DSO_MODULE,   /* a kernel module: "[xfs]", or its path */
	DSO_VDSO,     /* [vdso], [vdso32], [vdsox32] */
	DSO_VSYSCALL, /* [vsyscall] */
	DSO_JIT,      /* anonymous executable memory: names come from /tmp/perf-PID.map */
	DSO_ANON,     /* [heap], [stack], other memory without a file */
	DSO_BPF,      /* one JITed BPF program: a KSYMBOL record */
	DSO_UNKNOWN,
};

struct dso {
	uint32_t id; /* index in the model, in the order of first sight */
	enum dso_kind kind;
	const char *name; /* long name, as perf prints it: a path, "[vdso]", "/tmp/perf-7.map" */
	const char *short_name; /* base name of a path */
	uint32_t pid;           /* DSO_JIT: whose map file; else 0 */
	uint32_t maj, min;      /* device and inode of the mapped file, 0: not known */
	uint64_t ino;
	struct build_id build_id; /* size 0: not known */
	uint32_t seen_pid;        /* of a file: a process that mapped it; 0: not known */

	/*
	 * DSO_KERNEL: where `base_symbol` ("_text") was in the recording, which tells how far its
	 * addresses are from those of a table of symbols (KASLR). DSO_MODULE: where it was
	 * loaded. Else 0, NULL.
	 */
	uint64_t base;
	const char *base_symbol;
	const struct dso *kernel; /* DSO_MODULE: the kernel it was loaded into, or NULL */
};
