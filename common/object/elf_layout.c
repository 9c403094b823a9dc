/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "common/object/elf_layout.h"

#include <stdlib.h>

#include "common/base/mem.h"

bool elf_layout_svma(const struct elf_layout *l, uint64_t file_off, uint64_t *ret_svma)
{
	const struct elf_segment *found = NULL, *bss = NULL;

	if (l->identity) {
		*ret_svma = file_off;
		return true;
	}
	for (size_t i = 0; i < l->nr; i++) {
		const struct elf_segment *s = &l->segments[i];

		if (file_off < s->file_off)
			continue;
		if (file_off - s->file_off >= s->file_bytes) {
			if (file_off - s->file_off - s->file_bytes < s->bss_bytes)
				bss = s;
			continue;
		}
		if (!found || (s->executable && !found->executable))
			found = s;
	}
	if (!found)
		found = bss;
	if (!found)
		return false;
	*ret_svma = file_off - found->file_off + found->svma;
	return true;
}

bool elf_layout_offset(const struct elf_layout *l, uint64_t svma, uint64_t *ret_file_off)
{
	if (l->identity) {
		*ret_file_off = svma;
		return true;
	}
	for (size_t i = 0; i < l->nr; i++) {
		const struct elf_segment *s = &l->segments[i];

		if (svma < s->svma || svma - s->svma >= s->file_bytes)
			continue;
		*ret_file_off = svma - s->svma + s->file_off;
		return true;
	}
	return false;
}

struct elf_layout elf_layout_copy(const struct elf_layout *l)
{
	struct elf_layout copy = *l;

	copy.segments = l->nr ? xmemdup(l->segments, l->nr * sizeof(*l->segments)) : NULL;
	return copy;
}

void elf_layout_done(struct elf_layout *l)
{
	free(l->segments);
	*l = (struct elf_layout){ 0 };
}
