/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "script/commands.h"

int main(int argc, char **argv)
{
	return program_main(script_commands, argc, argv);
}
