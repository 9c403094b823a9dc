/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * A growing array of any type, owned by the struct it stands in.
 *
 *	VEC(struct range) ranges = { 0 };
 *	vec_push(&ranges, (struct range){ 1, 2 });
 *	vec_for_each (r, &ranges) ...
 *	vec_done(&ranges);
 *
 * Pointers to elements live until the next push.
 */
#include <stdlib.h>

#include "common/base/mem.h"

#define VEC(type)                \
	struct {                 \
		type *data;      \
		size_t len, cap; \
	}

/* Make room for `extra` more elements. */
#define vec_reserve(v, extra)                                                               \
	do {                                                                                \
		if ((v)->len + (extra) > (v)->cap) {                                        \
			(v)->cap = (v)->len + (extra) > 2 * (v)->cap ? (v)->len + (extra)   \
			                                             : 2 * (v)->cap;        \
			if ((v)->cap < 8)                                                   \
				(v)->cap = 8;                                               \
			(v)->data = xreallocarray((v)->data, (v)->cap, sizeof(*(v)->data)); \
		}                                                                           \
	} while (0)

/* Add a zeroed element and give its address. */
#define vec_add(v)                                                   \
	({                                                           \
		vec_reserve(v, 1);                                   \
		(v)->data[(v)->len] = (__typeof__(*(v)->data)){ 0 }; \
		&(v)->data[(v)->len++];                              \
	})

#define vec_push(v, ...)                               \
	do {                                           \
		vec_reserve(v, 1);                     \
		(v)->data[(v)->len++] = (__VA_ARGS__); \
	} while (0)

#define vec_pop(v)   ((v)->data[--(v)->len])
#define vec_last(v)  (&(v)->data[(v)->len - 1])
#define vec_clear(v) ((void)((v)->len = 0))

/* `it` points to each element in turn. */
#define vec_for_each(it, v) \
	for (__typeof__(&*(v)->data) it = (v)->data; it && it < (v)->data + (v)->len; it++)

#define vec_sort(v, compare)                                                     \
	do {                                                                     \
		if ((v)->len)                                                    \
			qsort((v)->data, (v)->len, sizeof(*(v)->data), compare); \
	} while (0)

/* Free the elements' memory; the vec is empty and usable again. */
#define vec_done(v)                      \
	do {                             \
		free((v)->data);         \
		(v)->data = NULL;        \
		(v)->len = (v)->cap = 0; \
	} while (0)
