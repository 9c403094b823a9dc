/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "common/base/num.h"

#include <ctype.h>
#include <errno.h>
#include <limits.h>
#include <stdlib.h>

#include "common/base/mem.h"

static int digit_of(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return 99;
}

static bool parse(struct str s, unsigned base, uint64_t *ret)
{
	uint64_t v = 0;

	if (!s.len)
		return false;
	for (size_t i = 0; i < s.len; i++) {
		unsigned digit = (unsigned)digit_of(s.s[i]);

		if (digit >= base || __builtin_mul_overflow(v, base, &v) ||
		    __builtin_add_overflow(v, digit, &v))
			return false;
	}
	*ret = v;
	return true;
}

static bool has_0x(struct str s)
{
	return s.len > 2 && s.s[0] == '0' && (s.s[1] == 'x' || s.s[1] == 'X');
}

bool num_u64(struct str s, uint64_t *ret)
{
	return has_0x(s) ? num_hex(s, ret) : parse(s, 10, ret);
}

bool num_hex(struct str s, uint64_t *ret)
{
	if (has_0x(s))
		s = (struct str){ s.s + 2, s.len - 2 };
	return parse(s, 16, ret);
}

bool num_i64(struct str s, int64_t *ret)
{
	bool minus = s.len && s.s[0] == '-';
	uint64_t v;

	if (minus)
		s = (struct str){ s.s + 1, s.len - 1 };
	if (!num_u64(s, &v) || v > (uint64_t)INT64_MAX + minus)
		return false;
	*ret = minus ? (int64_t)-v : (int64_t)v;
	return true;
}

bool num_u32(struct str s, uint32_t *ret)
{
	uint64_t v;

	if (!num_u64(s, &v) || v > UINT32_MAX)
		return false;
	*ret = (uint32_t)v;
	return true;
}

bool num_int(struct str s, int *ret)
{
	int64_t v;

	if (!num_i64(s, &v) || v < INT_MIN || v > INT_MAX)
		return false;
	*ret = (int)v;
	return true;
}

bool num_double(struct str s, double *ret)
{
	AUTO(freep) char *copy = xstrndup(s.s ? s.s : "", s.len);
	char *end;
	double v;

	if (!s.len || isspace((unsigned char)s.s[0]))
		return false;
	errno = 0;
	v = strtod(copy, &end);
	if (*end || errno)
		return false;
	*ret = v;
	return true;
}

bool num_size(struct str s, uint64_t *ret_bytes)
{
	uint64_t v, unit = 1;

	if (!s.len)
		return false;
	switch (toupper((unsigned char)s.s[s.len - 1])) {
	case 'G':
		unit <<= 10;
		__attribute__((fallthrough));
	case 'M':
		unit <<= 10;
		__attribute__((fallthrough));
	case 'K':
		unit <<= 10;
		__attribute__((fallthrough));
	case 'B':
		s.len--;
		break;
	default:
		break;
	}
	return parse(s, 10, &v) && !__builtin_mul_overflow(v, unit, ret_bytes);
}

bool num_duration(struct str s, uint64_t *ret_ns)
{
	static const struct {
		char name;
		uint64_t seconds;
	} units[] = { { 's', 1 }, { 'm', 60 }, { 'h', 3600 }, { 'd', 86400 } };
	uint64_t v;

	if (!s.len || !parse((struct str){ s.s, s.len - 1 }, 10, &v))
		return false;
	for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++)
		if (s.s[s.len - 1] == units[i].name)
			return !__builtin_mul_overflow(v, units[i].seconds * 1000000000ull, ret_ns);
	return false;
}

static int compare_u32(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

static bool parse_range(struct str part, uint32_t max, uint32_t *first, uint32_t *last)
{
	const char *dash = part.len ? memchr(part.s, '-', part.len) : NULL;
	struct str low = part, high = part;

	if (dash) {
		low.len = (size_t)(dash - part.s);
		high = (struct str){ dash + 1, part.len - low.len - 1 };
	}
	return num_u32(low, first) && num_u32(high, last) && *first <= *last && *last <= max;
}

bool num_list(struct str s, uint32_t max, uint32_t **ret, size_t *nr)
{
	AUTO(freep) uint32_t *numbers = NULL;
	size_t len = 0, cap = 0, kept = 0;
	struct str part;

	while (str_split(&s, ',', &part)) {
		uint32_t first, last;

		if (!parse_range(str_trim(part), max, &first, &last))
			return false;
		if (len + (last - first) + 1 > cap) {
			cap = 2 * cap + (last - first) + 1;
			numbers = xreallocarray(numbers, cap, sizeof(*numbers));
		}
		for (uint64_t i = first; i <= last; i++)
			numbers[len++] = (uint32_t)i;
	}
	if (!len)
		return false;

	qsort(numbers, len, sizeof(*numbers), compare_u32);
	for (size_t i = 0; i < len; i++)
		if (!kept || numbers[kept - 1] != numbers[i])
			numbers[kept++] = numbers[i];
	*ret = take(numbers);
	*nr = kept;
	return true;
}
