/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * Build-ids: the name of a binary's contents (ELF note NT_GNU_BUILD_ID), 20 bytes of SHA-1 or
 * 16 of MD5 or a UUID; at most 20 are kept, as in perf.data.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct err;

#define BUILD_ID_BYTES_MAX 20
#define BUILD_ID_HEX_MAX   (2 * BUILD_ID_BYTES_MAX + 1)

struct build_id {
	uint8_t bytes[BUILD_ID_BYTES_MAX];
	uint8_t size; /* 0: none */
};

static inline bool build_id_eq(const struct build_id *a, const struct build_id *b)
{
	return a->size == b->size && memcmp(a->bytes, b->bytes, a->size) == 0;
}

/* Lower-case hex, NUL-terminated. */
void build_id_hex(const struct build_id *id, char hex[BUILD_ID_HEX_MAX]);
bool build_id_parse(const char *hex, struct build_id *ret);

/* From an ELF file's notes. -ENOENT: it has none (ret->size is 0). */
int build_id_of_file(const char *path, struct build_id *ret, struct err *err);

/* From raw note bytes (/sys/kernel/notes, a module's note file). -ENOENT: none among them. */
int build_id_of_notes(const void *notes, size_t len, struct build_id *ret, struct err *err);
