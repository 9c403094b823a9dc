/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Registers: iregs and uregs. */
#include "common/base/str.h"
#include "script/script/print.h"
#include "script/script/reg_names.h"

static void print_regs(struct worker *w, const struct sample_regs *regs)
{
	unsigned i = 0;

	if (!regs->values)
		return;
	outbuf_str(w->out, " ABI:");
	outbuf_u64(w->out, regs->abi, 0);
	outbuf_char(w->out, ' ');
	for (unsigned reg = 0; reg < 64; reg++) {
		if (!(regs->mask >> reg & 1))
			continue;
		outbuf_right(w->out, str_of(reg_name(w->printer->arch, reg)), 5);
		outbuf_str(w->out, ":0x");
		outbuf_hex(w->out, regs->values[i++], 0);
		outbuf_char(w->out, ' ');
	}
}

void print_iregs(struct worker *w, const struct item *it)
{
	print_regs(w, &it->sample->intr_regs);
}

void print_uregs(struct worker *w, const struct item *it)
{
	print_regs(w, &it->sample->user_regs);
}
