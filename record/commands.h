/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * The commands of prof-record.
 */
#include "common/cli/command.h"

#define COMMAND(name, entry) extern const struct command entry;
#include "record/commands.def"
#undef COMMAND

/* All of them, NULL at the end. */
extern const struct command *const record_commands[];
