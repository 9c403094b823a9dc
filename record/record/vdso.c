/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "record/record/vdso.h"

#include <elf.h>
#include <link.h>
#include <stdint.h>
#include <sys/auxv.h>
#include <unistd.h>

#include "common/object/build_id.h"

const void *vdso_image(size_t *ret_len)
{
	const ElfW(Ehdr) *ehdr = (const void *)getauxval(AT_SYSINFO_EHDR);
	size_t page = (size_t)sysconf(_SC_PAGESIZE), len;

	if (!ehdr)
		return NULL;
	/* The section headers stand last; the mapping ends with their page. */
	len = ehdr->e_shoff + (size_t)ehdr->e_shnum * ehdr->e_shentsize;
	*ret_len = (len + page - 1) & ~(page - 1);
	return ehdr;
}

void vdso_build_id(struct build_id *ret)
{
	size_t len;
	const uint8_t *image = vdso_image(&len);
	const ElfW(Ehdr) *ehdr = (const void *)image;

	for (size_t i = 0; image && i < ehdr->e_phnum; i++) {
		const ElfW(Phdr) *ph =
			(const void *)(image + ehdr->e_phoff + i * ehdr->e_phentsize);

		if (ph->p_type == PT_NOTE &&
		    build_id_of_notes(image + ph->p_offset, ph->p_filesz, ret, NULL) == 0)
			return;
	}
}
