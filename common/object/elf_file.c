/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "common/base/cursor.h"
#include "common/base/err.h"
#include "common/base/mem.h"
#include "common/base/str.h"
#include "common/object/elf_private.h"

const char *elf_section_name(const struct elf_file *f, const GElf_Shdr *header)
{
	const char *name = elf_strptr(f->elf, f->shstrndx, header->sh_name);

	return name ? name : "";
}

const uint8_t *elf_section_bytes(Elf_Scn *section, size_t *ret_len)
{
	Elf_Data *data = elf_rawdata(section, NULL);

	if (!data || !data->d_buf)
		return NULL;
	*ret_len = data->d_size;
	return data->d_buf;
}

char *elf_section_copy(const struct elf_file *f, Elf_Scn *section, size_t *ret_len)
{
	const uint8_t *bytes;
	AUTO(freep) char *copy = NULL;
	GElf_Shdr header;
	size_t len;

	if (!gelf_getshdr(section, &header) || header.sh_type == SHT_NOBITS)
		return NULL;
	if (f->fd < 0) {
		bytes = elf_section_bytes(section, &len);
		if (!bytes)
			return NULL;
		copy = xmalloc(len + 1);
		memcpy(copy, bytes, len);
	} else {
		len = header.sh_size;
		if (header.sh_offset > f->file_bytes || len > f->file_bytes - header.sh_offset)
			return NULL;
		copy = xmalloc(len + 1);
		if (pread(f->fd, copy, len, (off_t)header.sh_offset) != (ssize_t)len)
			return NULL;
	}
	copy[len] = '\0';
	*ret_len = len;
	return take(copy);
}

static void read_note(struct elf_file *f, const void *bytes, size_t len)
{
	if (bytes && !f->build_id.size)
		(void)build_id_of_notes(bytes, len, &f->build_id, NULL);
}

/* A file name, padded with NULs to 4 bytes, and the CRC of that file. */
static void read_debuglink(struct elf_file *f, Elf_Scn *section)
{
	size_t len;
	const uint8_t *bytes = elf_section_bytes(section, &len);
	struct cursor c = bytes ? cursor_of(bytes, len) : (struct cursor){ 0 };
	struct str name;

	c.swap = f->header.e_ident[EI_DATA] !=
	         (__BYTE_ORDER == __LITTLE_ENDIAN ? ELFDATA2LSB : ELFDATA2MSB);
	if (!bytes || f->debuglink || !cursor_cstr(&c, &name) || !name.len ||
	    !cursor_skip(&c, -(name.len + 1) & 3) || !cursor_u32(&c, &f->debuglink_crc))
		return;
	f->debuglink = xstrndup(name.s, name.len);
}

static void read_section(struct elf_file *f, Elf_Scn *section)
{
	GElf_Shdr header;
	const uint8_t *bytes;
	const char *name;
	size_t len;

	if (!gelf_getshdr(section, &header))
		return;
	name = elf_section_name(f, &header);

	switch (header.sh_type) {
	case SHT_SYMTAB:
		f->symtab = f->symtab ? f->symtab : section;
		break;
	case SHT_DYNSYM:
		f->dynsym = f->dynsym ? f->dynsym : section;
		break;
	case SHT_NOTE:
		bytes = elf_section_bytes(section, &len);
		read_note(f, bytes, len);
		break;
	case SHT_PROGBITS:
		f->has_code |= (header.sh_flags & SHF_EXECINSTR) != 0;
		f->has_debuginfo |= streq(name, ".debug_info") || streq(name, ".zdebug_info");
		if (streq(name, ".gnu_debuglink"))
			read_debuglink(f, section);
		else if (streq(name, ".gnu_debugdata"))
			f->minidebug = section;
		break;
	}
}

static void read_segments(struct elf_file *f)
{
	size_t nr = 0;

	f->layout.identity = f->header.e_type == ET_REL;
	if (elf_getphdrnum(f->elf, &nr) < 0 || !nr)
		return;

	f->layout.segments = xcalloc(nr, sizeof(*f->layout.segments));
	for (size_t i = 0; i < nr; i++) {
		GElf_Phdr p;
		Elf_Data *note;

		if (!gelf_getphdr(f->elf, (int)i, &p))
			break;
		if (p.p_type == PT_LOAD) {
			f->layout.segments[f->layout.nr++] = (struct elf_segment){
				.file_off = p.p_offset,
				.file_bytes = p.p_filesz,
				.bss_bytes = p.p_memsz > p.p_filesz ? p.p_memsz - p.p_filesz : 0,
				.svma = p.p_vaddr,
				.executable = p.p_flags & PF_X,
			};
		} else if (p.p_type == PT_NOTE && !f->build_id.size) {
			note = elf_getdata_rawchunk(f->elf, (int64_t)p.p_offset, p.p_filesz,
			                            ELF_T_BYTE);
			read_note(f, note ? note->d_buf : NULL, note ? note->d_size : 0);
		}
	}
}

static int read_headers(struct elf_file *f, struct err *err)
{
	Elf_Scn *section = NULL;

	if (!f->elf)
		return err_set(err, EBADMSG, "%s: %s", f->name, elf_errmsg(-1));
	if (elf_kind(f->elf) != ELF_K_ELF)
		return err_set(err, ENOEXEC, "%s: not an ELF file", f->name);
	if (!gelf_getehdr(f->elf, &f->header))
		return err_set(err, EBADMSG, "%s: ELF header: %s", f->name, elf_errmsg(-1));

	if (elf_getshdrstrndx(f->elf, &f->shstrndx) < 0)
		f->shstrndx = 0;
	while ((section = elf_nextscn(f->elf, section)))
		read_section(f, section);
	read_segments(f);
	return 0;
}

int elf_file_open(const char *path, struct elf_file **ret, struct err *err)
{
	AUTO(elf_file_freep) struct elf_file *f = xzalloc(sizeof(*f));
	struct stat st;
	int r;

	f->name = xstrdup(path);
	/* The path is of a recording: it may name a FIFO or a terminal now. */
	f->fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	if (f->fd < 0 || fstat(f->fd, &st) < 0)
		return err_set(err, errno, "%s: %m", path);
	if (!S_ISREG(st.st_mode))
		return err_set(err, ENOEXEC, "%s: not a regular file", path);

	f->file_bytes = (uint64_t)st.st_size;
	elf_version(EV_CURRENT);
	f->elf = elf_begin(f->fd, ELF_C_READ, NULL);
	r = read_headers(f, err);
	if (r < 0)
		return r;
	*ret = take(f);
	return 0;
}

int elf_file_open_memory(const void *image, size_t len, const char *name, struct elf_file **ret,
                         struct err *err)
{
	AUTO(elf_file_freep) struct elf_file *f = xzalloc(sizeof(*f));
	int r;

	f->name = xstrdup(name);
	f->fd = -1;
	elf_version(EV_CURRENT);
	f->elf = elf_memory((char *)image, len);
	r = read_headers(f, err);
	if (r < 0)
		return r;
	*ret = take(f);
	return 0;
}

void elf_file_free(struct elf_file *f)
{
	if (!f)
		return;
	elf_end(f->elf);
	fd_closep(&f->fd);
	elf_layout_done(&f->layout);
	free(f->debuglink);
	free(f->name);
	free(f);
}

const char *elf_file_name(const struct elf_file *f)
{
	return f->name;
}

const struct build_id *elf_file_build_id(const struct elf_file *f)
{
	return &f->build_id;
}

const char *elf_file_debuglink(const struct elf_file *f, uint32_t *crc)
{
	*crc = f->debuglink_crc;
	return f->debuglink;
}

bool elf_file_has_symtab(const struct elf_file *f)
{
	return f->symtab;
}

bool elf_file_has_debuginfo(const struct elf_file *f)
{
	return f->has_debuginfo;
}

bool elf_file_has_code(const struct elf_file *f)
{
	return f->has_code;
}

bool elf_file_is_64(const struct elf_file *f)
{
	return f->header.e_ident[EI_CLASS] == ELFCLASS64;
}

uint16_t elf_file_machine(const struct elf_file *f)
{
	return f->header.e_machine;
}

uint16_t elf_file_type(const struct elf_file *f)
{
	return f->header.e_type;
}

const struct elf_layout *elf_file_layout(const struct elf_file *f)
{
	return &f->layout;
}

bool elf_file_section_offset(const struct elf_file *f, const char *name, uint64_t *ret_file_off)
{
	Elf_Scn *section = NULL;
	GElf_Shdr header;

	while ((section = elf_nextscn(f->elf, section))) {
		if (!gelf_getshdr(section, &header) || !streq(elf_section_name(f, &header), name))
			continue;
		*ret_file_off = header.sh_offset;
		return true;
	}
	return false;
}
