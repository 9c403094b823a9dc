/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "common/cli/name_list.h"

#include <stdlib.h>
#include <string.h>

#include "common/base/err.h"
#include "common/base/fs.h"
#include "common/base/mem.h"
#include "common/base/num.h"

#define LIST_FILE_MAX_BYTES (1 << 20)

static int compare_names(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static void add_name(struct name_list *list, struct str name)
{
	if (!name.len)
		return;
	list->names = xreallocarray(list->names, list->nr + 1, sizeof(*list->names));
	list->names[list->nr++] = xstrndup(name.s, name.len);
}

static int add_lines(struct name_list *list, const char *path, struct err *err)
{
	AUTO(freep) char *text = NULL;
	struct str rest, line;
	int r = file_read(path, LIST_FILE_MAX_BYTES, &text, NULL, err);

	if (r < 0)
		return r;
	rest = str_of(text);
	while (str_split(&rest, '\n', &line))
		add_name(list, str_trim(line));
	return 0;
}

int name_list_add(struct name_list *list, const char *arg, struct err *err)
{
	static const struct str file = { "file://", 7 };
	struct str rest = str_of(arg), part;
	int r = 0;

	list->given = true;
	while (r >= 0 && str_split(&rest, ',', &part)) {
		if (str_starts(part, file)) {
			AUTO(freep) char *path = xstrndup(part.s + file.len, part.len - file.len);

			r = add_lines(list, path, err);
		} else {
			add_name(list, part);
		}
	}
	if (list->nr)
		qsort(list->names, list->nr, sizeof(*list->names), compare_names);
	return r;
}

bool name_list_has(const struct name_list *list, const char *name)
{
	return list->nr &&
	       bsearch(&name, list->names, list->nr, sizeof(*list->names), compare_names) != NULL;
}

void name_list_done(struct name_list *list)
{
	for (size_t i = 0; i < list->nr; i++)
		free(list->names[i]);
	free(list->names);
	*list = (struct name_list){ 0 };
}

static int compare_ids(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return x < y ? -1 : x > y;
}

int id_list_parse(struct id_list *list, const char *arg, const char *what, struct err *err)
{
	struct str rest = str_of(arg), part;
	uint32_t id;

	list->given = true;
	while (str_split(&rest, ',', &part)) {
		if (!num_u32(part, &id))
			return err_set(err, EINVAL, "problems parsing %s list: '%.*s' is no number",
			               what, STR_ARG(part));
		list->ids = xreallocarray(list->ids, list->nr + 1, sizeof(*list->ids));
		list->ids[list->nr++] = id;
	}
	qsort(list->ids, list->nr, sizeof(*list->ids), compare_ids);
	return 0;
}

#define MAX_CPU 65535

int cpu_list_parse(struct id_list *list, const char *arg, struct err *err)
{
	id_list_done(list);
	list->given = true;
	if (!num_list(str_of(arg), MAX_CPU, &list->ids, &list->nr))
		return err_set(err, EINVAL, "Invalid cpu_list");
	return 0;
}

bool id_list_has(const struct id_list *list, uint32_t id)
{
	return list->nr &&
	       bsearch(&id, list->ids, list->nr, sizeof(*list->ids), compare_ids) != NULL;
}

void id_list_done(struct id_list *list)
{
	free(list->ids);
	*list = (struct id_list){ 0 };
}
