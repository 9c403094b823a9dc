/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * What to try instead of an event that the kernel refuses. Pure.
 */
#include <stdbool.h>

struct arena;
struct machine_facts;
struct plan_event;

enum fallback {
	FALLBACK_NONE,
	FALLBACK_LESS_PRECISE, /* precise_ip one lower */
	FALLBACK_CPU_CLOCK,    /* cycles on a machine that cannot count them */
	FALLBACK_USER_ONLY,    /* the kernel is not this user's to look at */
};

/*
 * Change `pe` to what may be tried next. error: the positive errno of the open that failed.
 * A new name is allocated from `arena`.
 */
enum fallback fallback_next(int error, struct plan_event *pe, const struct machine_facts *facts,
                            struct arena *arena);
