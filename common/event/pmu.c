/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "common/event/pmu.h"

#include <dirent.h>
#include <strings.h>

#include "common/base/arena.h"
#include "common/base/fs.h"
#include "common/base/mem.h"
#include "common/base/num.h"
#include "common/base/sysroot.h"
#include "common/event/event.h"

#define DEVICES        "/sys/bus/event_source/devices"
#define FILE_BYTES_MAX 65536 /* of one attribute; sysfs itself stops at a page */
#define FORMATS_MAX    1024

/* A file of the PMU without the newline at its end; the caller's to free. NULL: not there. */
static char *read_attribute(const struct sysroot *sr, const char *pmu, const char *file)
{
	AUTO(freep) char *path = sysroot_path(sr, DEVICES "/%s/%s", pmu, file);
	char *text;
	size_t len;

	if (file_read(path, FILE_BYTES_MAX, &text, &len, NULL) < 0)
		return NULL;
	while (len && (text[len - 1] == '\n' || text[len - 1] == ' '))
		text[--len] = '\0';
	return text;
}

static bool read_number(const struct sysroot *sr, const char *pmu, const char *file, uint32_t *ret)
{
	AUTO(freep) char *text = read_attribute(sr, pmu, file);

	return text && num_u32(str_of(text), ret);
}

/* "0-7" or "18": bits of a config. Those beyond the 64th do not exist. */
static bool parse_bits(struct str range, uint64_t *bits)
{
	struct str first;
	uint64_t from, to;

	if (!str_split(&range, '-', &first) || !num_u64(first, &from))
		return false;
	to = from;
	if (range.s && !num_u64(range, &to))
		return false;
	if (from > to || to > 63)
		return false;
	*bits |= (~0ull >> (63 - (to - from))) << from;
	return true;
}

/* "config1:0-7,32-35" */
static bool parse_format(struct str text, struct pmu_format *format)
{
	static const char *const configs[] = { "config", "config1", "config2", "config3" };
	struct str config, range;

	if (!str_split(&text, ':', &config) || !text.s)
		return false;
	format->config = 0;
	while (format->config < 4 && !str_is(config, configs[format->config]))
		format->config++;
	if (format->config == 4)
		return false;
	while (str_split(&text, ',', &range))
		if (!parse_bits(str_trim(range), &format->bits))
			return false;
	return true;
}

static void names_init(struct pmu_names *n, const struct sysroot *sr, const char *below)
{
	AUTO(freep) char *path = sysroot_path(sr, DEVICES "%s", below);

	n->dir = opendir(path);
}

void pmu_names_init(struct pmu_names *n, const struct sysroot *sr)
{
	names_init(n, sr, "");
}

void pmu_event_names_init(struct pmu_names *n, const struct sysroot *sr, const char *pmu)
{
	AUTO(freep) char *below = xasprintf("/%s/events", pmu);

	names_init(n, sr, below);
}

static bool belongs_to_event(struct str name)
{
	return str_ends(name, STR(".unit")) || str_ends(name, STR(".scale")) ||
	       str_ends(name, STR(".per-pkg")) || str_ends(name, STR(".snapshot"));
}

const char *pmu_names_next(struct pmu_names *n)
{
	const struct dirent *entry;

	while (n->dir && (entry = readdir(n->dir)))
		if (entry->d_name[0] != '.' && !belongs_to_event(str_of(entry->d_name)))
			return entry->d_name;
	return NULL;
}

void pmu_names_done(struct pmu_names *n)
{
	if (n->dir)
		closedir(n->dir);
	n->dir = NULL;
}

static void read_formats(struct pmu *pmu, const struct sysroot *sr, struct arena *arena)
{
	AUTO(freep) char *below = xasprintf("/%s/format", pmu->name);
	AUTO(pmu_names_done) struct pmu_names names = { 0 };
	VEC(struct pmu_format) formats = { 0 };
	const char *name;

	names_init(&names, sr, below);
	while (formats.len < FORMATS_MAX && (name = pmu_names_next(&names))) {
		AUTO(freep) char *file = xasprintf("format/%s", name);
		AUTO(freep) char *text = read_attribute(sr, pmu->name, file);
		struct pmu_format format = { 0 };

		if (!text || !parse_format(str_of(text), &format))
			continue; /* a kind of format that is newer than this program */
		format.name = arena_strdup(arena, name);
		vec_push(&formats, format);
	}
	if (formats.len)
		pmu->formats =
			arena_memdup(arena, formats.data, formats.len * sizeof(struct pmu_format));
	pmu->nr_formats = formats.len;
	vec_done(&formats);
}

static const char *read_cpus(const char *pmu, const struct sysroot *sr, struct arena *arena)
{
	AUTO(freep) char *mask = read_attribute(sr, pmu, "cpumask");
	AUTO(freep) char *cpus = mask ? NULL : read_attribute(sr, pmu, "cpus");

	if (!(mask && *mask) && !(cpus && *cpus))
		return NULL;
	return arena_strdup(arena, mask ? mask : cpus);
}

const struct pmu *pmu_find(struct event_list *list, const struct sysroot *sr, struct str name)
{
	struct arena *arena = list->arena;
	struct pmu pmu = { 0 };

	vec_for_each(known, &list->pmus)
		if (str_is(name, (*known)->name))
			return *known;
	if (!name.len || name.s[0] == '.')
		return NULL;

	pmu.name = arena_strndup(arena, name.s, name.len);
	if (!read_number(sr, pmu.name, "type", &pmu.type))
		return NULL;
	pmu.cpus = read_cpus(pmu.name, sr, arena);
	if (!read_number(sr, pmu.name, "nr_addr_filters", &pmu.nr_addr_filters))
		pmu.nr_addr_filters = 0;
	read_formats(&pmu, sr, arena);
	vec_push(&list->pmus, arena_memdup(arena, &pmu, sizeof(pmu)));
	return *vec_last(&list->pmus);
}

/* The name of the event as the PMU spells it, or NULL; the caller's to free. */
static char *spelled(const char *pmu, const struct sysroot *sr, struct str name)
{
	AUTO(pmu_names_done) struct pmu_names names = { 0 };
	const char *found;

	pmu_event_names_init(&names, sr, pmu);
	while ((found = pmu_names_next(&names)))
		if (strlen(found) == name.len && !strncasecmp(found, name.s, name.len))
			return xstrdup(found);
	return NULL;
}

bool pmu_event_read(const char *pmu, const struct sysroot *sr, struct str name, struct arena *arena,
                    struct pmu_event *ret)
{
	AUTO(freep) char *event = xasprintf("events/%.*s", STR_ARG(name));
	AUTO(freep) char *terms = NULL, *other = NULL, *unit_file = NULL, *scale_file = NULL;
	AUTO(freep) char *unit = NULL, *scale = NULL;

	if (!name.len || name.s[0] == '.' || memchr(name.s, '/', name.len) ||
	    belongs_to_event(name))
		return false;
	terms = read_attribute(sr, pmu, event);
	if (!terms && (other = spelled(pmu, sr, name))) {
		free(event);
		event = xasprintf("events/%s", other);
		terms = read_attribute(sr, pmu, event);
	}
	if (!terms)
		return false;

	unit_file = xasprintf("%s.unit", event);
	scale_file = xasprintf("%s.scale", event);
	unit = read_attribute(sr, pmu, unit_file);
	scale = read_attribute(sr, pmu, scale_file);
	*ret = (struct pmu_event){
		.name = arena_strndup(arena, name.s, name.len),
		.terms = arena_strdup(arena, terms),
		.unit = unit ? arena_strdup(arena, unit) : NULL,
		.scale = 1,
	};
	if (scale && !num_double(str_of(scale), &ret->scale))
		ret->scale = 1;
	return true;
}

/* Is it nothing, or a number that counts boxes of one kind: "_0", "3"? */
static bool is_instance(const char *suffix)
{
	if (*suffix == '_')
		suffix++;
	else if (!*suffix)
		return true;
	return *suffix && suffix[strspn(suffix, "0123456789")] == '\0';
}

bool pmu_name_matches(const char *name, struct str wanted)
{
	static const struct str uncore = { "uncore_", 7 };
	struct str all = str_of(name);

	if (str_starts(all, uncore) && !str_starts(wanted, uncore))
		all = (struct str){ all.s + uncore.len, all.len - uncore.len };
	if (str_has_glob(wanted))
		return str_glob(wanted, all);
	return str_starts(all, wanted) && is_instance(all.s + wanted.len);
}

const struct pmu_format *pmu_format_find(const struct pmu *pmu, const char *name)
{
	for (size_t i = 0; i < pmu->nr_formats; i++)
		if (streq(pmu->formats[i].name, name))
			return &pmu->formats[i];
	return NULL;
}

uint64_t pmu_format_max(const struct pmu_format *format)
{
	unsigned width = (unsigned)__builtin_popcountll(format->bits);

	return width == 64 ? UINT64_MAX : (1ull << width) - 1;
}

uint64_t pmu_format_spread(const struct pmu_format *format, uint64_t value)
{
	uint64_t set = 0;

	for (uint64_t left = format->bits; left; left &= left - 1, value >>= 1)
		if (value & 1)
			set |= left & -left;
	return set;
}
