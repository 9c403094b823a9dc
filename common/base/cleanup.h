/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * Scope-bound cleanup: a variable marked AUTO(fn) is handed to fn when it leaves its scope.
 *
 *	AUTO(ring_freep) struct ring *ring = NULL;
 *	...
 *	*ret = take(ring);
 */
#include <stddef.h>
#include <unistd.h>

/* The variable's address is given to `fn` at the end of its scope. */
#define AUTO(fn) __attribute__((cleanup(fn)))

/* Define fn##p(), the AUTO() form of fn(), for values of a pointer type. fn must accept NULL. */
#define DEFINE_AUTO(type, fn)                \
	static inline void fn##p(type *slot) \
	{                                    \
		fn(*slot);                   \
	}                                    \
	_Static_assert(sizeof(type) == sizeof(void *), "AUTO pointer")

/* The value of `slot`, which is left empty (NULL, or 0). */
#define take(slot)                                \
	({                                        \
		__typeof__(slot) taken_ = (slot); \
		(slot) = (__typeof__(slot)){ 0 }; \
		taken_;                           \
	})

/* Like take(), for a file descriptor: -1 is left behind. */
static inline int take_fd(int *fd)
{
	int taken = *fd;

	*fd = -1;
	return taken;
}

/* AUTO(fd_closep): close a file descriptor, -1 is fine. */
static inline void fd_closep(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}
