/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * The option tables as text, for the build (completion) and the tests (manual pages).
 *
 * One line a command and an option, fields divided by tabs, "-" for none:
 *	command NAME SUMMARY
 *	option NAME -x --long-name ARG FLAGS HELP
 * FLAGS: "optional" (argument), "hidden", "negatable", with commas between. HELP: its first line.
 */
struct command;
struct outbuf;

void describe_command(const struct command *command, struct outbuf *out);

/* Long names with their dashes and blanks between: what `perf CMD --list-opts` prints. */
void describe_long_names(const struct command *command, struct outbuf *out);
