/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "common/kernel/machine_facts.h"

#include <dirent.h>
#include <linux/capability.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>
#if defined(__x86_64__) || defined(__i386__)
#include <cpuid.h>
#endif

#include "common/base/err.h"
#include "common/base/fs.h"
#include "common/base/mem.h"
#include "common/base/num.h"
#include "common/base/str.h"
#include "common/base/sysroot.h"
#include "common/kernel/cpus.h"
#include "common/kernel/tracefs.h"

#define SMALL_FILE_BYTES_MAX (1u << 16)

/* inode numbers of the namespaces that the kernel starts with: linux/proc_ns.h */
#define NS_INIT_PID  "pid:[4026531836]"
#define NS_INIT_USER "user:[4026531837]"

#ifndef CAP_PERFMON
#define CAP_PERFMON 38
#endif

/* The text of /proc/sys/kernel/NAME, or NULL. */
static char *read_sysctl(const struct sysroot *sr, const char *name)
{
	AUTO(freep) char *path = sysroot_path(sr, "/proc/sys/kernel/%s", name);
	char *text = NULL;

	return file_read(path, SMALL_FILE_BYTES_MAX, &text, NULL, NULL) < 0 ? NULL : text;
}

static int64_t sysctl_number(const struct sysroot *sr, const char *name, int64_t otherwise)
{
	AUTO(freep) char *text = read_sysctl(sr, name);
	int64_t v;

	return text && num_i64(str_trim(str_of(text)), &v) ? v : otherwise;
}

/* "6.1.0-18-amd64" -> 0x0601 */
static uint32_t parse_version(const char *release)
{
	unsigned major, minor;

	if (sscanf(release, "%u.%u", &major, &minor) != 2 || major > 0xffff || minor > 0xff)
		return 0;
	return major << 8 | minor;
}

static void read_sysctls(const struct sysroot *sr, struct machine_facts *f)
{
	AUTO(freep) char *paranoid = read_sysctl(sr, "perf_event_paranoid");
	AUTO(freep) char *release = read_sysctl(sr, "osrelease");

	f->no_perf_events = !paranoid;
	f->perf_event_paranoid = (int)sysctl_number(sr, "perf_event_paranoid", 2);
	f->perf_event_mlock_kb = (uint64_t)sysctl_number(sr, "perf_event_mlock_kb", 516);
	f->max_sample_rate_hz = (uint64_t)sysctl_number(sr, "perf_event_max_sample_rate", 100000);
	f->max_stack = (uint32_t)sysctl_number(sr, "perf_event_max_stack", 127);
	f->kptr_restrict = (int)sysctl_number(sr, "kptr_restrict", 1);
	f->kernel_version = release ? parse_version(release) : 0;
}

enum where {
	WHERE_UNKNOWN,
	WHERE_FIRST, /* in the namespace that the machine started with */
	WHERE_OTHER,
};

/* Is /proc/self/ns/NAME the namespace `init`? */
static enum where find_namespace(const struct sysroot *sr, const char *name, const char *init)
{
	AUTO(freep) char *path = sysroot_path(sr, "/proc/self/ns/%s", name);
	char link[64];
	ssize_t len = readlink(path, link, sizeof(link) - 1);

	if (len < 0)
		return WHERE_UNKNOWN;
	link[len] = '\0';
	return streq(link, init) ? WHERE_FIRST : WHERE_OTHER;
}

static void take_caps(uint64_t caps, struct machine_facts *f)
{
	if (f->in_user_namespace)
		caps = 0;
	f->cap_perfmon = caps >> CAP_PERFMON & 1;
	f->cap_sys_admin = caps >> CAP_SYS_ADMIN & 1;
	f->cap_ipc_lock = caps >> CAP_IPC_LOCK & 1;
	f->cap_syslog = caps >> CAP_SYSLOG & 1;
	f->cap_sys_ptrace = caps >> CAP_SYS_PTRACE & 1;
	f->cap_dac_read_search = caps >> CAP_DAC_READ_SEARCH & 1;
}

/* The n'th word (from 0) of a line's value. */
static struct str word(struct str value, unsigned n)
{
	struct str part = { 0 };

	do {
		if (!str_split(&value, '\t', &part))
			return (struct str){ "", 0 };
	} while (n--);
	return part;
}

static void read_status(const struct sysroot *sr, struct machine_facts *f)
{
	AUTO(freep) char *path = sysroot_path(sr, "/proc/self/status");
	AUTO(freep) char *text = NULL;
	struct str rest, line;
	uint64_t v;

	if (file_read(path, SMALL_FILE_BYTES_MAX, &text, NULL, NULL) < 0)
		return;
	rest = str_of(text);
	while (str_split(&rest, '\n', &line)) {
		struct str key;

		if (!str_split(&line, ':', &key))
			continue;
		if (str_is(key, "Uid"))
			f->is_root = str_is(word(str_trim(line), 1), "0");
		else if (str_is(key, "CapEff") && num_hex(str_trim(line), &v))
			take_caps(v, f);
		else if (str_is(key, "Seccomp"))
			f->seccomp_filter = str_is(str_trim(line), "2");
	}
}

static bool exists(const struct sysroot *sr, const char *name)
{
	AUTO(freep) char *path = sysroot_path(sr, "%s", name);

	return path_exists(path);
}

/*
 * A virtual machine made of a container's image has its /.dockerenv too; the pid namespace is
 * surer.
 */
static bool find_container(const struct sysroot *sr)
{
	enum where where = find_namespace(sr, "pid", NS_INIT_PID);

	if (where != WHERE_UNKNOWN)
		return where == WHERE_OTHER;
	return exists(sr, "/.dockerenv") || exists(sr, "/run/.containerenv");
}

/* A PMU of the cpus has a file "cpus", or one of the names that came before that file. */
static bool find_cpu_pmu(const struct sysroot *sr)
{
	AUTO(freep) char *path = sysroot_path(sr, "/sys/bus/event_source/devices");
	DIR *dir = opendir(path);
	struct dirent *entry;
	bool found = false;

	if (!dir)
		return false;
	while (!found && (entry = readdir(dir))) {
		AUTO(freep) char *cpus = xasprintf("%s/%s/cpus", path, entry->d_name);

		found = streq(entry->d_name, "cpu") || streq(entry->d_name, "cpum_cf") ||
		        path_exists(cpus);
	}
	closedir(dir);
	return found;
}

/* What perf_event_attr.type stands for the PMU `name`; 0: there is none. */
static uint32_t pmu_type(const struct sysroot *sr, const char *name)
{
	AUTO(freep) char *path = sysroot_path(sr, "/sys/bus/event_source/devices/%s/type", name);
	AUTO(freep) char *text = NULL;
	uint32_t type;

	if (file_read(path, SMALL_FILE_BYTES_MAX, &text, NULL, NULL) < 0 ||
	    !num_u32(str_trim(str_of(text)), &type))
		return 0;
	return type;
}

static bool find_hypervisor(const struct sysroot *sr)
{
#if defined(__x86_64__) || defined(__i386__)
	unsigned eax, ebx, ecx, edx;

	if (!*sr->root && __get_cpuid(1, &eax, &ebx, &ecx, &edx) && ecx >> 31)
		return true;
#endif
	return exists(sr, "/sys/hypervisor/type") || exists(sr, "/proc/device-tree/hypervisor");
}

static uint64_t count_files(const struct sysroot *sr)
{
	AUTO(freep) char *path = sysroot_path(sr, "/proc/self/fd");
	DIR *dir = opendir(path);
	uint64_t nr = 0;

	if (!dir)
		return 0;
	for (struct dirent *entry; (entry = readdir(dir));)
		nr += entry->d_name[0] != '.';
	closedir(dir);
	return nr ? nr - 1 : 0; /* without the folder's own */
}

static void read_limits(const struct sysroot *sr, struct machine_facts *f)
{
	struct rlimit limit;

	if (getrlimit(RLIMIT_MEMLOCK, &limit) == 0)
		f->memlock_limit_bytes = limit.rlim_cur == RLIM_INFINITY ? UINT64_MAX
		                                                         : limit.rlim_cur;
	if (getrlimit(RLIMIT_NOFILE, &limit) == 0) {
		f->nofile_soft = limit.rlim_cur;
		f->nofile_hard = limit.rlim_max;
	}
	f->nofile_used = count_files(sr);
	f->page_bytes = (size_t)sysconf(_SC_PAGESIZE);
}

static int read_cpus(const struct sysroot *sr, struct machine_facts *f, struct err *err)
{
	AUTO(freep) uint32_t *online = NULL;
	AUTO(freep) uint32_t *possible = NULL;
	size_t nr_online, nr_possible;
	int r;

	r = cpus_online(sr, &online, &nr_online, err);
	if (r < 0)
		return r;
	if (cpus_possible(sr, &possible, &nr_possible, NULL) < 0)
		nr_possible = nr_online;
	f->nr_cpus_online = (uint32_t)nr_online;
	f->nr_cpus_possible = (uint32_t)nr_possible;
	f->cpus_online = take(online);
	return 0;
}

int machine_facts_read(const struct sysroot *sr, struct machine_facts *ret, struct err *err)
{
	AUTO(freep) char *tracefs = NULL;
	struct machine_facts f = { 0 };
	int r;

	r = read_cpus(sr, &f, err);
	if (r < 0)
		return r;

	read_sysctls(sr, &f);
	f.in_user_namespace = find_namespace(sr, "user", NS_INIT_USER) == WHERE_OTHER;
	read_status(sr, &f);
	read_limits(sr, &f);
	tracefs = tracefs_find(sr);
	f.tracefs_mounted = tracefs != NULL;
	f.tracefs_readable = tracefs && tracefs_readable(sr, tracefs);
	f.has_cpu_pmu = find_cpu_pmu(sr);
	f.kprobe_type = pmu_type(sr, "kprobe");
	f.uprobe_type = pmu_type(sr, "uprobe");
	f.in_vm = find_hypervisor(sr);
	f.in_container_hint = find_container(sr);
	*ret = f;
	return 0;
}

void machine_facts_done(struct machine_facts *facts)
{
	free((void *)facts->cpus_online);
	*facts = (struct machine_facts){ 0 };
}

bool machine_facts_raise_nofile(struct machine_facts *facts, uint64_t nr_files)
{
	uint64_t wanted = facts->nofile_used + nr_files;
	struct rlimit limit;

	if (wanted <= facts->nofile_soft)
		return true;
	limit.rlim_max = facts->nofile_hard;
	limit.rlim_cur = wanted < facts->nofile_hard ? wanted : facts->nofile_hard;
	if (setrlimit(RLIMIT_NOFILE, &limit) == 0)
		facts->nofile_soft = limit.rlim_cur;
	return wanted <= facts->nofile_soft;
}
