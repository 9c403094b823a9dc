/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * The text of -h. Layout as perf 6.1 prints it: options by their letter, then by name, help from
 * column 26.
 */
#include "common/base/str.h"

struct command;
struct opt_spec;
struct outbuf;

/* "\n Usage: prof NAME ...\n", with one "or:" line for each further line of command->usage. */
void usage_heading(const struct command *command, struct outbuf *out);

/* The lines of one option. */
void usage_option(const struct opt_spec *spec, struct outbuf *out);

/*
 * The lines of all options but the hidden ones, in order.
 *
 * word: only those that hold it in their name, argument or help; empty: all. A word of one
 * letter is a short name.
 */
void usage_options(const struct opt_spec *specs, struct str word, struct outbuf *out);
