/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "script/commands.h"

#include <stddef.h>

const struct command *const script_commands[] = {
#define COMMAND(name, entry) &entry,
#include "script/commands.def"
#undef COMMAND
	NULL,
};
