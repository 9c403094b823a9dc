/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Feature 14, NUMA_TOPOLOGY: u32 count; per node u32 number, u64 total and free kB, cpu list. */
#include "common/perfdata/features/feature.h"

#define NODE_BYTES_MIN 24

static int read_numa_topology(struct cursor c, struct arena *arena, struct features *f,
                              struct err *err)
{
	uint32_t nr;
	int r = wire_count(&c, "NUMA_TOPOLOGY", NODE_BYTES_MIN, &nr, err);

	if (r < 0)
		return r;
	for (uint32_t i = 0; i < nr; i++) {
		struct feature_numa_node node;

		if (!cursor_u32(&c, &node.node) || !cursor_u64(&c, &node.mem_total_kb) ||
		    !cursor_u64(&c, &node.mem_free_kb) || !wire_string(&c, arena, &node.cpus))
			return wire_short("NUMA_TOPOLOGY", "node", i, err);
		vec_push(&f->numa_nodes, node);
	}
	return 0;
}

static void write_numa_topology(const struct features *f, struct outbuf *out)
{
	wire_put_u32(out, (uint32_t)f->numa_nodes.len);
	vec_for_each(node, &f->numa_nodes) {
		wire_put_u32(out, node->node);
		wire_put_u64(out, node->mem_total_kb);
		wire_put_u64(out, node->mem_free_kb);
		wire_put_string(out, node->cpus);
	}
}

static void print_numa_topology(const struct features *f, struct outbuf *out)
{
	vec_for_each(node, &f->numa_nodes) {
		outbuf_printf(out,
		              "# node%" PRIu32 " meminfo  : total = %" PRIu64 " kB, free = %" PRIu64
		              " kB\n",
		              node->node, node->mem_total_kb, node->mem_free_kb);
		outbuf_printf(out, "# node%" PRIu32 " cpu list : %s\n", node->node, node->cpus);
	}
}

const struct feature feature_numa_topology = { "NUMA_TOPOLOGY", read_numa_topology,
	                                       write_numa_topology, print_numa_topology, true };
