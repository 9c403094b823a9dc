/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Branch stacks: brstack, brstacksym, brstackoff. Bits: struct perf_branch_entry, Linux 6.1. */
#include "common/model/mapping.h"
#include "common/model/dso.h"
#include "common/model/space.h"
#include "common/object/symtab.h"
#include "script/script/frame_cache.h"
#include "script/script/print.h"

#define BRANCH_MISPREDICTED (UINT64_C(1) << 0)
#define BRANCH_PREDICTED    (UINT64_C(1) << 1)
#define BRANCH_IN_TX        (UINT64_C(1) << 2)
#define BRANCH_ABORT        (UINT64_C(1) << 3)

static const char *const branch_types[16] = {
	"",       "COND",      "UNCOND",   "IND",  "CALL", "IND_CALL", "RET",   "SYSCALL",
	"SYSRET", "COND_CALL", "COND_RET", "ERET", "IRQ",  "SERROR",   "NO_TX", NULL,
};
/* Where the type says that another field holds it. */
static const char *const new_branch_types[16] = {
	"FAULT_ALGN", "FAULT_DATA", "FAULT_INST", "ARCH_1", "ARCH_2", "ARCH_3", "ARCH_4", "ARCH_5",
};

const char *branch_type_name(uint64_t flags)
{
	const char *name = branch_types[flags >> 20 & 15];

	if (!name)
		name = new_branch_types[flags >> 26 & 15];
	return name ? name : "(null)";
}

static char prediction(uint64_t flags)
{
	if (!(flags & (BRANCH_MISPREDICTED | BRANCH_PREDICTED)))
		return '-';
	return flags & BRANCH_PREDICTED ? 'P' : 'M';
}

static void print_flags(struct outbuf *out, uint64_t flags)
{
	const char text[] = {
		'/', prediction(flags),
		'/', flags & BRANCH_IN_TX ? 'X' : '-',
		'/', flags & BRANCH_ABORT ? 'A' : '-',
		'/',
	};

	outbuf_bytes(out, text, sizeof(text));
	outbuf_u64(out, flags >> 4 & 0xffff, 0);
	outbuf_char(out, '/');
	outbuf_str(out, branch_type_name(flags));
	outbuf_char(out, ' ');
}

/* An end of a branch: kernel addresses are those of the upper half. */
static struct location branch_end(struct worker *w, const struct item *it, uint64_t addr)
{
	return locate(w, it, addr >> 63 ? PERF_RECORD_MISC_KERNEL : PERF_RECORD_MISC_USER, addr);
}

enum end_style { END_ADDR, END_SYM, END_OFFSET };

static void print_end(struct worker *w, const struct item *it, uint64_t addr, enum end_style style)
{
	struct location loc = { .addr = addr };

	if (style != END_ADDR || it->plan->fields & FIELD_BIT(FIELD_DSO))
		loc = branch_end(w, it, addr);
	if (style == END_SYM) {
		outbuf_str(w->out, loc.symbol ? loc.symbol->name : "[unknown]");
		if (loc.symbol) {
			outbuf_str(w->out, "+0x");
			outbuf_hex(w->out, loc.offset, 0);
		}
	} else {
		if (style == END_OFFSET && loc.mapping)
			addr = mapping_dso_addr(loc.mapping, addr);
		outbuf_str(w->out, "0x");
		outbuf_hex(w->out, addr, 0);
	}
	if (it->plan->fields & FIELD_BIT(FIELD_DSO)) {
		outbuf_char(w->out, '(');
		outbuf_str(w->out, location_dso_name(&loc));
		outbuf_char(w->out, ')');
	}
}

/* Of the three only the first that is asked for is shown. */
void print_brstack(struct worker *w, const struct item *it)
{
	uint64_t fields = it->plan->fields;
	enum end_style style = END_OFFSET;

	if (fields & FIELD_BIT(FIELD_BRSTACK))
		style = END_ADDR;
	else if (fields & FIELD_BIT(FIELD_BRSTACKSYM))
		style = END_SYM;
	for (uint64_t i = 0; i < it->sample->nr_branches; i++) {
		const struct sample_branch *b = &it->sample->branches[i];

		if (style != END_SYM)
			outbuf_char(w->out, ' ');
		print_end(w, it, b->from, style);
		outbuf_char(w->out, '/');
		print_end(w, it, b->to, style);
		print_flags(w->out, b->flags);
	}
}
