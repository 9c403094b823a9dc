/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * The letters behind an event: "cycles:upp". See perf-list(1), EVENT MODIFIERS.
 */
#include <stdbool.h>

#include "common/base/str.h"

struct event;

/* Are these letters modifiers, all of them? Repeated ones too: modifiers_apply() refuses those. */
bool modifiers_are(struct str letters);

/*
 * Apply them to an event. `group`: they stand behind its group, and add to its own.
 *
 * False: a letter is repeated, or more than three p.
 */
bool modifiers_apply(struct event *event, struct str letters, bool group);

/* What waits until all modifiers are known: :P stands for the highest precision. */
void modifiers_finish(struct event *event);
