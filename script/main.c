/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stddef.h>

#include "common/cli/command.h"
#include "script/commands.h"

static const struct command *const commands[] = {
#define COMMAND(name, entry) &entry,
#include "script/commands.def"
#undef COMMAND
	NULL,
};

int main(int argc, char **argv)
{
	return program_main(commands, argc, argv);
}
