/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * Lists that options give: "a,b,c" or "file:///path", numbers, cpus.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct err;

/* Sorted names; `given` also where the list is empty. */
struct name_list {
	char **names; /* owned */
	size_t nr;
	bool given;
};

/*
 * Add the names of "a,b,c"; a part "file://PATH" stands for the lines of that file.
 * Errors: open(2)'s for such a file.
 */
int name_list_add(struct name_list *list, const char *arg, struct err *err);
bool name_list_has(const struct name_list *list, const char *name);
void name_list_done(struct name_list *list);

/* Sorted numbers. */
struct id_list {
	uint32_t *ids; /* owned */
	size_t nr;
	bool given;
};

/* "1,2,3"; what: for the message. Errors: -EINVAL for what is no number. */
int id_list_parse(struct id_list *list, const char *arg, const char *what, struct err *err);
/* "0-3,7". Errors: -EINVAL with perf's words. */
int cpu_list_parse(struct id_list *list, const char *arg, struct err *err);
bool id_list_has(const struct id_list *list, uint32_t id);
void id_list_done(struct id_list *list);
