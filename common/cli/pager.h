/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * Long output page by page: $PROF_PAGER, $PERF_PAGER, $PAGER or less, where stdout is a terminal.
 */

/* What pager_start() made of this process. */
enum pager_role {
	PAGER_NONE,   /* no pager: go on as before */
	PAGER_WRITER, /* a new process, whose stdout is the pager: go on, and exit */
	PAGER_WAITER, /* the first process; both others have ended: exit with *ret_status */
};

/*
 * Put a pager behind stdout.
 *
 * The command runs in a new process and the first one waits, so that the shell waits too when
 * ^C ends the command but not the pager.
 */
enum pager_role pager_start(int *ret_status);
