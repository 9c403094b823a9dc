/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "script/script/dump_sample.h"

#include <inttypes.h>

#include "script/script/print.h"
#include "script/script/reg_names.h"

static void dump_chain(const struct sample *s, struct outbuf *out)
{
	if (!(s->format->sample_type & PERF_SAMPLE_CALLCHAIN))
		return;
	outbuf_printf(out, "... FP chain: nr:%" PRIu64 "\n", s->nr_callchain);
	for (uint64_t i = 0; i < s->nr_callchain; i++)
		outbuf_printf(out, "..... %2" PRIu64 ": %016" PRIx64 "\n", i, s->callchain[i]);
}

static void dump_branches(const struct sample *s, struct outbuf *out)
{
	if (!(s->format->sample_type & PERF_SAMPLE_BRANCH_STACK))
		return;
	outbuf_printf(out, "... branch stack: nr:%" PRIu64 "\n", s->nr_branches);
	for (uint64_t i = 0; i < s->nr_branches; i++) {
		const struct sample_branch *b = &s->branches[i];

		outbuf_printf(out,
		              "..... %2" PRIu64 ": %016" PRIx64 " -> %016" PRIx64
		              " %hu cycles %s%s%s%s %x %s\n",
		              i, b->from, b->to, (unsigned short)(b->flags >> 4),
		              b->flags & 1 ? "M" : " ", b->flags & 2 ? "P" : " ",
		              b->flags & 8 ? "A" : " ", b->flags & 4 ? "T" : " ",
		              (unsigned)(b->flags >> 33), branch_type_name(b->flags));
	}
}

static void dump_regs(struct worker *w, const char *kind, const struct sample_regs *regs)
{
	static const char *const abis[] = { "none", "32-bit", "64-bit" };
	unsigned i = 0;

	if (!regs->values)
		return;
	outbuf_printf(w->out, "... %s regs: mask 0x%" PRIx64 " ABI %s\n", kind, regs->mask,
	              regs->abi < 3 ? abis[regs->abi] : "unknown");
	for (unsigned reg = 0; reg < 64; reg++)
		if (regs->mask >> reg & 1)
			outbuf_printf(w->out, ".... %-5s 0x%016" PRIx64 "\n",
			              reg_name(w->printer->arch, reg), regs->values[i++]);
}

static void dump_memory(const struct sample *s, struct outbuf *out)
{
	uint64_t has = s->format->sample_type;

	if (has & (PERF_SAMPLE_WEIGHT | PERF_SAMPLE_WEIGHT_STRUCT)) {
		outbuf_printf(out, "... weight: %" PRIu64, s->weight);
		if (has & PERF_SAMPLE_WEIGHT_STRUCT)
			outbuf_printf(out, ",0x%" PRIx16 ",0x%" PRIx16, s->ins_lat, s->p_stage_cyc);
		outbuf_char(out, '\n');
	}
	if (has & PERF_SAMPLE_DATA_SRC)
		outbuf_printf(out, " . data_src: 0x%" PRIx64 "\n", s->data_src);
	if (has & PERF_SAMPLE_PHYS_ADDR)
		outbuf_printf(out, " .. phys_addr: 0x%" PRIx64 "\n", s->phys_addr);
	if (has & PERF_SAMPLE_DATA_PAGE_SIZE) {
		outbuf_str(out, " .. data page size: ");
		print_page_size(s->data_page_size, out);
		outbuf_char(out, '\n');
	}
	if (has & PERF_SAMPLE_CODE_PAGE_SIZE) {
		outbuf_str(out, " .. code page size: ");
		print_page_size(s->code_page_size, out);
		outbuf_char(out, '\n');
	}
	if (has & PERF_SAMPLE_TRANSACTION)
		outbuf_printf(out, "... transaction: %" PRIx64 "\n", s->transaction);
}

static void dump_read(const struct sample *s, struct outbuf *out)
{
	uint64_t format = s->format->read_format;

	if (!(s->format->sample_type & PERF_SAMPLE_READ))
		return;
	outbuf_str(out, "... sample_read:\n");
	if (format & PERF_FORMAT_TOTAL_TIME_ENABLED)
		outbuf_printf(out, "...... time enabled %016" PRIx64 "\n", s->read.time_enabled_ns);
	if (format & PERF_FORMAT_TOTAL_TIME_RUNNING)
		outbuf_printf(out, "...... time running %016" PRIx64 "\n", s->read.time_running_ns);
	if (format & PERF_FORMAT_GROUP)
		outbuf_printf(out, ".... group nr %" PRIu64 "\n", s->read.nr);
	for (uint64_t i = 0; i < s->read.nr; i++) {
		struct sample_read_value v = sample_read_value(s, i);

		outbuf_printf(out, "..... id %016" PRIx64 ", value %016" PRIx64, v.id, v.value);
		if (format & PERF_FORMAT_LOST)
			outbuf_printf(out, ", lost %" PRIu64, v.lost);
		outbuf_char(out, '\n');
	}
}

void dump_sample(struct worker *w, const struct batch_record *br)
{
	struct outbuf *out = w->out;
	struct sample s;

	outbuf_str(out, "PERF_RECORD_SAMPLE");
	if (!br->format || sample_decode(&br->rec, br->format, &s, NULL) < 0) {
		outbuf_char(out, '\n');
		return;
	}
	outbuf_printf(out,
	              "(IP, 0x%x): %d/%d: %#" PRIx64 " period: %" PRIu64 " addr: %#" PRIx64 "\n",
	              s.misc, (int)s.pid, (int)s.tid, s.ip, s.period, s.addr);
	dump_chain(&s, out);
	dump_branches(&s, out);
	dump_regs(w, "user", &s.user_regs);
	dump_regs(w, "intr", &s.intr_regs);
	if (s.user_stack_size) /* perf's offset is that of the word before */
		outbuf_printf(
			out, "... ustack: size %" PRIu64 ", offset 0x%x\n", s.user_stack_dyn_size,
			(unsigned)((const uint8_t *)s.user_stack - record_bytes(&br->rec)) - 8);
	dump_memory(&s, out);
	dump_read(&s, out);
}
