/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <errno.h>
#include <linux/perf_event.h>

#include "common/base/err.h"
#include "common/base/num.h"
#include "common/base/str.h"
#include "common/kernel/clocks.h"
#include "record/record/options.h"
#include "record/record/parsers.h"
#include "record/record/regs.h"

#define STACK_BYTES_DEFAULT 8192
#define STACK_BYTES_MAX     65528 /* a record's size has 16 bits; multiples of 8 */

int parse_freq(void *field, const char *arg, bool unset, struct err *err)
{
	struct freq_opt *freq = field;

	(void)unset;
	freq->given = true;
	freq->max = streq(arg, "max");
	if (freq->max || num_u64(str_of(arg), &freq->hz))
		return 0;
	return err_set(err, EINVAL, "'%s' is neither a frequency in Hz nor 'max'", arg);
}

static int parse_stack_bytes(struct str size, uint32_t *ret, struct err *err)
{
	uint64_t bytes;

	if (!num_size(size, &bytes) || bytes == 0)
		return err_set(err, EINVAL, "'%.*s' is no size of a stack", STR_ARG(size));
	bytes = (bytes + 7) & ~UINT64_C(7);
	if (bytes > STACK_BYTES_MAX)
		return err_set(err, EINVAL, "callchain: Incorrect stack dump size (max %d): %.*s",
		               STACK_BYTES_MAX, STR_ARG(size));
	*ret = (uint32_t)bytes;
	return 0;
}

/* -g (no argument), and --call-graph MODE[,SIZE]. */
int parse_callgraph(void *field, const char *arg, bool unset, struct err *err)
{
	struct callgraph_opt *cg = field;
	struct str rest = str_of(arg ? arg : "fp"), mode = { 0 }, size = { 0 };
	bool has_size;

	if (unset) {
		*cg = (struct callgraph_opt){ 0 };
		return 0;
	}
	/* -g after --call-graph dwarf does not take the mode back, as perf has it. */
	if (!arg && cg->mode != EVENT_CALLGRAPH_DEFAULT)
		return 0;

	str_split(&rest, ',', &mode);
	has_size = str_split(&rest, ',', &size) && size.len;
	*cg = (struct callgraph_opt){ 0 };
	if (str_is(mode, "fp") || str_is(mode, "")) {
		cg->mode = EVENT_CALLGRAPH_FP;
		if (has_size && !num_u32(size, &cg->max_frames))
			return err_set(err, EINVAL, "'%.*s' is no number of frames", STR_ARG(size));
		return 0;
	}
	if (str_is(mode, "dwarf")) {
		cg->mode = EVENT_CALLGRAPH_DWARF;
		cg->stack_bytes = STACK_BYTES_DEFAULT;
		return has_size ? parse_stack_bytes(size, &cg->stack_bytes, err) : 0;
	}
	if (str_is(mode, "lbr")) {
		cg->mode = EVENT_CALLGRAPH_LBR;
		return has_size ? err_set(err, EINVAL,
		                          "callchain: No more arguments needed for -g lbr")
		                : 0;
	}
	return err_set(err, EINVAL,
	               "callchain: Unknown --call-graph option value: %s (fp, dwarf, lbr)", arg);
}

int parse_clockid(void *field, const char *arg, bool unset, struct err *err)
{
	struct clockid_opt *clock = field;

	clock->given = !unset;
	return unset ? 0 : clock_parse(arg, &clock->id, err);
}

int parse_regs(void *field, const char *arg, bool unset, struct err *err)
{
	struct regs_opt *regs = field;

	*regs = (struct regs_opt){ 0 };
	if (unset)
		return 0;
	if (!arg || !*arg) {
		regs->mask = REGS_DEFAULT;
		return 0;
	}
	if (streq(arg, "?")) {
		regs->is_list = true;
		return 0;
	}
	return regs_parse(arg, &regs->mask, err);
}

/* Names of -j: each is PERF_SAMPLE_BRANCH_<NAME>, or what perf calls it. */
static const struct {
	const char *name;
	uint64_t bit;
} branch_modes[] = {
	{ "u", PERF_SAMPLE_BRANCH_USER },
	{ "k", PERF_SAMPLE_BRANCH_KERNEL },
	{ "hv", PERF_SAMPLE_BRANCH_HV },
	{ "any", PERF_SAMPLE_BRANCH_ANY },
	{ "any_call", PERF_SAMPLE_BRANCH_ANY_CALL },
	{ "any_ret", PERF_SAMPLE_BRANCH_ANY_RETURN },
	{ "ind_call", PERF_SAMPLE_BRANCH_IND_CALL },
	{ "abort_tx", PERF_SAMPLE_BRANCH_ABORT_TX },
	{ "in_tx", PERF_SAMPLE_BRANCH_IN_TX },
	{ "no_tx", PERF_SAMPLE_BRANCH_NO_TX },
	{ "cond", PERF_SAMPLE_BRANCH_COND },
	{ "ind_jmp", PERF_SAMPLE_BRANCH_IND_JUMP },
	{ "call", PERF_SAMPLE_BRANCH_CALL },
	{ "no_flags", PERF_SAMPLE_BRANCH_NO_FLAGS },
	{ "no_cycles", PERF_SAMPLE_BRANCH_NO_CYCLES },
	{ "save_type", PERF_SAMPLE_BRANCH_TYPE_SAVE },
	{ "stack", PERF_SAMPLE_BRANCH_CALL_STACK },
	{ "hw_index", PERF_SAMPLE_BRANCH_HW_INDEX },
	{ "priv", PERF_SAMPLE_BRANCH_PRIV_SAVE },
};

int parse_branch_any(void *field, const char *arg, bool unset, struct err *err)
{
	uint64_t *type = field;

	(void)arg, (void)err;
	*type = unset ? 0 : PERF_SAMPLE_BRANCH_ANY;
	return 0;
}

int parse_branch_filter(void *field, const char *arg, bool unset, struct err *err)
{
	const uint64_t levels = PERF_SAMPLE_BRANCH_USER | PERF_SAMPLE_BRANCH_KERNEL |
	                        PERF_SAMPLE_BRANCH_HV;
	uint64_t *type = field, bits = 0;
	struct str rest = str_of(arg ? arg : "any"), name;

	*type = 0;
	if (unset)
		return 0;
	while (str_split(&rest, ',', &name)) {
		size_t i = 0, nr = sizeof(branch_modes) / sizeof(branch_modes[0]);

		while (i < nr && !str_is(name, branch_modes[i].name))
			i++;
		if (i == nr)
			return err_set(err, EINVAL, "unknown branch filter %.*s", STR_ARG(name));
		bits |= branch_modes[i].bit;
	}
	*type = bits & ~levels ? bits : bits | PERF_SAMPLE_BRANCH_ANY;
	return 0;
}
