/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * The table of record types: name and layout, one row a type. For this folder's use.
 */
#include <stdint.h>

/*
 * layout: what follows the header. 2, 4, 8: a number of so many bytes; *: numbers of 8 bytes up
 * to the id fields; s: text, padded; b: the 24 bytes that MMAP2 has either as numbers or as a
 * build-id; . : bytes that have no order, to the end. Id fields may follow in types below 64.
 */
struct record_type {
	uint32_t type;
	const char *name;
	const char *layout;
};

/* NULL: not known. */
const struct record_type *record_type_find(uint32_t type);
