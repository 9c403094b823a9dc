/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * A PMU as sysfs describes it: /sys/bus/event_source/devices/NAME.
 *
 * Format: Documentation/ABI/testing/sysfs-bus-event_source-devices* of Linux 6.1.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/base/str.h"

struct arena;
struct event_list;
struct sysroot;

/* One file of format/: which bits of which config a term sets. */
struct pmu_format {
	const char *name;
	unsigned config; /* 0, 1, 2: config, config1, config2; 3: newer than this program */
	uint64_t bits;   /* a value is spread over them, from the lowest on */
};

struct pmu {
	const char *name;
	uint32_t type;
	const char *cpus; /* of "cpumask", or of "cpus" (hybrid); or NULL */
	unsigned nr_addr_filters;
	const struct pmu_format *formats; /* in readdir's order */
	size_t nr_formats;
};

/* One file of events/, with those beside it (.unit, .scale). */
struct pmu_event {
	const char *name;
	const char *terms; /* "event=0x3c,umask=1" */
	const char *unit;  /* or NULL */
	double scale;      /* 1 where there is no file */
};

/*
 * The PMU of that name, or NULL. It is read once and kept in the list, whose arena holds it.
 */
const struct pmu *pmu_find(struct event_list *list, const struct sysroot *sr, struct str name);

/*
 * An event of the PMU, in any case of letters; copied to the arena. False: it has none of that
 * name.
 */
bool pmu_event_read(const char *pmu, const struct sysroot *sr, struct str name, struct arena *arena,
                    struct pmu_event *ret);

/* Step through names in a directory of sysfs. */
struct pmu_names {
	void *dir; /* DIR *, NULL: there is none */
};

/* All PMUs, in readdir's order. */
void pmu_names_init(struct pmu_names *n, const struct sysroot *sr);
/* The events of one PMU, without the files that belong to one (.unit ...). */
void pmu_event_names_init(struct pmu_names *n, const struct sysroot *sr, const char *pmu);
/* The next name, or NULL at the end; valid until the next call. */
const char *pmu_names_next(struct pmu_names *n);
void pmu_names_done(struct pmu_names *n);

/* Is the PMU meant by `wanted`: "uncore_imc" or "imc" for "uncore_imc_0", or a pattern? */
bool pmu_name_matches(const char *name, struct str wanted);

const struct pmu_format *pmu_format_find(const struct pmu *pmu, const char *name);

/* The largest value that fits the format. */
uint64_t pmu_format_max(const struct pmu_format *format);

/* The bits of the config that `value` sets. */
uint64_t pmu_format_spread(const struct pmu_format *format, uint64_t value);
