/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Names for PLT entries: code of the linker that jumps where a slot of the GOT says.
 *
 * The slot is read from the instructions of each entry and looked up among the relocations: this
 * holds whatever order a linker chose. (perf 6.1 takes the n-th entry for the n-th relocation,
 * which is off by one or more with IFUNCs, .plt.sec and lld.)
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/hmap.h"
#include "common/base/str.h"
#include "common/base/vec.h"
#include "common/object/elf_private.h"
#include "common/object/symtab.h"

#define ENTRY_BYTES_MAX   24 /* aarch64 with BTI or PAC */
#define ENTRY_BYTES       16
#define ENTRY_BYTES_SMALL 8         /* .plt.got without IBT */
#define INSTRUCTION_BYTES 4         /* of aarch64 */
#define NR_ENTRIES_MAX    (1 << 20) /* of a section */
#define NR_RELOCS_MAX     (4 << 20) /* of a file */
#define NAME_BYTES        1024

struct slot {
	const char *name; /* NULL: of an IFUNC without a name */
	uint64_t addend;
};

struct plt_reader {
	struct elf_file *file;
	struct symtab_builder *builder;
	VEC(struct slot) relocs;  /* in file order */
	VEC(uint32_t) jump_slots; /* of .rela.plt: what an IBT entry counts */
	struct hmap by_slot;      /* svma of the GOT slot -> 1 + index in relocs */
};

struct plt_section {
	const uint8_t *bytes;
	size_t len;
	size_t step_bytes; /* from one place where an entry may start to the next */
	uint64_t svma;
};

static bool is_call_reloc(uint16_t machine, uint32_t type)
{
	if (machine == EM_X86_64)
		return type == R_X86_64_JUMP_SLOT || type == R_X86_64_GLOB_DAT ||
		       type == R_X86_64_IRELATIVE;
	return type == R_AARCH64_JUMP_SLOT || type == R_AARCH64_GLOB_DAT ||
	       type == R_AARCH64_IRELATIVE;
}

static const char *reloc_name(const struct elf_file *f, Elf_Data *symbols, size_t strings,
                              uint64_t info)
{
	GElf_Sym sym;

	if (!GELF_R_SYM(info) || !symbols || !gelf_getsym(symbols, (int)GELF_R_SYM(info), &sym))
		return NULL;
	return elf_strptr(f->elf, strings, sym.st_name);
}

static void read_relocs(struct plt_reader *r, Elf_Scn *section, const GElf_Shdr *header,
                        bool is_plt)
{
	Elf_Data *data = elf_getdata(section, NULL);
	Elf_Scn *symbol_section = elf_getscn(r->file->elf, header->sh_link);
	Elf_Data *symbols = symbol_section ? elf_getdata(symbol_section, NULL) : NULL;
	GElf_Shdr symbol_header = { 0 };
	const Elf64_Rela *relas;

	if (!data || !data->d_buf || data->d_type != ELF_T_RELA)
		return;
	if (symbol_section)
		gelf_getshdr(symbol_section, &symbol_header);
	relas = data->d_buf;
	for (size_t i = 0; i < data->d_size / sizeof(*relas) && r->relocs.len < NR_RELOCS_MAX;
	     i++) {
		uint64_t info = relas[i].r_info;

		if (is_plt)
			vec_push(&r->jump_slots, (uint32_t)r->relocs.len);
		else if (!is_call_reloc(r->file->header.e_machine, ELF64_R_TYPE(info)))
			continue;
		vec_push(&r->relocs,
		         (struct slot){ reloc_name(r->file, symbols, symbol_header.sh_link, info),
		                        (uint64_t)relas[i].r_addend });
		*hmap_add(&r->by_slot, relas[i].r_offset, NULL) = r->relocs.len;
	}
}

static uint32_t u32_at(const uint8_t *at)
{
	return (uint32_t)at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 |
	       (uint32_t)at[3] << 24;
}

static const struct slot *slot_at(const struct plt_reader *r, uint64_t svma)
{
	const uint64_t *index = hmap_find(&r->by_slot, svma);

	return index ? &r->relocs.data[*index - 1] : NULL;
}

/* [endbr64] [bnd] jmp *disp32(%rip); or, lazy with IBT: endbr64, push $n, [bnd] jmp plt0. */
static const struct slot *decode_x86_64(const struct plt_reader *r, const uint8_t *code, size_t len,
                                        uint64_t svma)
{
	static const uint8_t endbr64[] = { 0xf3, 0x0f, 0x1e, 0xfa };
	size_t at = 0;
	bool ibt = len >= sizeof(endbr64) && memcmp(code, endbr64, sizeof(endbr64)) == 0;

	if (ibt)
		at += sizeof(endbr64);
	if (ibt && at + 5 <= len && code[at] == 0x68) {
		uint32_t n = u32_at(code + at + 1);

		return n < r->jump_slots.len ? &r->relocs.data[r->jump_slots.data[n]] : NULL;
	}
	if (at < len && code[at] == 0xf2)
		at++;
	if (at + 6 > len || code[at] != 0xff || code[at + 1] != 0x25)
		return NULL;
	at += 6;
	return slot_at(r, svma + at + (uint64_t)(int64_t)(int32_t)u32_at(code + at - 4));
}

/* [bti c] adrp x16, page; ldr x17, [x16, offset]; ... */
static const struct slot *decode_aarch64(const struct plt_reader *r, const uint8_t *code,
                                         size_t len, uint64_t svma)
{
	size_t at = len >= 4 && u32_at(code) == 0xd503245f ? 4 : 0;
	uint32_t adrp, ldr;
	uint64_t page;

	if (at + 8 > len)
		return NULL;
	adrp = u32_at(code + at);
	ldr = u32_at(code + at + 4);
	if ((adrp & 0x9f00001f) != 0x90000010 || (ldr & 0xffc003ff) != 0xf9400211)
		return NULL;

	page = ((adrp >> 5) & 0x7ffff) << 2 | ((adrp >> 29) & 3); /* 21 bits, signed */
	page = (page ^ 0x100000) - 0x100000;
	return slot_at(r, ((svma + at) & ~0xfffull) + (page << 12) + (((ldr >> 10) & 0xfff) << 3));
}

static const struct slot *decode(const struct plt_reader *r, const uint8_t *code, size_t len,
                                 uint64_t svma)
{
	return r->file->header.e_machine == EM_X86_64 ? decode_x86_64(r, code, len, svma)
	                                              : decode_aarch64(r, code, len, svma);
}

static void add_entry(const struct plt_reader *r, const struct slot *slot, uint64_t svma,
                      size_t bytes)
{
	char name[NAME_BYTES];

	if (bytes > ENTRY_BYTES_MAX) /* something else lies behind it */
		bytes = ENTRY_BYTES;

	/* What an IFUNC is called is not in its relocation; objdump shows it like this too. */
	if (slot->name && slot->name[0])
		snprintf(name, sizeof(name), "%s@plt", slot->name);
	else
		snprintf(name, sizeof(name), "*ABS*+0x%" PRIx64 "@plt", slot->addend);
	symtab_builder_add(r->builder, svma, svma + bytes, name, STB_GLOBAL, STT_FUNC);
}

static void read_plt(const struct plt_reader *r, const struct plt_section *plt)
{
	const struct slot *open = NULL, *slot; /* the entry whose end is not known yet */
	size_t open_at = 0, at = 0;

	for (size_t i = 0; i < NR_ENTRIES_MAX && at < plt->len; i++, at += plt->step_bytes) {
		size_t left = plt->len - at < ENTRY_BYTES_MAX ? plt->len - at : ENTRY_BYTES_MAX;

		slot = decode(r, plt->bytes + at, left, plt->svma + at);
		if (!slot)
			continue;
		if (open)
			add_entry(r, open, plt->svma + open_at, at - open_at);
		else if (at) /* the head of a lazy PLT, which all its entries share */
			symtab_builder_add(r->builder, plt->svma, plt->svma + at, ".plt", STB_LOCAL,
			                   STT_FUNC);
		open = slot;
		open_at = at;
	}
	if (open)
		add_entry(r, open, plt->svma + open_at, plt->len - open_at);
}

static void read_plt_section(const struct plt_reader *r, Elf_Scn *section, const char *name,
                             const GElf_Shdr *header)
{
	struct plt_section plt = { .svma = header->sh_addr, .step_bytes = ENTRY_BYTES };

	plt.bytes = elf_section_bytes(section, &plt.len);
	if (!plt.bytes)
		return;
	if (streq(name, ".plt.got") && header->sh_entsize == ENTRY_BYTES_SMALL)
		plt.step_bytes = ENTRY_BYTES_SMALL;
	if (r->file->header.e_machine == EM_AARCH64) /* of 16 or 24 bytes, after a head of 32 */
		plt.step_bytes = INSTRUCTION_BYTES;
	read_plt(r, &plt);
}

static bool is_plt_name(const char *name)
{
	static const char *const names[] = { ".plt", ".plt.sec", ".plt.got", ".plt.bnd", ".iplt" };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (streq(name, names[i]))
			return true;
	return false;
}

/* All PLT sections, after the relocations that say what their slots are of. */
static void read_sections(struct plt_reader *r)
{
	VEC(Elf_Scn *) plts = { 0 };
	Elf_Scn *section = NULL, *dynamic = NULL;
	GElf_Shdr header, dynamic_header;
	bool only_jump_slots = true; /* large libraries have a million relocations of data */

	while ((section = elf_nextscn(r->file->elf, section))) {
		const char *name;

		if (!gelf_getshdr(section, &header) || !(header.sh_flags & SHF_ALLOC))
			continue;
		name = elf_section_name(r->file, &header);
		if (header.sh_type == SHT_PROGBITS && is_plt_name(name)) {
			vec_push(&plts, section);
			only_jump_slots &= streq(name, ".plt") || streq(name, ".plt.sec");
		} else if (header.sh_type == SHT_RELA && streq(name, ".rela.plt")) {
			read_relocs(r, section, &header, true);
		} else if (header.sh_type == SHT_RELA && streq(name, ".rela.dyn")) {
			dynamic = section;
			dynamic_header = header;
		}
	}
	if (plts.len && dynamic && !only_jump_slots)
		read_relocs(r, dynamic, &dynamic_header, false);
	vec_for_each(plt, &plts)
		if (gelf_getshdr(*plt, &header))
			read_plt_section(r, *plt, elf_section_name(r->file, &header), &header);
	vec_done(&plts);
}

void elf_file_add_plt(struct elf_file *f, struct symtab_builder *b)
{
	struct plt_reader r = { .file = f, .builder = b };

	if (!elf_file_is_64(f) ||
	    (f->header.e_machine != EM_X86_64 && f->header.e_machine != EM_AARCH64))
		return;
	read_sections(&r);
	vec_done(&r.relocs);
	vec_done(&r.jump_slots);
	hmap_done(&r.by_slot);
}
