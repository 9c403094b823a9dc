/* SPDX-License-Identifier: GPL-2.0-or-later */
/* NUMA nodes and the blocks of memory that belong to them. */
#include <stdlib.h>
#include <string.h>

#include "common/abi/features.h"
#include "common/base/arena.h"
#include "common/base/mem.h"
#include "common/base/num.h"
#include "common/base/str.h"
#include "common/base/vec.h"
#include "common/kernel/host_source.h"

#define NODES_MAX   65536u
#define BLOCK_MAX   (1u << 24) /* of memory blocks: 128 MB each, or more */
#define NODE_DIR    "/sys/devices/system/node"
#define MEM_VERSION 1 /* of the feature's layout */

/* "Node 0 MemTotal:        4286680 kB" */
static uint64_t node_kb(const char *meminfo, const char *what)
{
	const char *at = strstr(meminfo, what);
	struct str rest, number;
	uint64_t kb;

	if (!at)
		return 0;
	rest = str_trim(str_of(at + strlen(what)));
	return str_split(&rest, ' ', &number) && num_u64(number, &kb) ? kb : 0;
}

void host_numa(const struct host_source *src, struct features *f)
{
	const char *online = host_source_text(src, NODE_DIR "/online");
	AUTO(freep) uint32_t *nodes = NULL;
	size_t nr;

	if (!online || !num_list(str_of(online), NODES_MAX - 1, &nodes, &nr))
		return;
	for (size_t i = 0; i < nr; i++) {
		const char *cpus = host_source_text(src, NODE_DIR "/node%u/cpulist", nodes[i]);
		const char *meminfo = host_source_text(src, NODE_DIR "/node%u/meminfo", nodes[i]);
		struct feature_numa_node node = { .node = nodes[i], .cpus = cpus };

		if (!cpus || !meminfo)
			continue;
		node.mem_total_kb = node_kb(meminfo, "MemTotal:");
		node.mem_free_kb = node_kb(meminfo, "MemFree:");
		vec_push(&f->numa_nodes, node);
	}
	if (f->numa_nodes.len)
		features_set(f, FEATURE_NUMA_TOPOLOGY);
}

static struct feature_mem_node read_node(const struct host_source *src, uint32_t node)
{
	struct feature_mem_node mem = { .node = node };
	const char *dir = arena_printf(src->arena, NODE_DIR "/node%u", node);
	uint64_t *bitmap;
	uint32_t *blocks;
	size_t nr = host_source_numbers(src, dir, "memory", &blocks);

	if (!nr || blocks[nr - 1] > BLOCK_MAX)
		return mem;
	mem.nr_bits = (uint64_t)blocks[nr - 1] + 1;
	bitmap = arena_array(src->arena, uint64_t, (size_t)(mem.nr_bits + 63) / 64);
	for (size_t i = 0; i < nr; i++)
		bitmap[blocks[i] / 64] |= UINT64_C(1) << blocks[i] % 64;
	mem.bitmap = bitmap;
	return mem;
}

void host_memory(const struct host_source *src, struct features *f)
{
	const char *block = host_source_text(src, "/sys/devices/system/memory/block_size_bytes");
	uint32_t *nodes;
	size_t nr = host_source_numbers(src, NODE_DIR, "node", &nodes);

	if (!nr || !block || !num_hex(str_of(block), &f->mem_block_bytes))
		return;
	f->mem_version = MEM_VERSION;
	for (size_t i = 0; i < nr; i++)
		vec_push(&f->mem_nodes, read_node(src, nodes[i]));
	features_set(f, FEATURE_MEM_TOPOLOGY);
}
