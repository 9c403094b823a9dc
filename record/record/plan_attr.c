/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "record/record/plan_attr.h"

#include "common/abi/attr.h"
#include "common/event/event.h"
#include "common/kernel/machine_facts.h"
#include "record/record/options.h"
#include "record/record/regs.h"

#define CALLCHAIN_BITS                                                                       \
	((uint64_t)(PERF_SAMPLE_CALLCHAIN | PERF_SAMPLE_REGS_USER | PERF_SAMPLE_STACK_USER | \
	            PERF_SAMPLE_BRANCH_STACK))

static void set_period(const struct attr_context *ctx, const struct event *event,
                       struct perf_event_attr *a)
{
	/* Rare by nature, so each one counts, unless the user says otherwise. */
	if ((event->kind == EVENT_TRACEPOINT || event->kind == EVENT_BREAKPOINT) &&
	    !a->sample_period)
		a->sample_period = 1;

	if (!a->sample_period || ctx->opts->freq.given || ctx->opts->count_given) {
		a->freq = ctx->freq_hz != 0;
		a->sample_period = ctx->freq_hz ? ctx->freq_hz : ctx->count;
	}
	if (a->freq)
		a->sample_type |= PERF_SAMPLE_PERIOD;
	if (ctx->opts->no_samples)
		a->sample_period = 0;
}

/* User stacks are unwound later: from the copied stack, or joined with the branch records. */
static void set_callchain(struct perf_event_attr *a, const struct callgraph_opt *cg,
                          const struct attr_context *ctx)
{
	a->sample_type |= PERF_SAMPLE_CALLCHAIN;
	if (ctx->opts->kernel_callchains)
		a->exclude_callchain_user = 1;
	if (ctx->opts->user_callchains)
		a->exclude_callchain_kernel = 1;

	if (cg->mode == EVENT_CALLGRAPH_LBR) {
		a->sample_type |= PERF_SAMPLE_BRANCH_STACK;
		a->branch_sample_type = PERF_SAMPLE_BRANCH_USER | PERF_SAMPLE_BRANCH_CALL_STACK |
		                        PERF_SAMPLE_BRANCH_NO_CYCLES | PERF_SAMPLE_BRANCH_NO_FLAGS |
		                        PERF_SAMPLE_BRANCH_HW_INDEX;
	} else if (cg->mode == EVENT_CALLGRAPH_DWARF) {
		a->sample_type |= PERF_SAMPLE_REGS_USER | PERF_SAMPLE_STACK_USER;
		a->sample_regs_user |= REGS_DEFAULT;
		a->sample_stack_user = cg->stack_bytes;
		a->exclude_callchain_user = 1;
	} else if (cg->max_frames && cg->max_frames < ctx->facts->max_stack) {
		a->sample_max_stack = (uint16_t)cg->max_frames;
	}
}

static void clear_callchain(struct perf_event_attr *a)
{
	a->sample_type &= ~CALLCHAIN_BITS;
	a->branch_sample_type = 0;
	a->sample_regs_user = 0;
	a->sample_stack_user = 0;
	a->sample_max_stack = 0;
	a->exclude_callchain_user = 0;
	a->exclude_callchain_kernel = 0;
}

/* Everything that adds a field to the samples, but for the call chain. */
static void set_sample_type(const struct attr_context *ctx, const struct event *event,
                            struct perf_event_attr *a)
{
	const struct record_opts *o = ctx->opts;
	bool dwarf = o->callgraph.mode == EVENT_CALLGRAPH_DWARF;

	if (event->kind == EVENT_TRACEPOINT)
		a->sample_type |= PERF_SAMPLE_RAW | PERF_SAMPLE_TIME | PERF_SAMPLE_CPU |
		                  PERF_SAMPLE_PERIOD;
	if (o->period)
		a->sample_type |= PERF_SAMPLE_PERIOD;
	if (o->addresses || dwarf)
		a->sample_type |= PERF_SAMPLE_ADDR | PERF_SAMPLE_DATA_SRC;
	if (o->phys_data)
		a->sample_type |= PERF_SAMPLE_PHYS_ADDR;
	if (o->data_page_size)
		a->sample_type |= PERF_SAMPLE_DATA_PAGE_SIZE;
	if (o->code_page_size)
		a->sample_type |= PERF_SAMPLE_CODE_PAGE_SIZE;
	if (o->weight)
		a->sample_type |= PERF_SAMPLE_WEIGHT_STRUCT;
	if (o->transaction)
		a->sample_type |= PERF_SAMPLE_TRANSACTION;
	if (o->all_cgroups)
		a->sample_type |= PERF_SAMPLE_CGROUP;
	if (ctx->is_cpu_target || o->sample_cpu)
		a->sample_type |= PERF_SAMPLE_CPU;
	/* One ring per thread is in order by itself. */
	if (o->timestamp && (ctx->target != PLAN_THREADS || o->timestamp_given))
		a->sample_type |= PERF_SAMPLE_TIME;
	if (o->raw)
		a->sample_type |= PERF_SAMPLE_TIME | PERF_SAMPLE_RAW | PERF_SAMPLE_CPU;
	if (o->branch_type) {
		a->sample_type |= PERF_SAMPLE_BRANCH_STACK;
		a->branch_sample_type = o->branch_type;
	}
}

static bool is_dummy(const struct perf_event_attr *a)
{
	return a->type == PERF_TYPE_SOFTWARE && a->config == PERF_COUNT_SW_DUMMY;
}

static void set_regs(const struct record_opts *o, struct perf_event_attr *a)
{
	if (is_dummy(a))
		return;
	if (o->intr_regs.mask) {
		a->sample_regs_intr = o->intr_regs.mask;
		a->sample_type |= PERF_SAMPLE_REGS_INTR;
	}
	if (o->user_regs.mask) {
		a->sample_regs_user |= o->user_regs.mask;
		a->sample_type |= PERF_SAMPLE_REGS_USER;
	}
}

/* Records that tell of the processes, once for the whole recording. */
static void set_tracking(const struct record_opts *o, struct perf_event_attr *a)
{
	a->task = a->mmap = a->mmap2 = a->comm = a->comm_exec = 1;
	a->ksymbol = 1;
	a->bpf_event = !o->no_bpf_event;
	a->build_id = o->buildid_mmap;
	a->namespaces = o->namespaces;
	a->cgroup = o->all_cgroups;
	a->context_switch = o->switch_events;
	a->mmap_data = o->addresses || o->callgraph.mode == EVENT_CALLGRAPH_DWARF;
}

static void apply_callgraph_terms(const struct attr_context *ctx, const struct event_terms *terms,
                                  struct perf_event_attr *a)
{
	struct callgraph_opt cg = ctx->opts->callgraph;
	enum event_callgraph mode = terms->callgraph;

	if (mode == EVENT_CALLGRAPH_DEFAULT && terms->has_max_stack)
		mode = EVENT_CALLGRAPH_FP; /* as perf: a depth alone asks for frame pointers */
	if (mode != EVENT_CALLGRAPH_DEFAULT) {
		clear_callchain(a);
		cg = (struct callgraph_opt){ .mode = mode, .stack_bytes = 8192 };
	}
	if (terms->has_stack_size)
		cg.stack_bytes = terms->stack_size;
	if (terms->has_max_stack)
		cg.max_frames = terms->max_stack;
	if (cg.mode <= EVENT_CALLGRAPH_NONE ||
	    (mode == EVENT_CALLGRAPH_DEFAULT && !terms->has_stack_size))
		return;

	set_callchain(a, &cg, ctx);
	if (cg.mode == EVENT_CALLGRAPH_DWARF) {
		a->sample_type |= PERF_SAMPLE_ADDR | PERF_SAMPLE_DATA_SRC;
		a->mmap_data = a->mmap;
	}
}

/* /period=1000,call-graph=dwarf/ and the like: they win over the options. */
static void apply_terms(const struct attr_context *ctx, const struct event_terms *terms,
                        struct perf_event_attr *a)
{
	if (terms->has_period) {
		a->sample_period = terms->period;
		a->freq = 0;
		a->sample_type &= ~(uint64_t)PERF_SAMPLE_PERIOD;
	}
	if (terms->has_freq) {
		a->sample_freq = terms->freq;
		a->freq = 1;
		a->sample_type |= PERF_SAMPLE_PERIOD;
	}
	if (terms->has_time && terms->time)
		a->sample_type |= PERF_SAMPLE_TIME;
	else if (terms->has_time)
		a->sample_type &= ~(uint64_t)PERF_SAMPLE_TIME;
	if (terms->has_inherit)
		a->inherit = terms->inherit;
	if (terms->has_overwrite)
		a->write_backward = terms->overwrite;
	if (terms->has_branch_type) {
		a->sample_type |= PERF_SAMPLE_BRANCH_STACK;
		a->branch_sample_type = terms->branch_type;
	}

	a->aux_output = terms->aux_output;
	apply_callgraph_terms(ctx, terms, a);
}

static void set_read(size_t nr_members, struct perf_event_attr *a)
{
	a->sample_type |= PERF_SAMPLE_READ | PERF_SAMPLE_ID;
	if (nr_members > 1) {
		a->read_format |= PERF_FORMAT_GROUP;
		a->inherit = 0; /* the kernel cannot sum a group over children */
	}
}

struct perf_event_attr plan_attr(const struct attr_context *ctx, const struct event *event,
                                 const struct attr_role *role)
{
	const struct record_opts *o = ctx->opts;
	struct perf_event_attr a = event->attr;

	a.size = ATTR_SIZE_WRITTEN;
	a.sample_id_all = 1;
	a.inherit = !ctx->no_inherit;
	a.write_backward = o->overwrite;
	a.read_format |= PERF_FORMAT_ID | PERF_FORMAT_LOST;
	a.sample_type |= PERF_SAMPLE_IP | PERF_SAMPLE_TID;

	if (event->sample_read)
		set_read(role->nr_members, &a);
	set_period(ctx, event, &a);
	set_sample_type(ctx, event, &a);
	if (o->callgraph.mode > EVENT_CALLGRAPH_NONE)
		set_callchain(&a, &o->callgraph, ctx);
	set_regs(o, &a);
	if (role->is_tracking)
		set_tracking(o, &a);

	if (o->stat) {
		a.inherit_stat = 1;
		a.read_format |= PERF_FORMAT_TOTAL_TIME_ENABLED | PERF_FORMAT_TOTAL_TIME_RUNNING;
	}
	if (o->running_time)
		a.read_format |= PERF_FORMAT_TOTAL_TIME_ENABLED | PERF_FORMAT_TOTAL_TIME_RUNNING;
	if (o->no_buffering) {
		a.watermark = 0;
		a.wakeup_events = 1;
	}
	if (o->all_kernel)
		a.exclude_kernel = 0, a.exclude_user = 1;
	if (o->all_user)
		a.exclude_kernel = 1, a.exclude_user = 0;
	if (o->clockid.given) {
		a.use_clockid = 1;
		a.clockid = o->clockid.id;
	}
	if (!role->is_immediate && role->leads) {
		a.disabled = 1;
		a.enable_on_exec = ctx->enable_on_exec;
	}
	apply_terms(ctx, &event->terms, &a);
	return a;
}

void plan_attr_follow(struct perf_event_attr *member, const struct perf_event_attr *leader)
{
	member->freq = 0;
	member->sample_period = 0;
	member->write_backward = leader->write_backward;
	member->sample_type = leader->sample_type;
}

void plan_attr_set_id(struct perf_event_attr *a, bool identifier)
{
	if (identifier)
		a->sample_type = (a->sample_type & ~(uint64_t)PERF_SAMPLE_ID) |
		                 PERF_SAMPLE_IDENTIFIER;
	else
		a->sample_type |= PERF_SAMPLE_ID;
}
