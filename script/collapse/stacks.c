/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "script/collapse/stacks.h"

#include "common/base/arena.h"
#include "common/base/mem.h"
#include "common/base/outbuf.h"
#include "common/base/vec.h"
#include "script/collapse/index.h"

struct stack {
	size_t first; /* in ids */
	uint32_t nr;
	struct stack_count count;
};

struct stacks {
	struct arena *text; /* of the names */
	VEC(struct str) names;
	VEC(uint32_t) ids; /* of all stacks, leaf first */
	VEC(struct stack) stacks;
	struct index by_name;
	struct index by_ids;
};

struct stacks *stacks_new(void)
{
	struct stacks *s = xzalloc(sizeof(*s));

	s->text = arena_new();
	return s;
}

void stacks_free(struct stacks *s)
{
	if (!s)
		return;
	arena_free(s->text);
	vec_done(&s->names);
	vec_done(&s->ids);
	vec_done(&s->stacks);
	index_done(&s->by_name);
	index_done(&s->by_ids);
	free(s);
}

uint32_t stacks_name(struct stacks *s, struct str name)
{
	uint64_t hash = hash_bytes(name.s, name.len);
	struct index_probe probe = index_probe(&s->by_name, hash);
	uint32_t id;

	while (index_next(&probe, &id))
		if (str_eq(s->names.data[id], name))
			return id;

	id = (uint32_t)s->names.len;
	vec_push(&s->names, (struct str){ arena_strndup(s->text, name.s, name.len), name.len });
	index_add(&s->by_name, hash, id);
	return id;
}

struct str stacks_name_of(const struct stacks *s, uint32_t id)
{
	return s->names.data[id];
}

static void count_add(struct stack_count *to, struct stack_count more)
{
	uint64_t sum;

	if (to->rough == 0 && more.rough == 0 &&
	    !__builtin_add_overflow(to->exact, more.exact, &sum)) {
		to->exact = sum;
		return;
	}
	to->rough = (to->rough != 0 ? to->rough : (double)to->exact) +
	            (more.rough != 0 ? more.rough : (double)more.exact);
}

void stacks_add(struct stacks *s, const uint32_t *ids, uint32_t nr, struct stack_count count)
{
	size_t bytes = nr * sizeof(*ids);
	uint64_t hash = hash_bytes(ids, bytes);
	struct index_probe probe = index_probe(&s->by_ids, hash);
	struct stack stack = { .first = s->ids.len, .nr = nr };
	uint32_t at;

	while (index_next(&probe, &at)) {
		struct stack *known = &s->stacks.data[at];

		if (known->nr == nr && memcmp(s->ids.data + known->first, ids, bytes) == 0) {
			count_add(&known->count, count);
			return;
		}
	}

	vec_reserve(&s->ids, nr);
	memcpy(s->ids.data + s->ids.len, ids, bytes);
	s->ids.len += nr;
	count_add(&stack.count, count);
	index_add(&s->by_ids, hash, (uint32_t)s->stacks.len);
	vec_push(&s->stacks, stack);
}

void stacks_merge(struct stacks *s, const struct stacks *from)
{
	VEC(uint32_t) ids = { 0 };
	AUTO(freep) uint32_t *map = xcalloc(from->names.len + 1, sizeof(*map));

	for (size_t i = 0; i < from->names.len; i++)
		map[i] = stacks_name(s, from->names.data[i]);
	for (size_t i = 0; i < from->stacks.len; i++) {
		const struct stack *stack = &from->stacks.data[i];

		vec_clear(&ids);
		for (uint32_t k = 0; k < stack->nr; k++)
			vec_push(&ids, map[from->ids.data[stack->first + k]]);
		stacks_add(s, ids.data, stack->nr, stack->count);
	}
	vec_done(&ids);
}

size_t stacks_nr(const struct stacks *s)
{
	return s->stacks.len;
}

struct stack_count stack_count_of(struct str digits)
{
	struct stack_count count = { 0 };

	for (size_t i = 0; i < digits.len; i++) {
		unsigned digit = (unsigned)(digits.s[i] - '0');
		uint64_t next;

		if (count.rough == 0 && !__builtin_mul_overflow(count.exact, 10, &next) &&
		    !__builtin_add_overflow(next, digit, &next))
			count.exact = next;
		else
			count.rough = (count.rough != 0 ? count.rough : (double)count.exact) * 10 +
			              digit;
	}
	return count;
}

/*
 * The order of lines. A name followed by others is followed by ';', the last one by the line's
 * end, which sorts before all bytes; so each name has two places among all names.
 */
struct ranked {
	struct str name;
	uint32_t id;
	bool is_last;
};

static int compare_ranked(const void *a, const void *b)
{
	const struct ranked *x = a, *y = b;
	size_t len = x->name.len < y->name.len ? x->name.len : y->name.len;
	int r = memcmp(x->name.s, y->name.s, len);
	int next_x, next_y; /* what follows the common part; -1 at the end of the line */

	if (r)
		return r;
	next_x = len < x->name.len ? (uint8_t)x->name.s[len] : x->is_last ? -1 : ';';
	next_y = len < y->name.len ? (uint8_t)y->name.s[len] : y->is_last ? -1 : ';';
	return next_x - next_y;
}

static struct ranked *rank_names(const struct stacks *s)
{
	struct ranked *ranked = xcalloc(2 * s->names.len + 1, sizeof(*ranked));

	for (uint32_t i = 0; i < s->names.len; i++) {
		ranked[2 * i] = (struct ranked){ s->names.data[i], i, false };
		ranked[2 * i + 1] = (struct ranked){ s->names.data[i], i, true };
	}
	qsort(ranked, 2 * s->names.len, sizeof(*ranked), compare_ranked);
	return ranked;
}

/* A stack as ranks, the root's first, ready to be compared number by number. */
struct line {
	const uint32_t *ranks;
	uint32_t nr;
	struct stack_count count;
};

static int compare_lines(const void *a, const void *b)
{
	const struct line *x = a, *y = b;
	uint32_t nr = x->nr < y->nr ? x->nr : y->nr;

	for (uint32_t i = 0; i < nr; i++)
		if (x->ranks[i] != y->ranks[i])
			return x->ranks[i] < y->ranks[i] ? -1 : 1;
	return 0; /* not reached for two stacks: their last names have ranks of their own */
}

static struct line *sort_lines(const struct stacks *s, const struct ranked *ranked, uint32_t *ranks)
{
	struct line *lines = xcalloc(s->stacks.len + 1, sizeof(*lines));
	AUTO(freep) uint32_t *rank_of = xcalloc(2 * s->names.len + 1, sizeof(*rank_of));

	for (uint32_t i = 0; i < 2 * s->names.len; i++)
		rank_of[2 * ranked[i].id + ranked[i].is_last] = i;

	for (size_t i = 0; i < s->stacks.len; i++) {
		const struct stack *stack = &s->stacks.data[i];
		const uint32_t *ids = s->ids.data + stack->first;

		lines[i] = (struct line){ ranks, stack->nr, stack->count };
		for (uint32_t k = stack->nr; k > 0; k--)
			*ranks++ = rank_of[2 * ids[k - 1] + (k == 1)];
	}
	qsort(lines, s->stacks.len, sizeof(*lines), compare_lines);
	return lines;
}

static void print_line(const struct line *line, const struct ranked *ranked, struct outbuf *out)
{
	for (uint32_t i = 0; i < line->nr; i++) {
		struct str name = ranked[line->ranks[i]].name;
		char *to = outbuf_reserve(out, name.len + 1);

		memcpy(to, name.s, name.len);
		to[name.len] = i + 1 < line->nr ? ';' : ' ';
		out->len += name.len + 1;
	}
	if (line->count.rough != 0)
		outbuf_printf(out, "%.15g", line->count.rough);
	else
		outbuf_u64(out, line->count.exact, 0);
	outbuf_char(out, '\n');
}

#define WRITE_BYTES ((size_t)64 << 10)

int stacks_print(const struct stacks *s, stacks_write_fn *write, void *ctx, struct err *err)
{
	AUTO(freep) uint32_t *ranks = xcalloc(s->ids.len + 1, sizeof(*ranks));
	AUTO(freep) struct ranked *ranked = rank_names(s);
	AUTO(freep) struct line *lines = sort_lines(s, ranked, ranks);
	AUTO(outbuf_done) struct outbuf out = { 0 };

	for (size_t i = 0; i < s->stacks.len; i++) {
		print_line(&lines[i], ranked, &out);
		if (out.len >= WRITE_BYTES || i + 1 == s->stacks.len) {
			int r = write(ctx, &out, err);

			if (r < 0)
				return r;
		}
	}
	return 0;
}
