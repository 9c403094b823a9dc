/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The text of attrs, as `perf evlist -v` and `perf record -vv` of 6.1 have it. */
#include "common/abi/attr.h"

#include <inttypes.h>

#include "common/base/outbuf.h"

struct bit_name {
	uint64_t bit;
	const char *name;
};

/* perf's order of names, not that of the bits. */
static const struct bit_name sample_bits[] = {
	{ PERF_SAMPLE_IP, "IP" },
	{ PERF_SAMPLE_TID, "TID" },
	{ PERF_SAMPLE_TIME, "TIME" },
	{ PERF_SAMPLE_ADDR, "ADDR" },
	{ PERF_SAMPLE_READ, "READ" },
	{ PERF_SAMPLE_CALLCHAIN, "CALLCHAIN" },
	{ PERF_SAMPLE_ID, "ID" },
	{ PERF_SAMPLE_CPU, "CPU" },
	{ PERF_SAMPLE_PERIOD, "PERIOD" },
	{ PERF_SAMPLE_STREAM_ID, "STREAM_ID" },
	{ PERF_SAMPLE_RAW, "RAW" },
	{ PERF_SAMPLE_BRANCH_STACK, "BRANCH_STACK" },
	{ PERF_SAMPLE_REGS_USER, "REGS_USER" },
	{ PERF_SAMPLE_STACK_USER, "STACK_USER" },
	{ PERF_SAMPLE_IDENTIFIER, "IDENTIFIER" },
	{ PERF_SAMPLE_REGS_INTR, "REGS_INTR" },
	{ PERF_SAMPLE_DATA_SRC, "DATA_SRC" },
	{ PERF_SAMPLE_WEIGHT, "WEIGHT" },
	{ PERF_SAMPLE_PHYS_ADDR, "PHYS_ADDR" },
	{ PERF_SAMPLE_AUX, "AUX" },
	{ PERF_SAMPLE_CGROUP, "CGROUP" },
	{ PERF_SAMPLE_DATA_PAGE_SIZE, "DATA_PAGE_SIZE" },
	{ PERF_SAMPLE_CODE_PAGE_SIZE, "CODE_PAGE_SIZE" },
	{ PERF_SAMPLE_WEIGHT_STRUCT, "WEIGHT_STRUCT" },
	{ 0 },
};

static const struct bit_name read_bits[] = {
	{ PERF_FORMAT_TOTAL_TIME_ENABLED, "TOTAL_TIME_ENABLED" },
	{ PERF_FORMAT_TOTAL_TIME_RUNNING, "TOTAL_TIME_RUNNING" },
	{ PERF_FORMAT_ID, "ID" },
	{ PERF_FORMAT_GROUP, "GROUP" },
	{ PERF_FORMAT_LOST, "LOST" },
	{ 0 },
};

static const struct bit_name branch_bits[] = {
	{ PERF_SAMPLE_BRANCH_USER, "USER" },
	{ PERF_SAMPLE_BRANCH_KERNEL, "KERNEL" },
	{ PERF_SAMPLE_BRANCH_HV, "HV" },
	{ PERF_SAMPLE_BRANCH_ANY, "ANY" },
	{ PERF_SAMPLE_BRANCH_ANY_CALL, "ANY_CALL" },
	{ PERF_SAMPLE_BRANCH_ANY_RETURN, "ANY_RETURN" },
	{ PERF_SAMPLE_BRANCH_IND_CALL, "IND_CALL" },
	{ PERF_SAMPLE_BRANCH_ABORT_TX, "ABORT_TX" },
	{ PERF_SAMPLE_BRANCH_IN_TX, "IN_TX" },
	{ PERF_SAMPLE_BRANCH_NO_TX, "NO_TX" },
	{ PERF_SAMPLE_BRANCH_COND, "COND" },
	{ PERF_SAMPLE_BRANCH_CALL_STACK, "CALL_STACK" },
	{ PERF_SAMPLE_BRANCH_IND_JUMP, "IND_JUMP" },
	{ PERF_SAMPLE_BRANCH_CALL, "CALL" },
	{ PERF_SAMPLE_BRANCH_NO_FLAGS, "NO_FLAGS" },
	{ PERF_SAMPLE_BRANCH_NO_CYCLES, "NO_CYCLES" },
	{ PERF_SAMPLE_BRANCH_TYPE_SAVE, "TYPE_SAVE" },
	{ PERF_SAMPLE_BRANCH_HW_INDEX, "HW_INDEX" },
	{ PERF_SAMPLE_BRANCH_PRIV_SAVE, "PRIV_SAVE" },
	{ 0 },
};

static void print_bits(const struct bit_name *names, uint64_t bits, struct outbuf *out)
{
	bool first = true;

	for (; names->name; names++) {
		if (!(bits & names->bit))
			continue;
		if (!first)
			outbuf_char(out, '|');
		outbuf_str(out, names->name);
		first = false;
	}
}

void attr_print_sample_type(uint64_t bits, struct outbuf *out)
{
	print_bits(sample_bits, bits, out);
}

void attr_print_read_format(uint64_t bits, struct outbuf *out)
{
	print_bits(read_bits, bits, out);
}

void attr_print_branch_type(uint64_t bits, struct outbuf *out)
{
	print_bits(branch_bits, bits, out);
}

/* Where the members go: one line each, or one after the other. */
struct member_sink {
	struct outbuf *out;
	const char *assign; /* between name and value */
	bool block;
	bool any;
};

static void put_name(struct member_sink *sink, const char *name)
{
	if (sink->block) {
		outbuf_str(sink->out, "  ");
		outbuf_left(sink->out, str_of(name), 32);
		outbuf_char(sink->out, ' ');
		return;
	}
	if (sink->any)
		outbuf_str(sink->out, ", ");
	outbuf_str(sink->out, name);
	outbuf_str(sink->out, sink->assign);
	sink->any = true;
}

static void end_member(struct member_sink *sink)
{
	if (sink->block)
		outbuf_char(sink->out, '\n');
}

static void put_dec(struct member_sink *sink, const char *name, int64_t value)
{
	if (!value)
		return;
	put_name(sink, name);
	outbuf_i64(sink->out, value, 0);
	end_member(sink);
}

static void put_udec(struct member_sink *sink, const char *name, uint64_t value)
{
	if (!value)
		return;
	put_name(sink, name);
	outbuf_u64(sink->out, value, 0);
	end_member(sink);
}

static void put_hex(struct member_sink *sink, const char *name, uint64_t value)
{
	if (!value)
		return;
	put_name(sink, name);
	outbuf_str(sink->out, "0x");
	outbuf_hex(sink->out, value, 0);
	end_member(sink);
}

static void put_bits(struct member_sink *sink, const char *name, const struct bit_name *names,
                     uint64_t bits)
{
	if (!bits)
		return;
	put_name(sink, name);
	print_bits(names, bits, sink->out);
	end_member(sink);
}

static void put_flags(struct member_sink *sink, const struct perf_event_attr *a)
{
#define FLAG(name) put_udec(sink, #name, a->name)
	FLAG(disabled);
	FLAG(inherit);
	FLAG(pinned);
	FLAG(exclusive);
	FLAG(exclude_user);
	FLAG(exclude_kernel);
	FLAG(exclude_hv);
	FLAG(exclude_idle);
	FLAG(mmap);
	FLAG(comm);
	FLAG(freq);
	FLAG(inherit_stat);
	FLAG(enable_on_exec);
	FLAG(task);
	FLAG(watermark);
	FLAG(precise_ip);
	FLAG(mmap_data);
	FLAG(sample_id_all);
	FLAG(exclude_host);
	FLAG(exclude_guest);
	FLAG(exclude_callchain_kernel);
	FLAG(exclude_callchain_user);
	FLAG(mmap2);
	FLAG(comm_exec);
	FLAG(use_clockid);
	FLAG(context_switch);
	FLAG(write_backward);
	FLAG(namespaces);
	FLAG(ksymbol);
	FLAG(bpf_event);
	FLAG(aux_output);
	FLAG(cgroup);
	FLAG(text_poke);
	FLAG(build_id);
	FLAG(inherit_thread);
	FLAG(remove_on_exec);
	FLAG(sigtrap);
#undef FLAG
}

static void put_members(struct member_sink *sink, const struct perf_event_attr *a)
{
	put_udec(sink, "type", a->type);
	put_udec(sink, "size", a->size);
	put_hex(sink, "config", a->config);
	put_udec(sink, "{ sample_period, sample_freq }", a->sample_period);
	put_bits(sink, "sample_type", sample_bits, a->sample_type);
	put_bits(sink, "read_format", read_bits, a->read_format);
	put_flags(sink, a);
	put_udec(sink, "{ wakeup_events, wakeup_watermark }", a->wakeup_events);
	put_udec(sink, "bp_type", a->bp_type);
	put_hex(sink, "{ bp_addr, config1 }", a->bp_addr);
	put_hex(sink, "{ bp_len, config2 }", a->bp_len);
	put_bits(sink, "branch_sample_type", branch_bits, a->branch_sample_type);
	put_hex(sink, "sample_regs_user", a->sample_regs_user);
	put_udec(sink, "sample_stack_user", a->sample_stack_user);
	put_dec(sink, "clockid", a->clockid);
	put_hex(sink, "sample_regs_intr", a->sample_regs_intr);
	put_udec(sink, "aux_watermark", a->aux_watermark);
	put_udec(sink, "sample_max_stack", a->sample_max_stack);
	put_udec(sink, "aux_sample_size", a->aux_sample_size);
	put_udec(sink, "sig_data", a->sig_data);
}

void attr_print(const struct perf_event_attr *attr, const char *assign, struct outbuf *out)
{
	struct member_sink sink = { .out = out, .assign = assign };

	put_members(&sink, attr);
}

void attr_print_block(const struct perf_event_attr *attr, struct outbuf *out)
{
	struct member_sink sink = { .out = out, .block = true };

	outbuf_str(out, "perf_event_attr:\n");
	put_members(&sink, attr);
}
