/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * What -v shows: lines for the person who looks into the program, on stderr.
 *
 * Facts that every user needs are not log lines: they are returned to the command, which prints
 * them once.
 */

/* 0: silent (the default); 1: -v; 2: -vv ... Set once, by main, before threads start. */
void log_set_level(int level);
int log_level(void);

/* Print one line at -v and above; the newline is added. */
void log_debug(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
