/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * The user's config file: defaults for the options of each command.
 *
 *	# comment
 *	[record]
 *		freq = 99
 *		all-cpus
 *		output = "with # and \"quotes\""
 *
 * A section is a command, a key the long name of one of its options. The file is $PROF_CONFIG,
 * else $XDG_CONFIG_HOME/prof/config, ~/.config/prof/config or ~/.profconfig: the first that
 * exists.
 */
#include <stddef.h>

#include "common/base/cleanup.h"

struct config;
struct err;

struct config_entry {
	const char *section, *name;
	const char *value; /* NULL: the key stands alone */
	unsigned line;     /* in the file, from 1 */
};

/*
 * Read the user's file; without one *ret holds no entries.
 *
 * *ret: the caller's to free; what the entries point to lives as long. Errors: read(2)'s, and
 * -EINVAL with file and line for what cannot be parsed.
 */
int config_load(struct config **ret, struct err *err);

/* The same for text that is at hand; `path` is what errors call it. */
int config_parse(const char *path, const char *text, struct config **ret, struct err *err);

void config_free(struct config *c);
DEFINE_AUTO(struct config *, config_free);

/* The next entry of a section, in the file's order: *at starts as 0; NULL at the end. */
const struct config_entry *config_next(const struct config *c, const char *section, size_t *at);

/* The file's name, for errors. */
const char *config_path(const struct config *c);

/* Why the file was not read although it exists, as a sentence; NULL: it was. */
const char *config_refusal(const struct config *c);
