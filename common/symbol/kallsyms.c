/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "common/symbol/kallsyms.h"

#include <elf.h>
#include <endian.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/err.h"
#include "common/base/fs.h"
#include "common/base/mem.h"
#include "common/base/str.h"
#include "common/object/symtab.h"

#define LINE_BYTES_TYPICAL 44
#define NR_MODULES_MAX     4096
#define MODULE_BYTES_MAX   (64 << 20) /* from the start of a module to its symbols */

enum region { REGION_KERNEL, REGION_MODULES };

/* One line, its parts still in the text. */
struct line {
	uint64_t addr;
	char type;
	struct str name, module; /* module: with brackets; empty for the kernel itself */
};

struct parser {
	struct kallsyms result;
	struct symtab_builder *builder;
	const char *text;
	size_t nr_lines, nr_addrs;
};

static int hex_digit(unsigned char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Eight lower-case digits at once; false: they are not. The kernel prints sixteen. */
static bool read_8_digits(const char *at, uint64_t *ret)
{
	const uint64_t ones = 0x0101010101010101u, tops = 0x80 * ones;
	uint64_t v, is_letter, digits;

	memcpy(&v, at, sizeof(v));
	v = le64toh(v);
	is_letter = ((v + (0x80 - 'a') * ones) & tops) >> 7; /* >= 'a', for bytes below 0x80 */
	digits = v - '0' * ones - is_letter * ('a' - '0' - 10);
	/* Each was below 0x80, is 0..15 now, and letters are 10 and more. */
	if ((v & tops) || (digits & 0xf0 * ones) ||
	    ((digits + 0x76 * ones) & tops) >> 7 != is_letter)
		return false;
	digits = (digits << 4 | digits >> 8) & 0x00ff00ff00ff00ffu;
	digits = (digits << 8 | digits >> 16) & 0x0000ffff0000ffffu;
	*ret = (digits << 16 | digits >> 32) & 0xffffffffu;
	return true;
}

static const char *read_addr(const char *at, const char *end, uint64_t *ret)
{
	uint64_t high, low;
	int digit;

	if (end - at > 16 && at[16] == ' ' && read_8_digits(at, &high) &&
	    read_8_digits(at + 8, &low)) {
		*ret = high << 32 | low;
		return at + 16;
	}
	*ret = 0;
	while (at < end && (digit = hex_digit((unsigned char)*at)) >= 0) {
		*ret = *ret << 4 | (unsigned)digit;
		at++;
	}
	return at;
}

static bool read_line(const char *at, const char *end, struct line *ret)
{
	const char *start = at;
	const char *tab = NULL;

	at = read_addr(at, end, &ret->addr);
	if (at == start || at - start > 16 || end - at < 4 || at[0] != ' ' || at[2] != ' ')
		return false;

	ret->type = at[1];
	ret->name = (struct str){ at + 3, (size_t)(end - at) - 3 };
	ret->module = (struct str){ end, 0 };
	if (end[-1] == ']')
		tab = memchr(ret->name.s, '\t', ret->name.len);
	if (tab) {
		ret->module = (struct str){ tab + 1, (size_t)(end - tab) - 1 };
		ret->name.len = (size_t)(tab - ret->name.s);
	}
	return true;
}

static void note_module(struct kallsyms *k, const struct line *line)
{
	struct kallsyms_module *last = k->modules.len ? vec_last(&k->modules) : NULL;
	struct str name = line->module;

	if (name.len < 3 || name.s[0] != '[' || name.s[name.len - 1] != ']')
		return;
	name = (struct str){ name.s + 1, name.len - 2 };

	if (last && str_is(name, last->name)) {
		last->first = line->addr < last->first ? line->addr : last->first;
		last->last = line->addr > last->last ? line->addr : last->last;
	} else if (k->modules.len < NR_MODULES_MAX) {
		vec_push(&k->modules, (struct kallsyms_module){ xstrndup(name.s, name.len),
		                                                line->addr, line->addr });
	}
}

/* perf 6.1 takes code and data, and no name that starts with "$" (mapping symbols). */
static bool is_wanted(const struct line *line)
{
	switch (line->type) {
	case 'T':
	case 't':
	case 'W':
	case 'w':
	case 'D':
	case 'd':
	case 'B':
	case 'b':
		return line->name.len && line->name.s[0] != '$';
	default:
		return false;
	}
}

static uint8_t info_of(char type)
{
	if (type == 'W' || type == 'w')
		return ELF64_ST_INFO(STB_WEAK, STT_FUNC);
	return ELF64_ST_INFO(type >= 'a' ? STB_LOCAL : STB_GLOBAL,
	                     type == 'T' || type == 't' ? STT_FUNC : STT_OBJECT);
}

static void add_line(struct parser *p, const struct line *line)
{
	size_t at = (size_t)(line->name.s - p->text);

	p->nr_addrs += line->addr != 0;
	if (line->module.len)
		note_module(&p->result, line);
	if (!is_wanted(line))
		return;

	symtab_builder_set_region(p->builder, line->module.len ? REGION_MODULES : REGION_KERNEL);
	symtab_builder_add_named(p->builder, line->addr, 0, (uint32_t)at, info_of(line->type));
}

static void parse_lines(struct parser *p, size_t len)
{
	const char *at = p->text, *end = p->text + len, *line_end;

	while (at < end && (line_end = memchr(at, '\n', (size_t)(end - at)))) {
		struct line line;

		p->nr_lines++;
		if (read_line(at, line_end, &line))
			add_line(p, &line);
		else
			p->result.nr_bad_lines++;
		at = line_end + 1;
	}
}

/* Takes the text over, which is from malloc or a mapping, and ends with a newline. */
static struct kallsyms parse(char *text, size_t len, bool is_mapped)
{
	struct parser p = { .builder = symtab_builder_new(), .text = text };
	uint32_t base;

	/* The first text of the table: its base is 0. */
	if (symtab_builder_add_lines(p.builder, text, len, is_mapped, &base)) {
		symtab_builder_reserve(p.builder, len / LINE_BYTES_TYPICAL);
		parse_lines(&p, len);
	}
	p.result.restricted = p.nr_lines > p.result.nr_bad_lines && !p.nr_addrs;
	p.result.symtab = symtab_build(p.builder);
	symtab_builder_free(p.builder);
	return p.result;
}

struct kallsyms kallsyms_parse(const char *text, size_t len)
{
	char *copy = xmalloc(len + 1);

	if (len)
		memcpy(copy, text, len);
	copy[len] = '\n';
	return parse(copy, len && text[len - 1] == '\n' ? len : len + 1, false);
}

int kallsyms_read(const char *path, size_t max_bytes, struct kallsyms *ret, struct err *err)
{
	AUTO(file_unmap) struct file_map map = { 0 };
	AUTO(freep) char *text = NULL;
	size_t len;
	int r;

	/* procfs says that its files are empty. */
	if (file_map(path, &map, NULL) == 0 && map.len && map.len <= max_bytes &&
	    map.bytes[map.len - 1] == '\n') {
		*ret = parse((char *)map.bytes, map.len, true);
		map = (struct file_map){ 0 };
		return 0;
	}
	r = file_read(path, max_bytes, &text, &len, err);
	if (r >= 0)
		*ret = kallsyms_parse(text, len);
	return r;
}

void kallsyms_done(struct kallsyms *k)
{
	symtab_free(k->symtab);
	vec_for_each(m, &k->modules)
		free(m->name);
	vec_done(&k->modules);
	k->symtab = NULL;
}

bool kallsyms_has_module(const struct kallsyms *k, const char *name, uint64_t loaded_at)
{
	for (size_t i = 0; i < k->modules.len; i++) {
		const struct kallsyms_module *m = &k->modules.data[i];

		if (streq(m->name, name) && m->last >= loaded_at &&
		    m->last - loaded_at < MODULE_BYTES_MAX)
			return true;
	}
	return false;
}
