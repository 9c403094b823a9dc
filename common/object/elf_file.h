/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * An ELF file on disk: its build-id, its symbols, its segments.
 *
 * Addresses in the file are svmas ("stated virtual memory addresses"); profiles have file
 * offsets (a mapping's pgoff + distance). An elf_layout goes from one to the other by the
 * program headers, which holds for every layout of linkers (lld, mold, prelink, rosegment).
 * Reads through libelf; sizes and offsets of a hostile file are checked. A file may change or
 * shrink while it is read: it is read, never mapped.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/base/cleanup.h"
#include "common/object/build_id.h"
#include "common/object/elf_layout.h"

struct err;
struct symtab;
struct symtab_builder;
struct elf_file;

/* Errors: open(2)'s; -ENOEXEC: not an ELF file; -EBADMSG: its headers are damaged. */
int elf_file_open(const char *path, struct elf_file **ret, struct err *err);
int elf_file_open_memory(const void *image, size_t len, const char *name, struct elf_file **ret,
                         struct err *err); /* the image stays the caller's, and must live on */
void elf_file_free(struct elf_file *f);
DEFINE_AUTO(struct elf_file *, elf_file_free);

const char *elf_file_name(const struct elf_file *f);
const struct build_id *elf_file_build_id(const struct elf_file *f);      /* size 0: none */
const char *elf_file_debuglink(const struct elf_file *f, uint32_t *crc); /* or NULL */
bool elf_file_has_symtab(const struct elf_file *f);    /* .symtab, not only .dynsym */
bool elf_file_has_debuginfo(const struct elf_file *f); /* .debug_info */
bool elf_file_has_code(const struct elf_file *f);      /* not a separate debug file */
bool elf_file_is_64(const struct elf_file *f);
uint16_t elf_file_machine(const struct elf_file *f); /* EM_X86_64 ... */
uint16_t elf_file_type(const struct elf_file *f);    /* ET_DYN ... */

/* Where a section is in the file; false: there is none of that name. */
bool elf_file_section_offset(const struct elf_file *f, const char *name, uint64_t *ret_file_off);

const struct elf_layout *elf_file_layout(const struct elf_file *f);

/*
 * Add the symbols of .symtab (else of .dynsym) that perf would use: functions, objects, and
 * labels of hand-written code. Addresses are svmas.
 */
int elf_file_add_symbols(struct elf_file *f, struct symtab_builder *b, struct err *err);

/* name@plt for each PLT entry (.plt, .plt.sec, .plt.got) of x86-64 and aarch64. */
void elf_file_add_plt(struct elf_file *f, struct symtab_builder *b);

/*
 * The symbols of .gnu_debugdata (an xz-compressed ELF file within); -ENOENT: it has none,
 * -ENOTSUP: built without liblzma.
 */
int elf_file_add_minidebug(struct elf_file *f, struct symtab_builder *b, struct err *err);
