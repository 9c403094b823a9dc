/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * Build-ids of the binaries that samples fell into, for the header, and what of them is kept in
 * the build-id cache (~/.debug): the kernel's symbols and the vdso, which have no file of their
 * own, and with --buildid-cache the ELF files too.
 */
#include <stdbool.h>

struct arena;
struct features;
struct hits;

struct buildid_opts {
	bool all;      /* of all binaries that were mapped */
	bool cache;    /* keep what has no file */
	bool kallsyms; /* this process sees the kernel's addresses, so they are worth keeping */
	bool copy_elf; /* and what has */
};

/* Fill features->build_ids. What cannot be read is left out: a binary without an id has none. */
void buildids_add(const struct hits *hits, const struct buildid_opts *opts, struct arena *arena,
                  struct features *features);
