/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Why an open ended with EACCES or EPERM. */
#include <errno.h>
#include <inttypes.h>

#include "common/base/err.h"
#include "common/kernel/explain.h"
#include "common/kernel/machine_facts.h"
#include "common/kernel/open.h"

#define CAP_ADVICE \
	"sudo setcap cap_perfmon,cap_sys_ptrace,cap_syslog+ep \"$(command -v prof-record)\""

static bool may_perfmon(const struct failure *f)
{
	return machine_facts_perfmon(f->facts);
}

/* Why capabilities that the process seems to have do not count, or an empty string. */
static const char *container_note(const struct failure *f)
{
	if (f->facts->in_user_namespace)
		return " (in a user namespace, as of a rootless container, capabilities do not "
		       "count for this)";
	if (f->facts->in_container_hint)
		return " (this looks like a container: it must be given the right from outside)";
	return "";
}

static int hint_paranoid(const struct failure *f, int level, struct err *err)
{
	if (f->facts->in_container_hint || f->facts->in_user_namespace)
		err_hint(err, "start the container with --cap-add PERFMON, or lower "
		              "kernel.perf_event_paranoid on its host");
	return err_hint(err,
	                "run as root, or: sudo sysctl kernel.perf_event_paranoid=%d, or give the "
	                "recorder the right: " CAP_ADVICE,
	                level);
}

/*
 * The kernel itself says EPERM only for tracepoints, breakpoints in the kernel and lockdown;
 * container engines' filters say it for every perf_event_open.
 */
static bool seccomp_applies(const struct failure *f)
{
	return f->error == EPERM && f->facts->seccomp_filter &&
	       !failure_of(f, PERF_TYPE_TRACEPOINT) && !failure_of(f, PERF_TYPE_BREAKPOINT);
}

static int seccomp_say(const struct failure *f, struct err *err)
{
	err_set(err, f->error,
	        "%s: a seccomp filter on this process forbids perf_event_open (container engines "
	        "install one)",
	        f->what->name);
	return err_hint(err, "start the container with --cap-add PERFMON, or with a seccomp "
	                     "profile that allows perf_event_open "
	                     "(--security-opt seccomp=unconfined)");
}

static bool closed_applies(const struct failure *f)
{
	return f->facts->perf_event_paranoid >= 3 && !f->facts->cap_sys_admin;
}

static int closed_say(const struct failure *f, struct err *err)
{
	err_set(err, f->error,
	        "%s: perf_event_paranoid is %d, with which this kernel (as Debian, Ubuntu and "
	        "Android build it) opens no event at all without CAP_SYS_ADMIN%s%s",
	        f->what->name, f->facts->perf_event_paranoid,
	        f->facts->cap_perfmon ? "; the CAP_PERFMON that you have is not enough" : "",
	        container_note(f));
	return err_hint(err, "run as root, or: sudo sysctl kernel.perf_event_paranoid=2 (your own "
	                     "programs in user space), 1 (and the kernel), -1 (everything)");
}

/* CAP_PERFMON was enough for a while; the stable kernels of July 2025 (6.1.146) ended that. */
static bool probe_applies(const struct failure *f)
{
	uint32_t type = f->attr->type;

	return type && (type == f->facts->kprobe_type || type == f->facts->uprobe_type) &&
	       !f->facts->cap_sys_admin;
}

static int probe_say(const struct failure *f, struct err *err)
{
	err_set(err, f->error, "%s: setting a probe (kprobe, uprobe) needs CAP_SYS_ADMIN%s%s",
	        f->what->name,
	        f->facts->cap_perfmon ? "; the CAP_PERFMON that you have is not enough on this "
	                                "kernel"
	                              : "",
	        container_note(f));
	return err_hint(err, "run as root");
}

static bool namespaces_applies(const struct failure *f)
{
	return f->attr->namespaces && !may_perfmon(f);
}

static int namespaces_say(const struct failure *f, struct err *err)
{
	err_set(err, f->error, "%s: recording namespaces needs CAP_PERFMON%s", f->what->name,
	        container_note(f));
	return err_hint(err, "leave --namespaces out, or run as root, or: " CAP_ADVICE);
}

static bool tracepoint_applies(const struct failure *f)
{
	return failure_of(f, PERF_TYPE_TRACEPOINT) && !may_perfmon(f) &&
	       f->facts->perf_event_paranoid > -1;
}

static int tracepoint_say(const struct failure *f, struct err *err)
{
	err_set(err, f->error,
	        "%s: perf_event_paranoid is %d, and tracepoints need it to be -1 without "
	        "CAP_PERFMON%s",
	        f->what->name, f->facts->perf_event_paranoid, container_note(f));
	return hint_paranoid(f, -1, err);
}

static bool whole_cpu_applies(const struct failure *f)
{
	return f->what->pid == -1 && !may_perfmon(f) && f->facts->perf_event_paranoid > 0;
}

static int whole_cpu_say(const struct failure *f, struct err *err)
{
	err_set(err, f->error,
	        "%s: perf_event_paranoid is %d, and watching a whole cpu (-a, -C) needs it to be 0 "
	        "or less without CAP_PERFMON%s",
	        f->what->name, f->facts->perf_event_paranoid, container_note(f));
	err_hint(err, "watch your own program instead: give its command, or -p PID");
	return hint_paranoid(f, 0, err);
}

static bool kernel_applies(const struct failure *f)
{
	return !f->attr->exclude_kernel && !may_perfmon(f) && f->facts->perf_event_paranoid > 1;
}

static int kernel_say(const struct failure *f, struct err *err)
{
	err_set(err, f->error,
	        "%s: perf_event_paranoid is %d, and watching the kernel needs it to be 1 or less "
	        "without CAP_PERFMON%s",
	        f->what->name, f->facts->perf_event_paranoid, container_note(f));
	err_hint(err, "watch user space only: %s:u, or --all-user", f->what->name);
	return hint_paranoid(f, 1, err);
}

static bool phys_addr_applies(const struct failure *f)
{
	return f->attr->sample_type & PERF_SAMPLE_PHYS_ADDR && !may_perfmon(f);
}

static int phys_addr_say(const struct failure *f, struct err *err)
{
	err_set(err, f->error, "%s: sampling physical addresses needs CAP_PERFMON%s", f->what->name,
	        container_note(f));
	return err_hint(err, "leave --phys-data out, or run as root, or: " CAP_ADVICE);
}

static bool other_process_applies(const struct failure *f)
{
	return f->what->pid > 0 && !f->facts->cap_sys_admin && !f->facts->cap_sys_ptrace &&
	       !f->facts->cap_perfmon;
}

static int other_process_say(const struct failure *f, struct err *err)
{
	err_set(err, f->error,
	        "%s: process %d belongs to another user, or may not be traced (a program with "
	        "capabilities of its own)",
	        f->what->name, (int)f->what->pid);
	return err_hint(err, "run as that user or as root, or: " CAP_ADVICE);
}

static bool kernel_breakpoint_applies(const struct failure *f)
{
	return failure_of(f, PERF_TYPE_BREAKPOINT) && f->error == EPERM && !f->facts->cap_sys_admin;
}

static int kernel_breakpoint_say(const struct failure *f, struct err *err)
{
	err_set(err, f->error,
	        "%s: a breakpoint at 0x%" PRIx64 " lies in the kernel, which needs CAP_SYS_ADMIN",
	        f->what->name, (uint64_t)f->attr->bp_addr);
	return err_hint(err, "run as root, or add :u for an address in your program");
}

static int permission_say(const struct failure *f, struct err *err)
{
	err_set(err, f->error,
	        "%s: %m, although perf_event_paranoid is %d and this process is %s%s: a security "
	        "module (SELinux, AppArmor) or kernel lockdown forbids it",
	        f->what->name, f->facts->perf_event_paranoid,
	        f->facts->is_root ? "root" : "an ordinary user", container_note(f));
	return err_hint(err, "look at the kernel's log and the audit log: dmesg, ausearch -m avc; "
	                     "cat /sys/kernel/security/lockdown");
}

/* Most certain first. */
const struct cause permission_causes[] = {
	{ seccomp_applies, seccomp_say },
	{ closed_applies, closed_say },
	{ probe_applies, probe_say },
	{ namespaces_applies, namespaces_say },
	{ tracepoint_applies, tracepoint_say },
	{ kernel_breakpoint_applies, kernel_breakpoint_say },
	{ whole_cpu_applies, whole_cpu_say },
	{ kernel_applies, kernel_say },
	{ phys_addr_applies, phys_addr_say },
	{ other_process_applies, other_process_say },
	{ NULL, permission_say },
};
