/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "record/record/regs.h"

#include <errno.h>
#include <stddef.h>

#include "common/base/err.h"
#include "common/base/outbuf.h"
#include "common/base/str.h"

static const struct {
	const char *name;
	unsigned bit;
} regs[] = {
#if defined(__x86_64__)
	{ "AX", PERF_REG_X86_AX },
	{ "BX", PERF_REG_X86_BX },
	{ "CX", PERF_REG_X86_CX },
	{ "DX", PERF_REG_X86_DX },
	{ "SI", PERF_REG_X86_SI },
	{ "DI", PERF_REG_X86_DI },
	{ "BP", PERF_REG_X86_BP },
	{ "SP", PERF_REG_X86_SP },
	{ "IP", PERF_REG_X86_IP },
	{ "FLAGS", PERF_REG_X86_FLAGS },
	{ "CS", PERF_REG_X86_CS },
	{ "SS", PERF_REG_X86_SS },
	{ "R8", PERF_REG_X86_R8 },
	{ "R9", PERF_REG_X86_R9 },
	{ "R10", PERF_REG_X86_R10 },
	{ "R11", PERF_REG_X86_R11 },
	{ "R12", PERF_REG_X86_R12 },
	{ "R13", PERF_REG_X86_R13 },
	{ "R14", PERF_REG_X86_R14 },
	{ "R15", PERF_REG_X86_R15 },
#elif defined(__aarch64__)
	{ "X0", 0 },   { "X1", 1 },   { "X2", 2 },   { "X3", 3 },   { "X4", 4 },   { "X5", 5 },
	{ "X6", 6 },   { "X7", 7 },   { "X8", 8 },   { "X9", 9 },   { "X10", 10 }, { "X11", 11 },
	{ "X12", 12 }, { "X13", 13 }, { "X14", 14 }, { "X15", 15 }, { "X16", 16 }, { "X17", 17 },
	{ "X18", 18 }, { "X19", 19 }, { "X20", 20 }, { "X21", 21 }, { "X22", 22 }, { "X23", 23 },
	{ "X24", 24 }, { "X25", 25 }, { "X26", 26 }, { "X27", 27 }, { "X28", 28 }, { "X29", 29 },
	{ "LR", 30 },  { "SP", 31 },  { "PC", 32 },
#endif
	{ NULL, 0 },
};

int regs_parse(const char *names, uint64_t *ret_mask, struct err *err)
{
	struct str rest = str_of(names), name;
	uint64_t mask = 0;

	while (str_split(&rest, ',', &name)) {
		size_t i = 0;

		while (regs[i].name && (strlen(regs[i].name) != name.len ||
		                        strncasecmp(regs[i].name, name.s, name.len) != 0))
			i++;
		if (!regs[i].name) {
			err_set(err, EINVAL, "unknown register '%.*s'", STR_ARG(name));
			return err_hint(err, "'prof record --user-regs=?' lists the names");
		}
		mask |= UINT64_C(1) << regs[i].bit;
	}
	*ret_mask = mask;
	return 0;
}

void regs_print(struct outbuf *out)
{
	outbuf_str(out, "available registers: ");
	for (size_t i = 0; regs[i].name; i++) {
		outbuf_str(out, regs[i].name);
		outbuf_char(out, ' ');
	}
	outbuf_char(out, '\n');
}
