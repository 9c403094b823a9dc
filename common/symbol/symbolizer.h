/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * Address -> name, for all DSOs of a session.
 *
 * Each DSO gets the table of the first symbolizer of the chain that has one: its ELF file or
 * debug file, the kernel's kallsyms (the recording's cached copy, or this machine's if it is the
 * same boot), /tmp/perf-PID.map, the vdso. Tables are loaded on first use, once, under a lock of
 * their own; look-ups are free of locks. Any thread may ask.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/base/cleanup.h"
#include "common/model/dso.h"

struct err;
struct model;
struct symbol;
struct symbolizer;
struct sysroot;

struct symbolizer_opts {
	const struct sysroot *sysroot;
	const char *symfs;       /* --symfs: all files are looked for below it; NULL: "" */
	const char *kallsyms;    /* --kallsyms FILE; NULL: found by build-id or live */
	const char *vmlinux;     /* -k FILE, or NULL */
	const char *buildid_dir; /* NULL: ~/.debug */
	bool no_demangle;        /* --no-demangle */
	bool ignore_vmlinux;
	bool offline; /* the file is of another machine: nothing live is asked */
};

/* The strings of opts are the caller's, and must live on. sysroot NULL: the real machine. */
struct symbolizer *symbolizer_new(const struct symbolizer_opts *opts);
void symbolizer_free(struct symbolizer *s);
DEFINE_AUTO(struct symbolizer *, symbolizer_free);

/*
 * The recording is of the kernel with this build-id: begin to read its symbols, in a thread of
 * its own, while the caller does something else. To be called once, before all look-ups.
 */
void symbolizer_preload_kernel(struct symbolizer *s, const struct build_id *id);

/*
 * The symbol at `dso_addr` (of mapping_dso_addr()), or NULL. *offset: distance from its start;
 * may be NULL. The symbol lives as long as the symbolizer.
 */
const struct symbol *symbolizer_find(struct symbolizer *s, const struct dso *dso, uint64_t dso_addr,
                                     uint64_t *offset);

/* The start of a symbol in the DSO's address space (symbols are kept in svmas). */
uint64_t symbolizer_dso_addr(struct symbolizer *s, const struct dso *dso, uint64_t svma);

/*
 * How it went for one DSO: what the user may need to hear. The strings live as long as the
 * symbolizer.
 */
struct symbolizer_status {
	bool asked; /* some address of it was looked up */
	bool has_symbols;
	bool build_id_mismatch; /* the file at its path is another one now */
	bool kernel_restricted; /* kallsyms without addresses (kptr_restrict) */
	bool map_file_missing;  /* JIT memory without a /tmp/perf-PID.map */
	const char *source;     /* path of the file that gave the symbols, or NULL */
	const char *reason;     /* why there are none, one sentence, or NULL */
	const char *mend;       /* what to do about it, or NULL */
};
struct symbolizer_status symbolizer_status(struct symbolizer *s, const struct dso *dso);
