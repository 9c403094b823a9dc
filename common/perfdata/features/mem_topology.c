/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Feature 22, MEM_TOPOLOGY: u64 version (1), bytes of a block, count; per node u64 number, u64
 * size, then the bitmap of the blocks it has: u64 number of bits, u64 words.
 */
#include "common/perfdata/features/feature.h"

#define MEM_VERSION    1
#define NODE_BYTES_MIN 24

static int read_node(struct cursor *c, struct arena *arena, size_t i, struct feature_mem_node *ret,
                     struct err *err)
{
	struct feature_mem_node node;
	uint64_t *words, size, nr;

	if (!cursor_u64(c, &node.node) || !cursor_u64(c, &size) || !cursor_u64(c, &node.nr_bits))
		return wire_short("MEM_TOPOLOGY", "node", i, err);
	nr = node.nr_bits / 64 + (node.nr_bits % 64 != 0);
	if (nr > cursor_left(c) / sizeof(uint64_t))
		return err_set(err, EBADMSG,
		               "MEM_TOPOLOGY: node %zu has %" PRIu64 " bits in %zu bytes", i,
		               node.nr_bits, cursor_left(c));
	words = arena_array(arena, uint64_t, nr);
	for (uint64_t k = 0; k < nr; k++)
		cursor_u64(c, &words[k]);
	node.bitmap = words;
	*ret = node;
	return 0;
}

static int read_mem_topology(struct cursor c, struct arena *arena, struct features *f,
                             struct err *err)
{
	uint64_t nr;

	if (!cursor_u64(&c, &f->mem_version) || !cursor_u64(&c, &f->mem_block_bytes) ||
	    !cursor_u64(&c, &nr))
		return err_set(err, EBADMSG, "MEM_TOPOLOGY: the header is cut short");
	if (f->mem_version != MEM_VERSION)
		return err_set(err, EBADMSG, "MEM_TOPOLOGY: version %" PRIu64 ", %d is known",
		               f->mem_version, MEM_VERSION);
	if (nr > cursor_left(&c) / NODE_BYTES_MIN)
		return err_set(err, EBADMSG, "MEM_TOPOLOGY: %" PRIu64 " nodes in %zu bytes", nr,
		               cursor_left(&c));
	for (uint64_t i = 0; i < nr; i++) {
		struct feature_mem_node node;
		int r = read_node(&c, arena, i, &node, err);

		if (r < 0)
			return r;
		vec_push(&f->mem_nodes, node);
	}
	return 0;
}

static void write_mem_topology(const struct features *f, struct outbuf *out)
{
	wire_put_u64(out, MEM_VERSION);
	wire_put_u64(out, f->mem_block_bytes);
	wire_put_u64(out, f->mem_nodes.len);
	vec_for_each(node, &f->mem_nodes) {
		wire_put_u64(out, node->node);
		wire_put_u64(out, node->nr_bits);
		wire_put_u64(out, node->nr_bits);
		outbuf_bytes(out, node->bitmap, (node->nr_bits + 63) / 64 * sizeof(uint64_t));
	}
}

static bool has_block(const struct feature_mem_node *node, uint64_t i)
{
	return i < node->nr_bits && node->bitmap[i / 64] >> (i % 64) & 1;
}

/* perf goes to the next unit from twice of it on: 1536M, but 2G. */
static void print_size(uint64_t bytes, struct outbuf *out)
{
	static const char units[] = "BKMG";
	unsigned unit = 0;

	while (bytes / 1024 > 1 && unit < 3) {
		bytes /= 1024;
		unit++;
	}
	outbuf_printf(out, "%" PRIu64 "%c", bytes, units[unit]);
}

static void print_node(const struct feature_mem_node *node, uint64_t block_bytes,
                       struct outbuf *out)
{
	const char *separator = "";
	uint64_t nr = 0;

	for (uint64_t i = 0; i < node->nr_bits; i++)
		nr += has_block(node, i);
	outbuf_printf(out, "#  %3" PRIu64 " [", node->node);
	print_size(nr * block_bytes, out);
	outbuf_str(out, "]: ");
	for (uint64_t i = 0; i < node->nr_bits; i++) {
		uint64_t first = i;

		if (!has_block(node, i))
			continue;
		while (has_block(node, i + 1))
			i++;
		outbuf_printf(out, "%s%" PRIu64, separator, first);
		if (i > first)
			outbuf_printf(out, "-%" PRIu64, i);
		separator = ",";
	}
	outbuf_char(out, '\n');
}

static void print_mem_topology(const struct features *f, struct outbuf *out)
{
	outbuf_printf(out, "# memory nodes (nr %zu, block size 0x%" PRIx64 "):\n", f->mem_nodes.len,
	              f->mem_block_bytes);
	vec_for_each(node, &f->mem_nodes)
		print_node(node, f->mem_block_bytes, out);
}

const struct feature feature_mem_topology = { "MEM_TOPOLOGY", read_mem_topology, write_mem_topology,
	                                      print_mem_topology, true };
