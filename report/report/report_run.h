/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * A report from the file to the text on stdout.
 */
struct err;
struct report_opts;

/* Warnings are printed on stderr, behind all else. Errors: the reader's, and those of options. */
int report_run(struct report_opts *opts, struct err *err);
