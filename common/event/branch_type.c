/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "common/event/branch_type.h"

#include <linux/perf_event.h>
#include <strings.h>

const struct event_branch_type event_branch_types[EVENT_BRANCH_TYPES_NR] = {
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
	{ "save_type", PERF_SAMPLE_BRANCH_TYPE_SAVE },
	{ "stack", PERF_SAMPLE_BRANCH_CALL_STACK },
	{ "priv", PERF_SAMPLE_BRANCH_PRIV_SAVE },
};

static const struct event_branch_type *find(struct str name)
{
	for (size_t i = 0; i < EVENT_BRANCH_TYPES_NR; i++) {
		struct str known = str_of(event_branch_types[i].name);

		if (name.len == known.len && !strncasecmp(name.s, known.s, name.len))
			return &event_branch_types[i];
	}
	return NULL;
}

bool event_branch_type_parse(struct str list, uint64_t *ret_bits, struct str *unknown)
{
	uint64_t bits = 0;
	struct str name;

	while (str_split(&list, ',', &name)) {
		const struct event_branch_type *type = find(name);

		if (!type) {
			*unknown = name;
			return false;
		}
		bits |= type->bits;
	}
	if (!(bits & ~(uint64_t)PERF_SAMPLE_BRANCH_PLM_ALL))
		bits = PERF_SAMPLE_BRANCH_ANY;
	*ret_bits = bits;
	return true;
}
