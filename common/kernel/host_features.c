/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "common/kernel/host_features.h"

#include <ctype.h>
#include <sys/utsname.h>

#include "common/abi/features.h"
#include "common/base/arena.h"
#include "common/base/mem.h"
#include "common/base/num.h"
#include "common/base/sysroot.h"
#include "common/kernel/cpus.h"
#include "common/kernel/host_source.h"

/* perf writes one blank for several. */
static const char *squeeze(struct arena *arena, const char *text)
{
	char *out = arena_strdup(arena, text), *to = out;

	for (const char *c = text; *c; c++)
		if (!isspace((unsigned char)*c) || to == out || to[-1] != ' ')
			*to++ = isspace((unsigned char)*c) ? ' ' : *c;
	*to = '\0';
	return out;
}

/* Each architecture has its own line for it; most have perf's choice, "model name". */
static const char *cpu_description(const struct host_source *src)
{
	static const char *const keys[] = {
#if defined(__powerpc__)
		"cpu",
#elif defined(__s390__)
		"vendor_id",
#elif defined(__mips__) || defined(__alpha__)
		"cpu model",
#elif defined(__loongarch__)
		"Model Name",
#elif defined(__arm__) || defined(__aarch64__)
		"model name",
		"Processor",
#else
		"model name",
#endif
	};
	const char *text = host_source_text(src, "/proc/cpuinfo");
	const char *value = NULL;

	for (size_t i = 0; text && !value && i < sizeof(keys) / sizeof(keys[0]); i++)
		value = host_source_field(src, text, keys[i]);
	return value ? squeeze(src->arena, value) : NULL;
}

/* Mark `bit` where there is a value. */
static void set_text(struct features *f, enum feature_bit bit, const char **to, const char *value)
{
	*to = value;
	if (value)
		features_set(f, bit);
}

static void read_host(const struct host_source *src, struct features *f)
{
	struct utsname name;

	set_text(f, FEATURE_HOSTNAME, &f->hostname,
	         host_source_text(src, "/proc/sys/kernel/hostname"));
	set_text(f, FEATURE_OSRELEASE, &f->osrelease,
	         host_source_text(src, "/proc/sys/kernel/osrelease"));
	if (uname(&name) == 0)
		set_text(f, FEATURE_ARCH, &f->arch, arena_strdup(src->arena, name.machine));
}

/* One above the highest number in a list such as "0-3"; 0: no list. */
static uint32_t highest_of(const struct host_source *src, const char *name, size_t *ret_nr)
{
	const char *text = host_source_text(src, "/sys/devices/system/cpu/%s", name);
	AUTO(freep) uint32_t *cpus = NULL;

	*ret_nr = 0;
	if (!text || !num_list(str_of(text), CPUS_MAX - 1, &cpus, ret_nr))
		return 0;
	return cpus[*ret_nr - 1] + 1;
}

/* Available is what perf calls the number of the last cpu that is present, plus 1. */
static void read_nr_cpus(const struct host_source *src, struct features *f)
{
	size_t nr_online, nr_present;
	uint32_t online = highest_of(src, "online", &nr_online);
	uint32_t present = highest_of(src, "present", &nr_present);

	if (!online)
		return;
	f->nr_cpus_avail = present ? present : online;
	f->nr_cpus_online = (uint32_t)nr_online;
	features_set(f, FEATURE_NRCPUS);
}

static void read_total_memory(const struct host_source *src, struct features *f)
{
	const char *text = host_source_text(src, "/proc/meminfo");
	const char *total = text ? host_source_field(src, text, "MemTotal") : NULL;
	struct str rest, number;

	if (!total)
		return;
	rest = str_of(total);
	if (str_split(&rest, ' ', &number) && num_u64(number, &f->total_mem_kb))
		features_set(f, FEATURE_TOTAL_MEM);
}

void host_features_read(const struct sysroot *sr, struct arena *arena, struct features *ret)
{
	struct host_source src = { sr, arena };

	read_host(&src, ret);
	read_nr_cpus(&src, ret);
	set_text(ret, FEATURE_CPUDESC, &ret->cpudesc, cpu_description(&src));
	set_text(ret, FEATURE_CPUID, &ret->cpuid, host_cpuid(&src));
	read_total_memory(&src, ret);
	host_cpu_topology(&src, ret->nr_cpus_avail, ret);
	host_numa(&src, ret);
	host_pmus(&src, ret);
	host_caches(&src, ret->nr_cpus_avail, ret);
	host_memory(&src, ret);
}
