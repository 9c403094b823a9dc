/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * --switch-output-event: an event that is not recorded, but starts the next file when it happens
 * anywhere on the machine.
 */
#include <stdbool.h>

#include "common/base/vec.h"

struct err;
struct machine_facts;
struct ring;

struct trigger {
	VEC(struct ring *) rings; /* one per event and cpu */
};

/* text: as of -e. Errors: of the parser and of opening. */
int trigger_open(const char *text, const struct machine_facts *facts, struct trigger *ret,
                 struct err *err);

/* Has it happened since the last call? */
bool trigger_take(struct trigger *t);
void trigger_done(struct trigger *t);
