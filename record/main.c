/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "record/commands.h"

int main(int argc, char **argv)
{
	return program_main(record_commands, argc, argv);
}
