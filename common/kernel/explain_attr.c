/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Why an open ended with EINVAL, E2BIG or EOVERFLOW: what in the attr the kernel does not take. */
#include <errno.h>
#include <inttypes.h>

#include "common/base/err.h"
#include "common/kernel/explain.h"
#include "common/kernel/machine_facts.h"

#define STACK_USER_BYTES_MAX 65528u /* the largest multiple of 8 that fits 16 bits */

static bool frequency_applies(const struct failure *f)
{
	return f->attr->freq && f->attr->sample_freq > f->facts->max_sample_rate_hz;
}

static int frequency_say(const struct failure *f, struct err *err)
{
	err_set(err, f->error,
	        "%s: %" PRIu64 " samples a second are more than the %" PRIu64
	        " that perf_event_max_sample_rate allows",
	        f->what->name, (uint64_t)f->attr->sample_freq, f->facts->max_sample_rate_hz);
	return err_hint(err,
	                "ask for the most there is with -F max, or: sudo sysctl "
	                "kernel.perf_event_max_sample_rate=%" PRIu64,
	                (uint64_t)f->attr->sample_freq);
}

static bool period_applies(const struct failure *f)
{
	return !f->attr->freq && f->attr->sample_period > INT64_MAX;
}

static int period_say(const struct failure *f, struct err *err)
{
	return err_set(err, f->error, "%s: a period of %" PRIu64 " is above the largest, %" PRId64,
	               f->what->name, (uint64_t)f->attr->sample_period, INT64_MAX);
}

static bool max_stack_applies(const struct failure *f)
{
	return f->attr->sample_max_stack > f->facts->max_stack;
}

static int max_stack_say(const struct failure *f, struct err *err)
{
	err_set(err, f->error,
	        "%s: call chains of %u frames are longer than the %" PRIu32
	        " that perf_event_max_stack allows",
	        f->what->name, (unsigned)f->attr->sample_max_stack, f->facts->max_stack);
	return err_hint(err, "sudo sysctl kernel.perf_event_max_stack=%u, while no profiler runs",
	                (unsigned)f->attr->sample_max_stack);
}

static bool user_stack_applies(const struct failure *f)
{
	uint32_t bytes = f->attr->sample_stack_user;

	return f->attr->sample_type & PERF_SAMPLE_STACK_USER &&
	       (!bytes || bytes > STACK_USER_BYTES_MAX || bytes % 8);
}

static int user_stack_say(const struct failure *f, struct err *err)
{
	return err_set(err, f->error,
	               "%s: a dump of %" PRIu32 " bytes of the user's stack: it must "
	               "be a multiple of 8 up to %u",
	               f->what->name, f->attr->sample_stack_user, STACK_USER_BYTES_MAX);
}

static bool too_new_applies(const struct failure *f)
{
	struct kernel_feature_use use;

	return kernel_features_too_new(f->attr, f->facts->kernel_version, &use);
}

static int too_new_say(const struct failure *f, struct err *err)
{
	uint32_t have = f->facts->kernel_version;
	struct kernel_feature_use use;

	if (!kernel_features_too_new(f->attr, have, &use))
		return err_set(err, f->error, "%s: %m", f->what->name);
	return err_set(err, f->error, "%s: %s came with Linux %u.%u, and this is Linux %u.%u",
	               f->what->name, use.name, use.since >> 8, use.since & 0xff, have >> 8,
	               have & 0xff);
}

static bool clock_applies(const struct failure *f)
{
	return f->attr->use_clockid;
}

static int clock_say(const struct failure *f, struct err *err)
{
	err_set(err, f->error, "%s: the kernel cannot stamp it with clock %d", f->what->name,
	        (int)f->attr->clockid);
	return err_hint(err, "hardware events take -k mono or mono_raw, software events also "
	                     "realtime, boottime and tai");
}

static bool breakpoint_applies(const struct failure *f)
{
	return failure_of(f, PERF_TYPE_BREAKPOINT);
}

static int breakpoint_say(const struct failure *f, struct err *err)
{
	return err_set(err, f->error,
	               "%s: no breakpoint can watch %" PRIu64 " bytes at 0x%" PRIx64
	               ": the length must be 1, 2, 4 or 8, the address a multiple of it, and x86 "
	               "cannot watch reads alone (use rw)",
	               f->what->name, (uint64_t)f->attr->bp_len, (uint64_t)f->attr->bp_addr);
}

static bool group_inherit_applies(const struct failure *f)
{
	return f->attr->inherit && f->attr->read_format & PERF_FORMAT_GROUP;
}

static int group_inherit_say(const struct failure *f, struct err *err)
{
	err_set(err, f->error, "%s: this kernel cannot read a group that child processes inherit",
	        f->what->name);
	return err_hint(err, "use --no-inherit, or a cpu-wide recording (-a)");
}

static bool precise_applies(const struct failure *f)
{
	return f->attr->precise_ip;
}

static int precise_say(const struct failure *f, struct err *err)
{
	err_set(err, f->error, "%s: the kernel does not take precise_ip %u for it", f->what->name,
	        (unsigned)f->attr->precise_ip);
	return err_hint(err, "leave modifier p out, or use P for as precise as it can be");
}

static int attr_say(const struct failure *f, struct err *err)
{
	err_set(err, f->error, "%s: the kernel does not take this event with these options (%m)",
	        f->what->name);
	return err_hint(err, "-vv shows what was asked for; the kernel's log (dmesg) may say more");
}

const struct cause attr_causes[] = {
	{ failure_cpu_offline, failure_cpu_offline_say },
	{ frequency_applies, frequency_say },
	{ period_applies, period_say },
	{ max_stack_applies, max_stack_say },
	{ user_stack_applies, user_stack_say },
	{ too_new_applies, too_new_say },
	{ breakpoint_applies, breakpoint_say },
	{ clock_applies, clock_say },
	{ group_inherit_applies, group_inherit_say },
	{ precise_applies, precise_say },
	{ NULL, attr_say },
};
