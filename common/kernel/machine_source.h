/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * Inside of machine_features.h: small files of sysfs and procfs, and one function a subject.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct features;
struct sysroot;

struct machine_source {
	const struct sysroot *sr;
	struct arena *arena;
};

/* The trimmed text of a file, from the arena; NULL: it cannot be read. */
const char *source_text(const struct machine_source *src, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

/* A file with one number. False: none. */
bool source_i32(const struct machine_source *src, int32_t *ret, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

/*
 * The numbers N of the entries "<prefix>N" of a folder, ascending. *ret: from the arena. Returns
 * how many.
 */
size_t source_numbers(const struct machine_source *src, const char *dir, const char *prefix,
                      uint32_t **ret);

/* The value of the first line "key ... : value" or "key: value" of a text; NULL: none. */
const char *source_field(const struct machine_source *src, const char *text, const char *key);

void machine_cpu_topology(const struct machine_source *src, uint32_t nr_cpus, struct features *f);
void machine_caches(const struct machine_source *src, uint32_t nr_cpus, struct features *f);
void machine_numa(const struct machine_source *src, struct features *f);
void machine_memory(const struct machine_source *src, struct features *f);
void machine_pmus(const struct machine_source *src, struct features *f);

/* The name perf knows the cpu's model by ("GenuineIntel,6,85,7", a MIDR); NULL: not known. */
const char *machine_cpuid(const struct machine_source *src);
