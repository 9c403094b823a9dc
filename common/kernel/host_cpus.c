/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The cpus in the header: their model, how they sit in packages and cores, their caches. */
#include <string.h>
#if defined(__x86_64__) || defined(__i386__)
#include <cpuid.h>
#endif

#include "common/abi/features.h"
#include "common/base/arena.h"
#include "common/base/num.h"
#include "common/base/str.h"
#include "common/kernel/host_source.h"

#define CPU_DIR           "/sys/devices/system/cpu/cpu%u"
#define CACHE_INDEXES_MAX 16

/* Of a MIDR; perf leaves out what does not change the set of events. */
#define MIDR_VARIANT_MASK  0x00f00000u
#define MIDR_REVISION_MASK 0x0000000fu

#if defined(__x86_64__) || defined(__i386__)
const char *host_cpuid(const struct host_source *src)
{
	unsigned eax, ebx, ecx, edx, family, model;
	char vendor[13] = "";

	if (!__get_cpuid(0, &eax, &ebx, &ecx, &edx))
		return NULL;
	memcpy(vendor, &ebx, 4);
	memcpy(vendor + 4, &edx, 4);
	memcpy(vendor + 8, &ecx, 4);
	if (!__get_cpuid(1, &eax, &ebx, &ecx, &edx))
		return NULL;

	/* The extensions: Intel's manual, CPUID leaf 1. */
	family = eax >> 8 & 0xf;
	model = eax >> 4 & 0xf;
	if (family == 0xf)
		family += eax >> 20 & 0xff;
	if (family >= 6)
		model += (eax >> 16 & 0xf) << 4;
	return arena_printf(src->arena, "%s,%u,%u,%u", vendor, family, model, eax & 0xf);
}
#elif defined(__aarch64__)
const char *host_cpuid(const struct host_source *src)
{
	const char *text = host_source_text(src, CPU_DIR "/regs/identification/midr_el1", 0u);
	uint64_t midr;

	if (!text || !num_hex(str_of(text), &midr))
		return NULL;
	midr &= ~(uint64_t)(MIDR_VARIANT_MASK | MIDR_REVISION_MASK);
	return arena_printf(src->arena, "0x%016llx", (unsigned long long)midr);
}
#else
const char *host_cpuid(const struct host_source *src)
{
	(void)src;
	return NULL;
}
#endif

struct string_list {
	const char **data;
	size_t len, cap;
};

static void add_once(struct string_list *list, const char *text)
{
	vec_for_each(known, list)
		if (streq(*known, text))
			return;
	vec_push(list, text);
}

/* The first of two names that a kernel has: the newer one came with Linux 5.3. */
static const char *read_list(const struct host_source *src, uint32_t cpu, const char *newer,
                             const char *older)
{
	const char *text = host_source_text(src, CPU_DIR "/topology/%s", cpu, newer);

	return text || !older ? text : host_source_text(src, CPU_DIR "/topology/%s", cpu, older);
}

static int32_t read_place(const struct host_source *src, uint32_t cpu, const char *name)
{
	int32_t v;

	return host_source_i32(src, &v, CPU_DIR "/topology/%s", cpu, name) ? v : -1;
}

void host_cpu_topology(const struct host_source *src, uint32_t nr_cpus, struct features *f)
{
	struct string_list cores = { 0 }, dies = { 0 }, threads = { 0 };
	struct feature_cpu_topology *topology = &f->cpu_topology;
	struct feature_cpu_place *places =
		arena_array(src->arena, struct feature_cpu_place, nr_cpus);

	for (uint32_t cpu = 0; cpu < nr_cpus; cpu++) {
		const char *core = read_list(src, cpu, "package_cpus_list", "core_siblings_list");
		const char *die = read_list(src, cpu, "die_cpus_list", NULL);
		const char *thread = read_list(src, cpu, "core_cpus_list", "thread_siblings_list");

		if (core)
			add_once(&cores, core);
		if (die)
			add_once(&dies, die);
		if (thread)
			add_once(&threads, thread);
		/* An offline cpu has none of these files; perf says -1. */
		places[cpu].core = read_place(src, cpu, "core_id");
		places[cpu].socket = read_place(src, cpu, "physical_package_id");
		places[cpu].die = read_place(src, cpu, "die_id");
	}

	vec_for_each(text, &cores)
		vec_push(&topology->core_siblings, *text);
	vec_for_each(text, &threads)
		vec_push(&topology->thread_siblings, *text);
#if defined(__x86_64__) || defined(__s390x__)
	/* perf writes dies for these two only: elsewhere the kernel's are made up. */
	vec_for_each(text, &dies)
		vec_push(&topology->die_siblings, *text);
#endif
	topology->has_dies = topology->die_siblings.len > 0;
	for (uint32_t cpu = 0; !topology->has_dies && cpu < nr_cpus; cpu++)
		places[cpu].die = -1;
	topology->places = places;
	if (cores.len)
		features_set(f, FEATURE_CPU_TOPOLOGY);
	vec_done(&cores);
	vec_done(&dies);
	vec_done(&threads);
}

static bool read_cache(const struct host_source *src, uint32_t cpu, uint32_t index,
                       struct feature_cache *ret)
{
#define CACHE_DIR CPU_DIR "/cache/index%u"
	int32_t level, line, sets, ways;

	if (!host_source_i32(src, &level, CACHE_DIR "/level", cpu, index))
		return false;
	ret->level = (uint32_t)level;
	if (host_source_i32(src, &line, CACHE_DIR "/coherency_line_size", cpu, index))
		ret->line_size = (uint32_t)line;
	if (host_source_i32(src, &sets, CACHE_DIR "/number_of_sets", cpu, index))
		ret->sets = (uint32_t)sets;
	if (host_source_i32(src, &ways, CACHE_DIR "/ways_of_associativity", cpu, index))
		ret->ways = (uint32_t)ways;
	ret->type = host_source_text(src, CACHE_DIR "/type", cpu, index);
	ret->size = host_source_text(src, CACHE_DIR "/size", cpu, index);
	ret->map = host_source_text(src, CACHE_DIR "/shared_cpu_list", cpu, index);
	return ret->type && ret->size && ret->map;
#undef CACHE_DIR
}

static bool same_cache(const struct feature_cache *a, const struct feature_cache *b)
{
	return a->level == b->level && a->line_size == b->line_size && a->sets == b->sets &&
	       a->ways == b->ways && streq(a->type, b->type) && streq(a->size, b->size) &&
	       streq(a->map, b->map);
}

/* Behind all caches of its level and of lower ones, where no other cpu named it before. */
static void add_cache(struct features *f, const struct feature_cache *cache)
{
	size_t at;

	vec_for_each(known, &f->caches)
		if (same_cache(known, cache))
			return;
	vec_push(&f->caches, *cache);
	for (at = f->caches.len - 1; at && f->caches.data[at - 1].level > cache->level; at--)
		f->caches.data[at] = f->caches.data[at - 1];
	f->caches.data[at] = *cache;
}

void host_caches(const struct host_source *src, uint32_t nr_cpus, struct features *f)
{
	for (uint32_t cpu = 0; cpu < nr_cpus; cpu++)
		for (uint32_t index = 0; index < CACHE_INDEXES_MAX; index++) {
			struct feature_cache cache = { 0 };

			if (!read_cache(src, cpu, index, &cache))
				break;
			add_cache(f, &cache);
		}
	if (f->caches.len)
		features_set(f, FEATURE_CACHE);
}
