/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * A string with a length, and the small questions that text is asked.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* A view: bytes that somebody else owns, not always ended by a NUL. */
struct str {
	const char *s;
	size_t len;
};

#define STR(literal)  ((struct str){ (literal), sizeof(literal) - 1 })
#define STR_ARG(view) (int)(view).len, (view).s /* for "%.*s" */

static inline struct str str_of(const char *s)
{
	return (struct str){ s, strlen(s) };
}

static inline bool str_eq(struct str a, struct str b)
{
	return a.len == b.len && (a.len == 0 || memcmp(a.s, b.s, a.len) == 0);
}

static inline bool str_is(struct str a, const char *s)
{
	return str_eq(a, str_of(s));
}

static inline bool streq(const char *a, const char *b)
{
	return strcmp(a, b) == 0;
}

bool str_starts(struct str s, struct str prefix);
bool str_ends(struct str s, struct str suffix);
static inline bool strstarts(const char *s, const char *prefix)
{
	return strncmp(s, prefix, strlen(prefix)) == 0;
}

/* Without white space at both ends. */
struct str str_trim(struct str s);

/*
 * Step through the parts of *rest that `separator` divides: true with *part set, false at the
 * end. "a,,b" has three parts, the empty string has one.
 */
bool str_split(struct str *rest, char separator, struct str *part);

/* Does `s` match the shell pattern (*, ?, [a-z], [!a], \x)? The whole of it must. */
bool str_glob(struct str pattern, struct str s);
bool str_has_glob(struct str pattern);

/* A 64-bit hash of bytes; equal in each run and on each machine. */
uint64_t hash_bytes(const void *p, size_t len);
/* With a seed that nobody knows, nobody can choose bytes that collide. */
uint64_t hash_bytes_seeded(const void *p, size_t len, uint64_t seed);
static inline uint64_t hash_u64(uint64_t v)
{
	v ^= v >> 32;
	v *= 0x9e3779b97f4a7c15ull;
	v ^= v >> 29;
	v *= 0xbf58476d1ce4e5b9ull;
	v ^= v >> 32;
	return v;
}
