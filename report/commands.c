/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/commands.h"

#include <stddef.h>

const struct command *const report_commands[] = {
#define COMMAND(name, entry) &entry,
#include "report/commands.def"
#undef COMMAND
	NULL,
};
