/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * The run of `prof script`: from options to text on stdout.
 */

struct err;
struct script_opts;

/* The exit status, or a negative errno with *err filled. opts: fields and times are completed. */
int script_run(struct script_opts *opts, struct err *err);
