/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "script/buildid-list/list_kernel.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/err.h"
#include "common/base/fs.h"
#include "common/base/mem.h"
#include "common/base/num.h"
#include "common/base/outbuf.h"
#include "common/base/str.h"
#include "common/base/sysroot.h"
#include "common/base/vec.h"
#include "common/object/build_id.h"

#define NOTES_BYTES_MAX    ((size_t)1 << 20)
#define KALLSYMS_BYTES_MAX ((size_t)1 << 28)

struct kernel_map {
	uint64_t start, end;
	char hex[BUILD_ID_HEX_MAX]; /* "" where there is none */
	char *name;
};

struct kernel_maps {
	VEC(struct kernel_map) all;
};

static int id_of_notes(const char *path, char hex[BUILD_ID_HEX_MAX], struct err *err)
{
	AUTO(freep) char *notes = NULL;
	struct build_id id;
	size_t len;
	int r = file_read(path, NOTES_BYTES_MAX, &notes, &len, err);

	if (r == 0)
		r = build_id_of_notes(notes, len, &id, err);
	if (r < 0)
		return r;
	build_id_hex(&id, hex);
	return 0;
}

static int kernel_id(const struct sysroot *sr, char hex[BUILD_ID_HEX_MAX], struct err *err)
{
	AUTO(freep) char *path = sysroot_path(sr, "/sys/kernel/notes");

	return id_of_notes(path, hex, err);
}

int list_kernel(const struct sysroot *sr, struct outbuf *out, struct err *err)
{
	char hex[BUILD_ID_HEX_MAX];
	int r = kernel_id(sr, hex, err);

	if (r < 0)
		return r;
	outbuf_printf(out, "%s\n", hex);
	return 0;
}

/* "ffffffff81000000 T _text": the address, where the line is of that symbol. */
static bool is_symbol(struct str row, const char *name, uint64_t *addr)
{
	struct str address, type, symbol;

	return str_split(&row, ' ', &address) && str_split(&row, ' ', &type) &&
	       str_split(&row, '\t', &symbol) && str_is(symbol, name) && num_hex(address, addr);
}

/* As perf: from _text (or _stext) to _etext; hidden addresses are 0. */
static int kernel_range(const struct sysroot *sr, uint64_t *start, uint64_t *end, struct err *err)
{
	AUTO(freep) char *path = sysroot_path(sr, "/proc/kallsyms");
	AUTO(freep) char *text = NULL;
	uint64_t stext = 0;
	struct str rest, row;
	int r = file_read(path, KALLSYMS_BYTES_MAX, &text, &rest.len, err);

	if (r < 0)
		return r;
	rest.s = text;
	*start = *end = 0;
	while (str_split(&rest, '\n', &row) && !(*start && *end)) {
		/* Modules have tabs; a kernel that shows nothing has zeros. */
		if (!is_symbol(row, "_text", start) && !is_symbol(row, "_stext", &stext))
			is_symbol(row, "_etext", end);
	}
	*start = *start ? *start : stext;
	if (*start)
		return 0;
	err_set(err, EACCES, "%s shows no addresses", path);
	return err_hint(err, "the kernel hides them from you (kernel.kptr_restrict): run as root");
}

/* "xfs 1556480 1 - Live 0xffffffffc0000000 ..." */
static bool parse_module(struct str row, struct kernel_map *ret, struct str *name)
{
	struct str word[6];
	uint64_t bytes;

	for (unsigned i = 0; i < 6; i++)
		if (!str_split(&row, ' ', &word[i]))
			return false;
	*name = word[0];
	if (!num_u64(word[1], &bytes) || !num_hex(word[5], &ret->start) || !ret->start)
		return false;
	ret->end = ret->start + bytes;
	return true;
}

/* A kernel without modules has no such file. */
static void add_modules(const struct sysroot *sr, struct kernel_maps *maps)
{
	AUTO(freep) char *path = sysroot_path(sr, "/proc/modules");
	AUTO(freep) char *text = NULL;
	struct str rest, row;

	if (file_read(path, KALLSYMS_BYTES_MAX, &text, &rest.len, NULL) < 0)
		return;
	rest.s = text;
	while (str_split(&rest, '\n', &row)) {
		AUTO(freep) char *notes = NULL;
		struct kernel_map map = { 0 };
		struct str name;

		if (!parse_module(row, &map, &name))
			continue;
		notes = sysroot_path(sr, "/sys/module/%.*s/notes/.note.gnu.build-id",
		                     STR_ARG(name));
		if (id_of_notes(notes, map.hex, NULL) < 0)
			map.hex[0] = '\0';
		map.name = xasprintf("[%.*s]", STR_ARG(name));
		vec_push(&maps->all, map);
	}
}

static int by_start(const void *a, const void *b)
{
	const struct kernel_map *x = a, *y = b;

	return x->start < y->start ? -1 : x->start > y->start;
}

static void maps_done(struct kernel_maps *maps)
{
	vec_for_each(map, &maps->all)
		free(map->name);
	vec_done(&maps->all);
}

int list_kernel_maps(const struct sysroot *sr, struct outbuf *out, struct err *err)
{
	AUTO(maps_done) struct kernel_maps maps = { 0 };
	struct kernel_map kernel = { .name = NULL };
	int r = kernel_id(sr, kernel.hex, err);

	if (r == 0)
		r = kernel_range(sr, &kernel.start, &kernel.end, err);
	if (r < 0)
		return r;
	kernel.name = xstrdup("[kernel.kallsyms]");
	vec_push(&maps.all, kernel);
	add_modules(sr, &maps);
	vec_sort(&maps.all, by_start);
	vec_for_each(map, &maps.all)
		outbuf_printf(out, "%s %16" PRIx64 " %16" PRIx64 " %s\n", map->hex, map->start,
		              map->end, map->name);
	return 0;
}
