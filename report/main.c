/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/commands.h"

int main(int argc, char **argv)
{
	return program_main(report_commands, argc, argv);
}
