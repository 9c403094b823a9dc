/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "common/model/mapping.h"

#include "common/model/dso.h"

/* Memory that no file stands behind is known by its own addresses. */
static int has_file_offsets(const struct mapping *m)
{
	switch (m->dso->kind) {
	case DSO_KERNEL:
	case DSO_JIT:
	case DSO_ANON:
	case DSO_UNKNOWN:
		return 0;
	default:
		return 1;
	}
}

uint64_t mapping_dso_addr(const struct mapping *m, uint64_t avma)
{
	return has_file_offsets(m) ? avma - m->start + m->pgoff : avma;
}

uint64_t mapping_avma(const struct mapping *m, uint64_t dso_addr)
{
	return has_file_offsets(m) ? dso_addr - m->pgoff + m->start : dso_addr;
}
