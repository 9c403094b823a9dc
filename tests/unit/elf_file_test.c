/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/err.h"
#include "common/base/mem.h"
#include "common/object/elf_file.h"
#include "common/object/symtab.h"
#include "tests/lib/elf_builder.h"

#define TEXT_SVMA 0x401000

#define SYM(type_, vis_) .st_info = ELF64_ST_INFO(STB_GLOBAL, type_), .st_other = (vis_)

/* Which symbols count, as seen in perf 6.1. Each is alone at TEXT_SVMA + 16 of its section. */
static const struct {
	const char *section, *name;
	unsigned type, visibility;
	uint16_t machine;
	bool taken;
} symbols[] = {
	{ ".text", "f", STT_FUNC, STV_DEFAULT, EM_X86_64, true },
	{ ".text", "f", STT_FUNC, STV_HIDDEN, EM_X86_64, true },
	{ ".text", "i", STT_GNU_IFUNC, STV_DEFAULT, EM_X86_64, true },
	{ ".text", "o", STT_OBJECT, STV_DEFAULT, EM_X86_64, true },
	{ ".text", "label", STT_NOTYPE, STV_DEFAULT, EM_X86_64, true },
	{ ".text", "label", STT_NOTYPE, STV_PROTECTED, EM_X86_64, true },
	{ ".text", "label", STT_NOTYPE, STV_HIDDEN, EM_X86_64, false },
	{ ".text", "label", STT_NOTYPE, STV_INTERNAL, EM_X86_64, false },
	{ ".text.hot", "label", STT_NOTYPE, STV_DEFAULT, EM_X86_64, true },
	{ ".rodata", "label", STT_NOTYPE, STV_DEFAULT, EM_X86_64, true },
	{ "mycode", "label", STT_NOTYPE, STV_DEFAULT, EM_X86_64, false },
	{ "mycode", "f", STT_FUNC, STV_DEFAULT, EM_X86_64, true },
	{ ".text", "t", STT_TLS, STV_DEFAULT, EM_X86_64, false },
	{ ".text", "s", STT_SECTION, STV_DEFAULT, EM_X86_64, false },
	{ ".text", "", STT_FUNC, STV_DEFAULT, EM_X86_64, false },
	{ ".text", "$x", STT_NOTYPE, STV_DEFAULT, EM_X86_64, true },
	{ ".text", "$x", STT_NOTYPE, STV_DEFAULT, EM_AARCH64, false },
	{ ".text", "$d.12", STT_NOTYPE, STV_DEFAULT, EM_AARCH64, false },
	{ ".text", "$xy", STT_NOTYPE, STV_DEFAULT, EM_AARCH64, true },
};

START_TEST(a_symbol_counts_if_perf_takes_it)
{
	struct elf_builder b = elf_builder(ET_DYN, symbols[_i].machine);
	AUTO(symtab_builder_freep) struct symtab_builder *sb = symtab_builder_new();
	AUTO(elf_file_freep) struct elf_file *f = NULL;
	AUTO(freep) uint8_t *image = NULL;
	uint8_t code[64] = { 0 };
	uint16_t section;
	size_t len;

	section = elf_builder_section(&b, symbols[_i].section, SHT_PROGBITS,
	                              SHF_ALLOC | SHF_EXECINSTR, TEXT_SVMA, code, sizeof(code));
	elf_builder_symbol(&b, symbols[_i].name,
	                   (Elf64_Sym){ SYM(symbols[_i].type, symbols[_i].visibility),
	                                .st_shndx = section, .st_value = TEXT_SVMA + 16,
	                                .st_size = 8 });
	elf_builder_symbol(&b, "undefined", (Elf64_Sym){ SYM(STT_FUNC, 0), .st_value = 1 });
	image = elf_builder_finish(&b, &len);

	ck_assert_int_eq(elf_file_open_memory(image, len, "test", &f, NULL), 0);
	ck_assert_int_eq(elf_file_add_symbols(f, sb, NULL), 0);
	ck_assert_uint_eq(symtab_builder_len(sb), symbols[_i].taken);
}
END_TEST

/* readelf -l of programs by ld, lld and mold; by -z noseparate-code; of a debug file. */
static const struct {
	struct {
		uint32_t flags;
		uint64_t off, svma, bytes;
	} segments[4];
	uint64_t off, svma; /* svma 0: in no segment */
} layouts[] = {
	{ { { PF_R, 0, 0x400000, 0x500 }, { PF_R | PF_X, 0x1000, 0x401000, 0x200 } },
	  0x1010,
	  0x401010 },
	{ { { PF_R, 0, 0, 0x75c }, { PF_R | PF_X, 0x760, 0x1760, 0x200 } }, 0x764, 0x1764 },
	{ { { PF_R, 0, 0, 0x75c }, { PF_R | PF_X, 0x760, 0x1760, 0x200 } }, 0x75e, 0 },
	/* Two segments have the bytes: samples are of code. */
	{ { { PF_R, 0, 0, 0x2000 }, { PF_R | PF_X, 0x1000, 0x11000, 0x200 } }, 0x1010, 0x11010 },
	{ { { PF_R | PF_X, 0x1000, 0x11000, 0x200 }, { PF_R, 0, 0, 0x2000 } }, 0x1010, 0x11010 },
	{ { { PF_R | PF_X, 0x1000, 0x11000, 0 } }, 0x1010, 0 },
	{ { { PF_R | PF_X, 0x1000, 0x11000, UINT64_MAX } }, 0x900, 0 },
};

START_TEST(a_file_offset_is_the_address_its_segment_gives_it)
{
	struct elf_builder b = elf_builder(ET_DYN, EM_X86_64);
	AUTO(elf_file_freep) struct elf_file *f = NULL;
	AUTO(freep) uint8_t *image = NULL;
	uint64_t svma = 0, off = 0;
	size_t len;

	for (size_t i = 0; i < 4 && layouts[_i].segments[i].flags; i++)
		elf_builder_segment(&b, layouts[_i].segments[i].flags, layouts[_i].segments[i].off,
		                    layouts[_i].segments[i].svma, layouts[_i].segments[i].bytes);
	image = elf_builder_finish(&b, &len);

	ck_assert_int_eq(elf_file_open_memory(image, len, "test", &f, NULL), 0);
	ck_assert_int_eq(elf_layout_svma(elf_file_layout(f), layouts[_i].off, &svma),
	                 layouts[_i].svma != 0);
	ck_assert_uint_eq(svma, layouts[_i].svma);
	if (layouts[_i].svma) {
		ck_assert(elf_layout_offset(elf_file_layout(f), svma, &off));
		ck_assert_uint_eq(off, layouts[_i].off);
	}
}
END_TEST

START_TEST(build_id_and_debuglink_are_read_from_their_sections)
{
	struct elf_builder b = elf_builder(ET_DYN, EM_X86_64);
	AUTO(elf_file_freep) struct elf_file *f = NULL;
	AUTO(freep) uint8_t *image = NULL;
	char hex[BUILD_ID_HEX_MAX];
	uint32_t crc = 0;
	size_t len;

	elf_builder_build_id(&b, "0123456789abcdefghij");
	elf_builder_section(&b, ".gnu_debuglink", SHT_PROGBITS, 0, 0, "a.debug\0\x78\x56\x34\x12",
	                    12);
	image = elf_builder_finish(&b, &len);

	ck_assert_int_eq(elf_file_open_memory(image, len, "test", &f, NULL), 0);
	build_id_hex(elf_file_build_id(f), hex);
	ck_assert_str_eq(hex, "303132333435363738396162636465666768696a");
	ck_assert_str_eq(elf_file_debuglink(f, &crc), "a.debug");
	ck_assert_uint_eq(crc, 0x12345678);
	ck_assert(!elf_file_has_symtab(f));
}
END_TEST

/* jmp *disp(%rip) of PLT entries: where they are, what they say. */
START_TEST(a_plt_entry_has_the_name_of_its_slot_whatever_the_order)
{
	static const uint8_t plt[] = {
		/* the head: push, jmp */
		0xff,
		0x35,
		0,
		0,
		0,
		0,
		0xff,
		0x25,
		0,
		0,
		0,
		0,
		0x0f,
		0x1f,
		0x40,
		0,
		/* 0x1010: jmp *0x3008, then push, jmp */
		0xff,
		0x25,
		0xf2,
		0x1f,
		0,
		0,
		0x68,
		0,
		0,
		0,
		0,
		0xe9,
		0,
		0,
		0,
		0,
		/* 0x1020: endbr64, bnd jmp *0x3000 */
		0xf3,
		0x0f,
		0x1e,
		0xfa,
		0xf2,
		0xff,
		0x25,
		0xd5,
		0x1f,
		0,
		0,
		0x0f,
		0x1f,
		0x44,
		0,
		0,
		/* 0x1030: jmp *0x3010, which is of no symbol */
		0xff,
		0x25,
		0xda,
		0x1f,
		0,
		0,
		0x68,
		0,
		0,
		0,
		0,
		0xe9,
		0,
		0,
		0,
		0,
	};
	static const Elf64_Rela relocs[] = {
		{ 0x3000, ELF64_R_INFO(1, R_X86_64_JUMP_SLOT), 0 },
		{ 0x3008, ELF64_R_INFO(2, R_X86_64_JUMP_SLOT), 0 },
		{ 0x3010, ELF64_R_INFO(0, R_X86_64_IRELATIVE), 0x116f },
	};
	static const struct {
		uint64_t svma;
		const char *name;
	} expected[] = {
		{ 0x1000, ".plt" },
		{ 0x1010, "second@plt" },
		{ 0x1025, "first@plt" },
		{ 0x103f, "*ABS*+0x116f@plt" },
	};
	struct elf_builder b = elf_builder(ET_DYN, EM_X86_64);
	AUTO(symtab_builder_freep) struct symtab_builder *sb = symtab_builder_new();
	AUTO(symtab_freep) struct symtab *t = NULL;
	AUTO(elf_file_freep) struct elf_file *f = NULL;
	AUTO(freep) uint8_t *image = NULL;
	uint16_t index;
	size_t len;

	elf_builder_section(&b, ".plt", SHT_PROGBITS, SHF_ALLOC | SHF_EXECINSTR, 0x1000, plt,
	                    sizeof(plt));
	index = elf_builder_section(&b, ".rela.plt", SHT_RELA, SHF_ALLOC, 0, relocs,
	                            sizeof(relocs));
	b.sections.data[index].sh_entsize = sizeof(relocs[0]);
	b.sections.data[index].sh_link = index + 1u; /* .dynsym is the next one */
	elf_builder_dynamic_symbol(&b, "first", (Elf64_Sym){ SYM(STT_FUNC, 0) });
	elf_builder_dynamic_symbol(&b, "second", (Elf64_Sym){ SYM(STT_FUNC, 0) });
	image = elf_builder_finish(&b, &len);

	ck_assert_int_eq(elf_file_open_memory(image, len, "test", &f, NULL), 0);
	elf_file_add_plt(f, sb);
	t = symtab_build(sb);
	for (size_t i = 0; i < sizeof(expected) / sizeof(expected[0]); i++) {
		const struct symbol *found = symtab_find(t, expected[i].svma);

		ck_assert_ptr_nonnull(found);
		ck_assert_str_eq(found->name, expected[i].name);
	}
	ck_assert_ptr_null(symtab_find(t, 0x1040));
}
END_TEST

START_TEST(an_aarch64_plt_entry_has_the_name_of_its_slot)
{
	static const uint32_t plt[] = {
		/* 0x1000: adrp x16, 0x3000; ldr x17, [x16, #8]; add; br x17 */
		0xd0000010,
		0xf9400611,
		0x91002210,
		0xd61f0220,
		/* 0x1010: bti c; adrp x16, 0x0; ldr x17, [x16, #0x10]; br: backwards */
		0xd503245f,
		0xf0fffff0,
		0xf9400a11,
		0xd61f0220,
	};
	static const Elf64_Rela relocs[] = {
		{ 0x3008, ELF64_R_INFO(1, R_AARCH64_JUMP_SLOT), 0 },
		{ 0x10, ELF64_R_INFO(2, R_AARCH64_JUMP_SLOT), 0 },
	};
	struct elf_builder b = elf_builder(ET_DYN, EM_AARCH64);
	AUTO(symtab_builder_freep) struct symtab_builder *sb = symtab_builder_new();
	AUTO(symtab_freep) struct symtab *t = NULL;
	AUTO(elf_file_freep) struct elf_file *f = NULL;
	AUTO(freep) uint8_t *image = NULL;
	uint16_t index;
	size_t len;

	elf_builder_section(&b, ".plt", SHT_PROGBITS, SHF_ALLOC | SHF_EXECINSTR, 0x1000, plt,
	                    sizeof(plt));
	index = elf_builder_section(&b, ".rela.plt", SHT_RELA, SHF_ALLOC, 0, relocs,
	                            sizeof(relocs));
	b.sections.data[index].sh_entsize = sizeof(relocs[0]);
	b.sections.data[index].sh_link = index + 1u;
	elf_builder_dynamic_symbol(&b, "first", (Elf64_Sym){ SYM(STT_FUNC, 0) });
	elf_builder_dynamic_symbol(&b, "second", (Elf64_Sym){ SYM(STT_FUNC, 0) });
	image = elf_builder_finish(&b, &len);

	ck_assert_int_eq(elf_file_open_memory(image, len, "test", &f, NULL), 0);
	elf_file_add_plt(f, sb);
	t = symtab_build(sb);
	ck_assert_str_eq(symtab_find(t, 0x1000)->name, "first@plt");
	ck_assert_str_eq(symtab_find(t, 0x1010)->name, "second@plt");
}
END_TEST

START_TEST(the_names_within_gnu_debugdata_are_read)
{
	AUTO(symtab_builder_freep) struct symtab_builder *sb = symtab_builder_new();
	AUTO(elf_file_freep) struct elf_file *f = NULL;
	AUTO(symtab_freep) struct symtab *t = NULL;
	int r;

	ck_assert_int_eq(elf_file_open(TEST_DATA "/elf/minidebug.so", &f, NULL), 0);
	ck_assert(!elf_file_has_symtab(f));
	r = elf_file_add_minidebug(f, sb, NULL);
	if (r == -ENOTSUP)
		return; /* built without liblzma */
	ck_assert_int_eq(r, 0);
	t = symtab_build(sb);
	ck_assert_str_eq(symtab_find(t, 0x21a)->name, "hidden_one");
	ck_assert_str_eq(symtab_find(t, 0x21e)->name, "exported");
}
END_TEST

/* A file with all there is, cut at each length and with each byte of its headers changed. */
START_TEST(a_damaged_file_is_refused_or_read_in_part)
{
	struct elf_builder b = elf_builder(ET_DYN, EM_X86_64);
	AUTO(freep) uint8_t *image = NULL;
	uint8_t code[64] = { 0 };
	uint16_t section;
	size_t len, step;

	section = elf_builder_section(&b, ".text", SHT_PROGBITS, SHF_ALLOC | SHF_EXECINSTR,
	                              TEXT_SVMA, code, sizeof(code));
	elf_builder_segment(&b, PF_R | PF_X, ELF_BUILDER_DATA, TEXT_SVMA, sizeof(code));
	elf_builder_build_id(&b, "0123456789abcdefghij");
	elf_builder_symbol(
		&b, "f",
		(Elf64_Sym){ SYM(STT_FUNC, 0), .st_shndx = section, .st_value = TEXT_SVMA });
	image = elf_builder_finish(&b, &len);

	for (size_t i = 0; i < len; i += step) {
		AUTO(elf_file_freep) struct elf_file *f = NULL;
		AUTO(symtab_builder_freep) struct symtab_builder *sb = symtab_builder_new();
		AUTO(freep) uint8_t *copy = xmemdup(image, len);
		bool cut = _i == 0;

		step = i < 256 || i >= ELF_BUILDER_DATA ? 1 : 64;
		if (!cut)
			copy[i] = (uint8_t)_i;
		if (elf_file_open_memory(copy, cut ? i : len, "test", &f, NULL) < 0)
			continue;
		(void)elf_file_add_symbols(f, sb, NULL);
		elf_file_add_plt(f, sb);
		(void)elf_file_add_minidebug(f, sb, NULL);
		symtab_free(symtab_build(sb));
	}
}
END_TEST

START_TEST(what_is_no_elf_file_is_told)
{
	AUTO(elf_file_freep) struct elf_file *f = NULL;
	struct err err = { 0 };

	ck_assert_int_eq(elf_file_open_memory("#!/bin/sh\n", 10, "script", &f, &err), -ENOEXEC);
	ck_assert_str_eq(err.msg, "script: not an ELF file");
	ck_assert_int_eq(elf_file_open("/nowhere/to/be", &f, &err), -ENOENT);
	ck_assert_int_eq(elf_file_open("/dev/null", &f, &err), -ENOEXEC);
	ck_assert_str_eq(err.msg, "/dev/null: not a regular file");
	ck_assert_ptr_null(f);
}
END_TEST

TCase *elf_file_tests(void)
{
	TCase *tc = tcase_create("elf_file");

	tcase_add_loop_test(tc, a_symbol_counts_if_perf_takes_it, 0,
	                    sizeof(symbols) / sizeof(symbols[0]));
	tcase_add_loop_test(tc, a_file_offset_is_the_address_its_segment_gives_it, 0,
	                    sizeof(layouts) / sizeof(layouts[0]));
	tcase_add_test(tc, build_id_and_debuglink_are_read_from_their_sections);
	tcase_add_test(tc, a_plt_entry_has_the_name_of_its_slot_whatever_the_order);
	tcase_add_test(tc, an_aarch64_plt_entry_has_the_name_of_its_slot);
	tcase_add_test(tc, the_names_within_gnu_debugdata_are_read);
	tcase_add_loop_test(tc, a_damaged_file_is_refused_or_read_in_part, 0, 1);
	tcase_add_loop_test(tc, a_damaged_file_is_refused_or_read_in_part, 254, 256);
	tcase_add_test(tc, what_is_no_elf_file_is_told);
	return tc;
}
