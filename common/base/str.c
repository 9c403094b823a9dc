/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "common/base/str.h"

#include <ctype.h>

bool str_starts(struct str s, struct str prefix)
{
	return s.len >= prefix.len && str_eq((struct str){ s.s, prefix.len }, prefix);
}

bool str_ends(struct str s, struct str suffix)
{
	return s.len >= suffix.len &&
	       str_eq((struct str){ s.s + s.len - suffix.len, suffix.len }, suffix);
}

struct str str_trim(struct str s)
{
	while (s.len && isspace((unsigned char)s.s[0])) {
		s.s++;
		s.len--;
	}
	while (s.len && isspace((unsigned char)s.s[s.len - 1]))
		s.len--;
	return s;
}

bool str_split(struct str *rest, char separator, struct str *part)
{
	const char *at;

	if (!rest->s)
		return false;

	at = rest->len ? memchr(rest->s, separator, rest->len) : NULL;
	part->s = rest->s;
	if (!at) {
		part->len = rest->len;
		*rest = (struct str){ NULL, 0 };
		return true;
	}
	part->len = (size_t)(at - rest->s);
	rest->len -= part->len + 1;
	rest->s = at + 1;
	return true;
}

bool str_has_glob(struct str pattern)
{
	for (size_t i = 0; i < pattern.len; i++)
		if (strchr("*?[", pattern.s[i]) && pattern.s[i])
			return true;
	return false;
}

/* One [...] at p[0]: does `c` match it? *used: its length, 0 where there is no closing bracket. */
static bool class_matches(struct str p, char c, size_t *used)
{
	bool invert = p.len > 1 && (p.s[1] == '!' || p.s[1] == '^');
	size_t i = invert ? 2 : 1;
	size_t first = i;
	bool found = false;

	for (; i < p.len && (p.s[i] != ']' || i == first); i++) {
		if (i + 2 < p.len && p.s[i + 1] == '-' && p.s[i + 2] != ']') {
			found |= p.s[i] <= c && c <= p.s[i + 2];
			i += 2;
		} else {
			found |= p.s[i] == c;
		}
	}
	*used = i < p.len ? i + 1 : 0;
	return found != invert;
}

/* Match one element of the pattern (not '*') with `c`; *used: how long the element is. */
static bool element_matches(struct str p, char c, size_t *used)
{
	*used = 1;
	if (p.s[0] == '?')
		return true;
	if (p.s[0] == '[') {
		bool matches = class_matches(p, c, used);

		if (*used)
			return matches;
		*used = 1;
	} else if (p.s[0] == '\\' && p.len > 1) {
		*used = 2;
		return p.s[1] == c;
	}
	return p.s[0] == c;
}

bool str_glob(struct str pattern, struct str s)
{
	size_t p = 0, i = 0;
	size_t star = SIZE_MAX, star_i = 0; /* the last '*', and where it matched up to */

	while (i < s.len) {
		size_t used = 0;

		if (p < pattern.len && pattern.s[p] == '*') {
			star = p++;
			star_i = i;
			continue;
		}
		if (p < pattern.len &&
		    element_matches((struct str){ pattern.s + p, pattern.len - p }, s.s[i],
		                    &used)) {
			p += used;
			i++;
			continue;
		}
		if (star == SIZE_MAX)
			return false;
		p = star + 1;
		i = ++star_i;
	}
	while (p < pattern.len && pattern.s[p] == '*')
		p++;
	return p == pattern.len;
}

static inline uint64_t load(const unsigned char *p, size_t bytes)
{
	uint64_t v = 0;

	memcpy(&v, p, bytes);
	return v;
}

/* Both halves of the product: every bit of a and b reaches every bit of the result. */
static inline uint64_t fold_product(uint64_t a, uint64_t b)
{
	unsigned __int128 product = (unsigned __int128)a * b;

	return (uint64_t)product ^ (uint64_t)(product >> 64);
}

uint64_t hash_bytes_seeded(const void *p, size_t len, uint64_t seed)
{
	const uint64_t odd = 0x9e3779b97f4a7c15ull;
	const unsigned char *bytes = p;
	uint64_t h = seed ^ len * odd;
	uint64_t a = 0, b = 0;

	for (; len > 16; len -= 16, bytes += 16)
		h += fold_product(load(bytes, 8) ^ odd, load(bytes + 8, 8) ^ h);

	/* What is left is read as two words that may overlap. */
	if (len >= 8) {
		a = load(bytes, 8);
		b = load(bytes + len - 8, 8);
	} else if (len >= 4) {
		a = load(bytes, 4);
		b = load(bytes + len - 4, 4);
	} else if (len) {
		a = (uint64_t)bytes[0] << 16 | (uint64_t)bytes[len / 2] << 8 | bytes[len - 1];
	}
	return hash_u64(h + fold_product(a ^ odd, b ^ h));
}

uint64_t hash_bytes(const void *p, size_t len)
{
	return hash_bytes_seeded(p, len, 0);
}
