/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "common/kernel/explain.h"

#include <errno.h>
#include <inttypes.h>

#include "common/base/err.h"
#include "common/kernel/machine_facts.h"

#define SOFTWARE_ADVICE                                                                   \
	"what works without one: cpu-clock (where time goes on the cpu), task-clock, "    \
	"page-faults, context-switches, and tracepoints such as sched:sched_switch; see " \
	"prof list"

bool failure_cpu_offline(const struct failure *f)
{
	if (f->what->cpu < 0)
		return false;
	for (uint32_t i = 0; i < f->facts->nr_cpus_online; i++)
		if (f->facts->cpus_online[i] == (uint32_t)f->what->cpu)
			return false;
	return true;
}

int failure_cpu_offline_say(const struct failure *f, struct err *err)
{
	err_set(err, f->error,
	        "%s: cpu %d is offline or not there; %" PRIu32 " of %" PRIu32 " cpus are online",
	        f->what->name, f->what->cpu, f->facts->nr_cpus_online, f->facts->nr_cpus_possible);
	return err_hint(err, "see /sys/devices/system/cpu/online for the numbers that -C takes");
}

/* Causes of ENOENT, ENODEV, EOPNOTSUPP and ENXIO: there is no such counter. */

static bool no_pmu_applies(const struct failure *f)
{
	return failure_of_hardware(f) && !f->facts->has_cpu_pmu;
}

static int no_pmu_say(const struct failure *f, struct err *err)
{
	err_set(err, f->error, "%s: there are no hardware counters (PMU) %s", f->what->name,
	        f->facts->in_vm ? "in this virtual machine" : "on this machine");
	if (f->facts->in_vm)
		err_hint(err, "the host can give them to the virtual machine (a virtual PMU)");
	return err_hint(err, SOFTWARE_ADVICE);
}

static bool branches_applies(const struct failure *f)
{
	return f->attr->sample_type & PERF_SAMPLE_BRANCH_STACK;
}

static int branches_say(const struct failure *f, struct err *err)
{
	err_set(err, f->error,
	        "%s: this PMU or kernel cannot sample branches (-b, -j, "
	        "--call-graph lbr)",
	        f->what->name);
	return err_hint(err, "use --call-graph dwarf or fp for call chains");
}

static bool aux_applies(const struct failure *f)
{
	return f->attr->aux_output || f->attr->aux_sample_size;
}

static int aux_say(const struct failure *f, struct err *err)
{
	return err_set(err, f->error, "%s: this PMU cannot write to an AUX area", f->what->name);
}

static bool precise_applies(const struct failure *f)
{
	return f->attr->precise_ip;
}

static int precise_say(const struct failure *f, struct err *err)
{
	err_set(err, f->error, "%s: this PMU cannot sample it with precise_ip %u", f->what->name,
	        (unsigned)f->attr->precise_ip);
	return err_hint(err, "leave modifier p out, or use P for as precise as it can be");
}

static bool sampling_applies(const struct failure *f)
{
	return f->attr->sample_period && f->error == EOPNOTSUPP;
}

static int sampling_say(const struct failure *f, struct err *err)
{
	err_set(err, f->error,
	        "%s: it can be counted, but not sampled: its PMU has no overflow "
	        "interrupt",
	        f->what->name);
	return err_hint(err, "count it: prof stat -e %s", f->what->name);
}

static int no_device_say(const struct failure *f, struct err *err)
{
	err_set(err, f->error, "%s: this machine cannot count it (%m)", f->what->name);
	return err_hint(err, "prof list shows what it can");
}

static const struct cause device_causes[] = {
	{ failure_cpu_offline, failure_cpu_offline_say },
	{ no_pmu_applies, no_pmu_say },
	{ branches_applies, branches_say },
	{ aux_applies, aux_say },
	{ precise_applies, precise_say },
	{ sampling_applies, sampling_say },
	{ NULL, no_device_say },
};

/* Errors with one cause each. */

static int files_say(const struct failure *f, struct err *err)
{
	const struct machine_facts *facts = f->facts;
	uint64_t needed = facts->nofile_used + f->what->nr_files;

	if (!f->what->nr_files || needed <= facts->nofile_soft)
		err_set(err, f->error,
		        "%s: the %" PRIu64 " files that this process may have open "
		        "are all in use",
		        f->what->name, facts->nofile_soft);
	else
		err_set(err, f->error,
		        "%s: the recording needs %" PRIu64 " open files and %" PRIu64
		        " are in use, %" PRIu64 " more than the limit of %" PRIu64,
		        f->what->name, f->what->nr_files, facts->nofile_used,
		        needed - facts->nofile_soft, facts->nofile_soft);
	if (needed <= facts->nofile_hard)
		return err_hint(err, "raise the limit: ulimit -n %" PRIu64, needed);
	return err_hint(err,
	                "watch fewer events, cpus (-C) or threads; the hard limit is %" PRIu64
	                " (ulimit -Hn, LimitNOFILE= of systemd)",
	                facts->nofile_hard);
}

static int table_full_say(const struct failure *f, struct err *err)
{
	err_set(err, f->error, "%s: the whole machine has no free file left", f->what->name);
	return err_hint(err, "raise it: sudo sysctl fs.file-max=...");
}

static int gone_say(const struct failure *f, struct err *err)
{
	if (f->what->pid > 0)
		return err_set(err, f->error, "%s: process or thread %d is gone", f->what->name,
		               (int)f->what->pid);
	return err_set(err, f->error, "%s: %m", f->what->name);
}

static int busy_say(const struct failure *f, struct err *err)
{
	err_set(err, f->error, "%s: somebody else uses the counter, and alone", f->what->name);
	if (failure_of_hardware(f))
		return err_hint(err, "end other profilers, or free the counter of the NMI "
		                     "watchdog: sudo sysctl kernel.nmi_watchdog=0");
	return err_hint(err, "end other profilers and debuggers");
}

static int no_room_say(const struct failure *f, struct err *err)
{
	if (!failure_of(f, PERF_TYPE_BREAKPOINT))
		return err_set(err, f->error, "%s: %m", f->what->name);
	err_set(err, f->error,
	        "%s: all debug registers of the cpu are in use; most cpus have 4 for "
	        "breakpoints",
	        f->what->name);
	return err_hint(err, "watch fewer addresses, or end the debugger that uses them");
}

static int no_perf_say(const struct failure *f, struct err *err)
{
	if (f->facts->seccomp_filter && !f->facts->no_perf_events) {
		err_set(err, f->error,
		        "%s: a seccomp filter on this process hides "
		        "perf_event_open",
		        f->what->name);
		return err_hint(err, "container engines install one: allow perf_event_open in its "
		                     "profile, or start with --security-opt seccomp=unconfined");
	}
	return err_set(err, f->error,
	               "%s: this kernel was built without perf events "
	               "(CONFIG_PERF_EVENTS)",
	               f->what->name);
}

static int memory_say(const struct failure *f, struct err *err)
{
	return err_set(err, f->error, "%s: the kernel has no memory for the event", f->what->name);
}

static const struct cause file_causes[] = { { NULL, files_say } };
static const struct cause table_full_causes[] = { { NULL, table_full_say } };
static const struct cause gone_causes[] = { { NULL, gone_say } };
static const struct cause busy_causes[] = { { NULL, busy_say } };
static const struct cause no_room_causes[] = { { NULL, no_room_say } };
static const struct cause no_perf_causes[] = { { NULL, no_perf_say } };
static const struct cause memory_causes[] = { { NULL, memory_say } };

static const struct {
	int error;
	const struct cause *causes;
} by_errno[] = {
	{ EACCES, permission_causes }, { EPERM, permission_causes },  { ENOENT, device_causes },
	{ ENODEV, device_causes },     { ENXIO, device_causes },      { EOPNOTSUPP, device_causes },
	{ EINVAL, attr_causes },       { E2BIG, attr_causes },        { EOVERFLOW, attr_causes },
	{ EMFILE, file_causes },       { ENFILE, table_full_causes }, { ESRCH, gone_causes },
	{ EBUSY, busy_causes },        { ENOSPC, no_room_causes },    { ENOSYS, no_perf_causes },
	{ ENOMEM, memory_causes },
};

int perf_open_explain(int error, const struct perf_open_try *what,
                      const struct machine_facts *facts, struct err *err)
{
	struct failure f = { .error = error, .what = what, .attr = what->attr, .facts = facts };

	for (size_t i = 0; i < sizeof(by_errno) / sizeof(by_errno[0]); i++) {
		const struct cause *cause = by_errno[i].causes;

		if (by_errno[i].error != error)
			continue;
		while (cause->applies && !cause->applies(&f))
			cause++;
		return cause->say(&f, err);
	}
	return err_set(err, error, "%s: perf_event_open: %m", what->name);
}
