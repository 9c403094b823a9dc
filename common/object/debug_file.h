/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * Which files on disk have the code and the symbols of a DSO.
 *
 * The order is that of perf 6.1: .gnu_debuglink (beside the file, in .debug, below
 * /usr/lib/debug), the build-id cache (~/.debug), /usr/lib/debug/PATH.debug and PATH,
 * /usr/lib/debug/.build-id, the file itself, .debug beside it. The first with a .symtab is taken.
 * A file with another build-id than the wanted one is never taken.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/base/cleanup.h"
#include "common/object/build_id.h"

struct elf_file;
struct err;

struct debug_search {
	const char *root;        /* --symfs, or the root of the process's mount namespace; "" */
	const char *buildid_dir; /* ~/.debug, or --buildid-dir; NULL: not searched */
};

struct debug_files {
	struct elf_file *runtime; /* has code and segments; NULL: only symbols were found */
	struct elf_file *symbols; /* has .symtab; NULL: there is none */
	bool mismatch;            /* the file at the path is there, with another build-id */
};

/*
 * wanted: the build-id the recording has; size 0: not known, the file's own is used.
 * ret: the files are the caller's to free, by debug_files_done(); it is filled on errors too.
 * Errors: -ENOENT: no file; -ESTALE: only files with another build-id; else why the file at the
 * path cannot be read.
 */
int debug_files_open(const struct debug_search *search, const char *path,
                     const struct build_id *wanted, struct debug_files *ret, struct err *err);
void debug_files_done(struct debug_files *files);

/* The path of a build-id in a cache: DIR/.build-id/ab/cdef.../NAME. New string. */
char *buildid_cache_path(const char *dir, const struct build_id *id, const char *name);

/*
 * The folder of the build-id cache: $PERF_BUILDID_DIR, else $HOME/.debug. New string; NULL:
 * neither is set.
 */
char *buildid_cache_dir(void);
