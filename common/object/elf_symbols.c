/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which symbols of an ELF file name code and data, as perf 6.1 takes them. */
#include <stdlib.h>
#include <string.h>

#include "common/base/err.h"
#include "common/base/mem.h"
#include "common/base/str.h"
#include "common/object/elf_private.h"
#include "common/object/symtab.h"

/* What symbols need of their section. */
struct section_fact {
	uint64_t file_off;
	bool exists;
	bool has_labels; /* symbols without a type count here */
};

struct symbol_reader {
	const struct elf_file *file;
	struct symtab_builder *builder;
	struct section_fact *sections;
	size_t nr_sections;
	const char *text; /* of names; borrowed: the builder has it */
	size_t text_len;
	uint32_t text_base;
};

static void read_section_facts(struct symbol_reader *r)
{
	Elf_Scn *section = NULL;

	if (elf_getshdrnum(r->file->elf, &r->nr_sections) < 0)
		r->nr_sections = 0;
	r->sections = xcalloc(r->nr_sections + 1, sizeof(*r->sections));
	while ((section = elf_nextscn(r->file->elf, section))) {
		size_t i = elf_ndxscn(section);
		GElf_Shdr header;
		const char *name;

		if (i >= r->nr_sections || !gelf_getshdr(section, &header))
			continue;
		name = elf_section_name(r->file, &header);
		r->sections[i] = (struct section_fact){
			.file_off = header.sh_offset,
			.exists = true,
			.has_labels = strstr(name, "text") || strstr(name, "data"),
		};
	}
}

/* $x, $d, $a, $t, with or without ".something": where code and data change, not names of code. */
static bool is_mapping_symbol(uint16_t machine, const char *name)
{
	if (name[0] != '$' || (machine != EM_AARCH64 && machine != EM_ARM && machine != EM_RISCV))
		return false;
	return name[1] && strchr("adtx", name[1]) && (!name[2] || name[2] == '.');
}

static bool is_wanted(const struct symbol_reader *r, const GElf_Sym *sym)
{
	unsigned type = GELF_ST_TYPE(sym->st_info), visibility = GELF_ST_VISIBILITY(sym->st_other);
	const struct section_fact *section;

	if (sym->st_shndx == SHN_UNDEF || sym->st_shndx >= r->nr_sections || !sym->st_name ||
	    sym->st_name >= r->text_len || !r->text[sym->st_name])
		return false;
	section = &r->sections[sym->st_shndx];
	if (!section->exists)
		return false;

	switch (type) {
	case STT_FUNC:
	case STT_GNU_IFUNC:
	case STT_OBJECT:
		return true;
	case STT_NOTYPE:
		return section->has_labels && visibility != STV_HIDDEN &&
		       visibility != STV_INTERNAL;
	default:
		return false;
	}
}

static void add_symbol(const struct symbol_reader *r, const GElf_Sym *sym)
{
	uint64_t start = sym->st_value;
	uint16_t machine = r->file->header.e_machine;

	if (!is_wanted(r, sym) || is_mapping_symbol(machine, r->text + sym->st_name))
		return;
	if (machine == EM_ARM && GELF_ST_TYPE(sym->st_info) == STT_FUNC)
		start &= ~1ull; /* bit 0 says Thumb */
	if (r->file->layout.identity)
		start += r->sections[sym->st_shndx].file_off;
	symtab_builder_add_named(r->builder, start, sym->st_size,
	                         r->text_base + (uint32_t)sym->st_name, sym->st_info);
}

/* The names of a symbol section become the builder's, as one block. */
static int read_text(struct symbol_reader *r, const GElf_Shdr *header, struct err *err)
{
	Elf_Scn *section = elf_getscn(r->file->elf, header->sh_link);
	size_t len = 0;
	char *text = section ? elf_section_copy(r->file, section, &len) : NULL;

	if (!text)
		return err_set(err, EBADMSG, "%s: symbols without names", r->file->name);
	if (!symtab_builder_add_text(r->builder, text, len, &r->text_base))
		return err_set(err, EFBIG, "%s: too many symbol names", r->file->name);
	r->text = text;
	r->text_len = len;
	return 0;
}

static int add_section(struct symbol_reader *r, Elf_Scn *section, struct err *err)
{
	Elf_Data *data = elf_getdata(section, NULL);
	size_t each = gelf_fsize(r->file->elf, ELF_T_SYM, 1, EV_CURRENT);
	GElf_Shdr header;
	size_t nr;
	int ret;

	if (!data || !data->d_buf || data->d_type != ELF_T_SYM || !each ||
	    !gelf_getshdr(section, &header))
		return err_set(err, EBADMSG, "%s: its symbol table cannot be read", r->file->name);
	ret = read_text(r, &header, err);
	if (ret < 0)
		return ret;

	nr = data->d_size / each;
	symtab_builder_reserve(r->builder, nr);
	for (size_t i = 0; i < nr; i++) {
		GElf_Sym sym;

		if (gelf_getsym(data, (int)i, &sym))
			add_symbol(r, &sym);
	}
	return 0;
}

int elf_file_add_symbols(struct elf_file *f, struct symtab_builder *b, struct err *err)
{
	struct symbol_reader r = { .file = f, .builder = b };
	Elf_Scn *section = f->symtab ? f->symtab : f->dynsym;
	int ret;

	if (!section)
		return err_set(err, ENOENT, "%s: no symbols", f->name);
	read_section_facts(&r);
	ret = add_section(&r, section, err);
	free(r.sections);
	return ret;
}
