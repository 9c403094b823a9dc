/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "common/kernel/host_source.h"

#include <dirent.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/arena.h"
#include "common/base/fs.h"
#include "common/base/mem.h"
#include "common/base/num.h"
#include "common/base/str.h"
#include "common/base/sysroot.h"
#include "common/base/vec.h"

#define FILE_BYTES_MAX (64u << 20) /* /proc/cpuinfo of a thousand cpus has 2 MB */

static char *read_text(const struct host_source *src, const char *fmt, va_list ap)
{
	AUTO(freep) char *name = NULL;
	AUTO(freep) char *path = NULL;
	char *text = NULL;

	if (vasprintf(&name, fmt, ap) < 0) {
		name = NULL;
		return NULL;
	}
	path = sysroot_path(src->sr, "%s", name);
	return file_read(path, FILE_BYTES_MAX, &text, NULL, NULL) < 0 ? NULL : text;
}

const char *host_source_text(const struct host_source *src, const char *fmt, ...)
{
	AUTO(freep) char *text = NULL;
	struct str trimmed;
	va_list ap;

	va_start(ap, fmt);
	text = read_text(src, fmt, ap);
	va_end(ap);
	if (!text)
		return NULL;
	trimmed = str_trim(str_of(text));
	return arena_strndup(src->arena, trimmed.s, trimmed.len);
}

bool host_source_i32(const struct host_source *src, int32_t *ret, const char *fmt, ...)
{
	AUTO(freep) char *text = NULL;
	va_list ap;

	va_start(ap, fmt);
	text = read_text(src, fmt, ap);
	va_end(ap);
	return text && num_int(str_trim(str_of(text)), ret);
}

const char *host_source_field(const struct host_source *src, const char *text, const char *key)
{
	struct str rest = str_of(text), line, name;

	while (str_split(&rest, '\n', &line)) {
		if (!str_split(&line, ':', &name) || !str_is(str_trim(name), key))
			continue;
		line = str_trim(line);
		return arena_strndup(src->arena, line.s, line.len);
	}
	return NULL;
}

static int compare_u32(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

size_t host_source_numbers(const struct host_source *src, const char *dir, const char *prefix,
                           uint32_t **ret)
{
	AUTO(freep) char *path = sysroot_path(src->sr, "%s", dir);
	VEC(uint32_t) numbers = { 0 };
	DIR *d = opendir(path);
	struct dirent *entry;
	size_t nr;

	while (d && (entry = readdir(d))) {
		uint32_t n;

		if (strstarts(entry->d_name, prefix) &&
		    num_u32(str_of(entry->d_name + strlen(prefix)), &n))
			vec_push(&numbers, n);
	}
	if (d)
		closedir(d);
	vec_sort(&numbers, compare_u32);
	nr = numbers.len;
	*ret = arena_array(src->arena, uint32_t, nr);
	if (nr)
		memcpy(*ret, numbers.data, nr * sizeof(uint32_t));
	vec_done(&numbers);
	return nr;
}
