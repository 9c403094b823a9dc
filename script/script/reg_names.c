/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "script/script/reg_names.h"

#include <stddef.h>
#include <string.h>

static const char *const x86_names[] = {
	"AX",    "BX",    "CX",    "DX",    "SI",    "DI",    "BP",    "SP",    "IP",    "FLAGS",
	"CS",    "SS",    "DS",    "ES",    "FS",    "GS",    "R8",    "R9",    "R10",   "R11",
	"R12",   "R13",   "R14",   "R15",   NULL,    NULL,    NULL,    NULL,    NULL,    NULL,
	NULL,    NULL,    "XMM0",  "XMM0",  "XMM1",  "XMM1",  "XMM2",  "XMM2",  "XMM3",  "XMM3",
	"XMM4",  "XMM4",  "XMM5",  "XMM5",  "XMM6",  "XMM6",  "XMM7",  "XMM7",  "XMM8",  "XMM8",
	"XMM9",  "XMM9",  "XMM10", "XMM10", "XMM11", "XMM11", "XMM12", "XMM12", "XMM13", "XMM13",
	"XMM14", "XMM14", "XMM15", "XMM15",
};

static const char *const arm64_names[] = {
	"x0",  "x1",  "x2",  "x3",  "x4",  "x5",  "x6",  "x7",  "x8",  "x9",  "x10",
	"x11", "x12", "x13", "x14", "x15", "x16", "x17", "x18", "x19", "x20", "x21",
	"x22", "x23", "x24", "x25", "x26", "x27", "x28", "x29", "lr",  "sp",  "pc",
};

const char *reg_name(const char *arch, unsigned reg)
{
	const char *const *names = x86_names;
	size_t nr = sizeof(x86_names) / sizeof(x86_names[0]);

	if (arch && strcmp(arch, "aarch64") == 0) {
		names = arm64_names;
		nr = sizeof(arm64_names) / sizeof(arm64_names[0]);
	}
	return reg < nr && names[reg] ? names[reg] : "unknown";
}
