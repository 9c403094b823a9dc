/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Call trees and their drawing, of chains that can be added up by hand. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/outbuf.h"
#include "common/render/tree_text.h"
#include "common/tally/call_tree.h"
#include "common/tally/place_table.h"

#define MAX_CHAINS 8

/* Places are letters; weights behind the chains, root first. */
struct sample_chain {
	const char *places;
	uint64_t hits;
};

static const struct {
	struct sample_chain chains[MAX_CHAINS];
	uint64_t total, parent, min_hits;
	double relative_percent;
	const char *text;
} drawings[] = {
	/* One way: no share. */
	{ { { "abc", 10 } }, 10, 10, 0, 0, "|\n---a\n   b\n   c\n\n" },
	/* A chain that ends on the way of another ends its node there. */
	{ { { "ab", 4 }, { "abc", 6 } },
	  10,
	  10,
	  0,
	  0,
	  "|\n---a\n   b\n   |          \n    --60.00%--c\n\n" },
	/* The heavier stands first; of the same weight the higher address. */
	{ { { "ab", 1 }, { "ac", 6 }, { "ad", 1 } },
	  10,
	  8,
	  0,
	  0,
	  "|\n---a\n   |          \n   |--60.00%--c\n   |          \n   |--10.00%--d\n"
	  "   |          \n    --10.00%--b\n\n" },
	/* Too light ones are left out. */
	{ { { "ab", 1 }, { "ac", 9 } },
	  10,
	  10,
	  5,
	  0,
	  "|\n---a\n   |          \n    --90.00%--c\n\n" },
	/* Two roots. */
	{ { { "a", 6 }, { "b", 4 } },
	  20,
	  10,
	  0,
	  0,
	  "|          \n|--30.00%--a\n|          \n --20.00%--b\n\n" },
	/* The root does not have the whole line: it shows its share. */
	{ { { "a", 6 } }, 20, 10, 0, 0, "|          \n --30.00%--a\n\n" },
	/* Recursion is as deep as it went. */
	{ { { "aaa", 2 }, { "aa", 2 } },
	  4,
	  4,
	  0,
	  0,
	  "|\n---a\n   a\n   |          \n    --50.00%--a\n\n" },
	/* Fractal: of the parent's weight, and what is left out is told. */
	{ { { "ab", 1 }, { "ac", 9 } },
	  100,
	  10,
	  0,
	  20,
	  "|\n---a\n   |          \n   |--90.00%--c\n    --10.00%--[...]\n\n" },
	/* Nothing. */
	{ { { "", 0 } }, 10, 10, 0, 0, "" },
};

static void put_letter(void *ctx, uint32_t place, struct outbuf *out)
{
	(void)ctx;
	outbuf_char(out, (char)('a' + place));
}

START_TEST(chains_are_drawn_as_a_tree)
{
	AUTO(place_table_freep) struct place_table *places = place_table_new(NULL);
	AUTO(call_tree_freep) struct call_tree *tree = call_tree_new();
	struct tree_text draw = {
		.total = drawings[_i].total,
		.parent = drawings[_i].parent,
		.relative = drawings[_i].relative_percent > 0,
		.name = put_letter,
	};
	struct outbuf out = { 0 };

	/* Addresses that no space knows: places 0, 1, ... in the order of their letters. */
	for (uint32_t i = 0; i < 26; i++)
		ck_assert_uint_eq(place_table_add(places, NULL, 2, 0x1000 + i, PLACE_CALLER), i);
	for (size_t c = 0; c < MAX_CHAINS && drawings[_i].chains[c].places; c++) {
		const char *letters = drawings[_i].chains[c].places;
		uint32_t chain[16];

		for (size_t i = 0; letters[i]; i++)
			chain[i] = (uint32_t)(letters[i] - 'a');
		call_tree_add(tree, chain, strlen(letters),
		              (struct call_weight){ drawings[_i].chains[c].hits, 1 });
	}
	tree_text_print(
		&draw,
		call_tree_finish(tree,
	                         &(struct call_tree_opts){ places, drawings[_i].min_hits,
	                                                   drawings[_i].relative_percent, false }),
		&out);
	outbuf_char(&out, '\0');
	ck_assert_str_eq(out.data, drawings[_i].text);
	outbuf_done(&out);
}
END_TEST

TCase *call_tree_tests(void)
{
	TCase *tc = tcase_create("call_tree");

	tcase_add_loop_test(tc, chains_are_drawn_as_a_tree, 0,
	                    sizeof(drawings) / sizeof(drawings[0]));
	return tc;
}
