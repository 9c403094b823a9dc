/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What /proc and the kernel say in text and BTF, line by line: maps, stat, kallsyms, mounts. The
 * first byte says which it is.
 */
#include "tests/fuzz/lib/input.h"

#include "common/base/str.h"
#include "common/kernel/btf.h"
#include "common/kernel/kallsyms.h"
#include "common/kernel/mounts.h"
#include "common/kernel/proc_maps.h"
#include "common/kernel/proc_task.h"

static void parse_line(uint8_t kind, struct str line)
{
	struct kallsyms_line symbol;
	struct proc_task task;
	struct proc_map map;

	switch (kind % 3) {
	case 0:
		/* What is taken for a path must lie within the line. */
		if (proc_map_parse(line, &map) &&
		    (map.path.s < line.s || map.path.s + map.path.len != line.s + line.len ||
		     map.end < map.start))
			__builtin_trap();
		break;
	case 1:
		if (proc_task_parse(line, &task) && task.comm[TASK_COMM_BYTES - 1])
			__builtin_trap();
		break;
	default:
		if (kallsyms_line_parse(line, &symbol) && !symbol.name.len)
			__builtin_trap();
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct str rest, line;
	struct mount_line mount;

	if (!len)
		return 0;
	rest = (struct str){ (const char *)bytes + 1, len - 1 };
	if (bytes[0] == 'B') {
		for (uint32_t id = 0; id < 8; id++)
			(void)btf_type_name(rest.s, rest.len, id);
	} else if (bytes[0] == 'M') {
		while (mounts_next(&rest, &mount))
			;
	} else {
		while (str_split(&rest, '\n', &line))
			parse_line(bytes[0], line);
	}
	return 0;
}
