/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * Inside of host_features.h: small files of sysfs and procfs, and one function a subject.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct features;
struct sysroot;

struct host_source {
	const struct sysroot *sr;
	struct arena *arena;
};

/* The trimmed text of a file, from the arena; NULL: it cannot be read. */
const char *host_source_text(const struct host_source *src, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

/* A file with one number. False: none. */
bool host_source_i32(const struct host_source *src, int32_t *ret, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

/*
 * The numbers N of the entries "<prefix>N" of a folder, ascending. *ret: from the arena. Returns
 * how many.
 */
size_t host_source_numbers(const struct host_source *src, const char *dir, const char *prefix,
                           uint32_t **ret);

/* The value of the first line "key ... : value" or "key: value" of a text; NULL: none. */
const char *host_source_field(const struct host_source *src, const char *text, const char *key);

void host_cpu_topology(const struct host_source *src, uint32_t nr_cpus, struct features *f);
void host_caches(const struct host_source *src, uint32_t nr_cpus, struct features *f);
void host_numa(const struct host_source *src, struct features *f);
void host_memory(const struct host_source *src, struct features *f);
void host_pmus(const struct host_source *src, struct features *f);

/* The name perf knows the cpu's model by ("GenuineIntel,6,85,7", a MIDR); NULL: not known. */
const char *host_cpuid(const struct host_source *src);
