/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * Leaving the events behind, where closing them takes long.
 */
struct opener;

/*
 * The last close of each tracepoint waits in the kernel until no cpu can be inside of it: some
 * 40 ms each, half a minute for syscalls:*. A child of its own does that waiting, with nothing
 * else open, while the user has the prompt back. The events are off by then.
 *
 * Does nothing where no event is slow to close.
 */
void leave_events(const struct opener *o);
