/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stddef.h>

#include "common/cli/command.h"
#include "report/commands.h"

static const struct command *const commands[] = {
#define COMMAND(name, entry) &entry,
#include "report/commands.def"
#undef COMMAND
	NULL,
};

int main(int argc, char **argv)
{
	return program_main(commands, argc, argv);
}
