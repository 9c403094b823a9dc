/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "record/commands.h"

#include <stddef.h>

const struct command *const record_commands[] = {
#define COMMAND(name, entry) &entry,
#include "record/commands.def"
#undef COMMAND
	NULL,
};
