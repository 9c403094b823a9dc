/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "common/kernel/proc_maps.h"

#include <sys/mman.h>

/*
 * Hex digits at *at, up to `end`. 16 digits at most: more cannot be an address. These lines are
 * most of what a recorder reads before it starts, thousands of them a process: hence no num_hex.
 */
static bool take_hex(const char **at, const char *end, uint64_t *ret)
{
	const char *c = *at;
	uint64_t v = 0;

	for (; c < end && c - *at < 16; c++) {
		unsigned digit = (unsigned)(*c - '0');

		if (digit > 9) {
			digit = (unsigned)((*c | 0x20) - 'a') + 10;
			if (digit < 10 || digit > 15)
				break;
		}
		v = v << 4 | digit;
	}
	if (c == *at)
		return false;
	*at = c;
	*ret = v;
	return true;
}

static bool take_decimal(const char **at, const char *end, uint64_t *ret)
{
	const char *c = *at;
	uint64_t v = 0;

	for (; c < end && *c >= '0' && *c <= '9'; c++)
		if (__builtin_mul_overflow(v, 10, &v) ||
		    __builtin_add_overflow(v, (unsigned)(*c - '0'), &v))
			return false;
	if (c == *at)
		return false;
	*at = c;
	*ret = v;
	return true;
}

static bool take_char(const char **at, const char *end, char c)
{
	if (*at == end || **at != c)
		return false;
	++*at;
	return true;
}

/* "r-xp" */
static bool take_perms(const char **at, const char *end, struct proc_map *map)
{
	const char *c = *at;

	if (end - c < 4)
		return false;
	map->prot = (c[0] == 'r' ? PROT_READ : 0u) | (c[1] == 'w' ? PROT_WRITE : 0u) |
	            (c[2] == 'x' ? PROT_EXEC : 0u);
	map->flags = c[3] == 's' ? MAP_SHARED : MAP_PRIVATE;
	*at += 4;
	return true;
}

bool proc_map_parse(struct str line, struct proc_map *ret)
{
	const char *at = line.s, *end = line.s + line.len;
	struct proc_map map = { 0 };
	uint64_t maj, min;

	if (!take_hex(&at, end, &map.start) || !take_char(&at, end, '-') ||
	    !take_hex(&at, end, &map.end) || map.end < map.start || !take_char(&at, end, ' ') ||
	    !take_perms(&at, end, &map) || !take_char(&at, end, ' ') ||
	    !take_hex(&at, end, &map.pgoff) || !take_char(&at, end, ' ') ||
	    !take_hex(&at, end, &maj) || !take_char(&at, end, ':') || !take_hex(&at, end, &min) ||
	    !take_char(&at, end, ' ') || !take_decimal(&at, end, &map.ino))
		return false;

	while (at < end && (*at == ' ' || *at == '\t'))
		at++;
	map.maj = (uint32_t)maj;
	map.min = (uint32_t)min;
	map.path = (struct str){ at, (size_t)(end - at) };
	*ret = map;
	return true;
}
