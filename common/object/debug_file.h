/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * Which file on disk has the symbols of a DSO: the search of separate debug files.
 *
 * Order: the build-id cache (~/.debug), /usr/lib/debug/.build-id, .gnu_debuglink beside the
 * file, in its .debug folder and below /usr/lib/debug (CRC checked), the file itself.
 */
#include <stdbool.h>
#include <stddef.h>

#include "common/object/build_id.h"

struct err;

struct debug_search {
	const char *root;	 /* --symfs, or the root of the process's mount namespace; "" */
	const char *buildid_dir; /* ~/.debug, or --buildid-dir; NULL: not searched */
};

/*
 * Paths to try for the symbols of `path`, best first. NULL-terminated array of strings, all the
 * caller's to free (debug_paths_free). wanted: the build-id the recording has (size 0: not
 * known); a file whose own build-id differs is not listed, and *mismatch says so.
 */
int debug_paths(const struct debug_search *search, const char *path, const struct build_id *wanted,
		char ***ret, bool *mismatch, struct err *err);
void debug_paths_free(char **paths);

/* The folder of the build-id cache: $HOME/.debug, or buildid.dir of the config. New string. */
char *buildid_cache_dir(void);
