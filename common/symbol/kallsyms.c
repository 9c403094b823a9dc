/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "common/symbol/kallsyms.h"

#include <elf.h>
#include <endian.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "common/base/err.h"
#include "common/base/fs.h"
#include "common/base/mem.h"
#include "common/base/outbuf.h"
#include "common/base/str.h"
#include "common/object/symtab.h"

#define LINE_BYTES_TYPICAL 44
#define CHUNK_BYTES        ((size_t)256 << 10)
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
	struct outbuf names; /* of the symbols that are kept, each with its NUL */
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
	size_t at = p->names.len;

	p->nr_addrs += line->addr != 0;
	if (line->module.len)
		note_module(&p->result, line);
	if (!is_wanted(line))
		return;

	symtab_builder_set_region(p->builder, line->module.len ? REGION_MODULES : REGION_KERNEL);
	symtab_builder_add_named(p->builder, line->addr, 0, (uint32_t)at, info_of(line->type));
	outbuf_view(&p->names, line->name);
	outbuf_char(&p->names, '\0');
}

static void parse_line(struct parser *p, const char *at, const char *end)
{
	struct line line;

	p->nr_lines++;
	if (read_line(at, end, &line))
		add_line(p, &line);
	else
		p->result.nr_bad_lines++;
}

/* Take in all lines that end in text[0..len); returns where the last, unended one begins. */
static size_t parse_lines(struct parser *p, const char *text, size_t len)
{
	const char *at = text, *end = text + len, *line_end;

	while (at < end && (line_end = memchr(at, '\n', (size_t)(end - at)))) {
		parse_line(p, at, line_end);
		at = line_end + 1;
	}
	return (size_t)(at - text);
}

static void parser_init(struct parser *p, size_t len)
{
	*p = (struct parser){ .builder = symtab_builder_new() };
	symtab_builder_reserve(p->builder, len / LINE_BYTES_TYPICAL);
	outbuf_reserve(&p->names, len / 2);
}

static struct kallsyms parser_finish(struct parser *p)
{
	size_t len = p->names.len;
	uint32_t base;

	p->result.restricted = p->nr_lines > p->result.nr_bad_lines && !p->nr_addrs;
	/* The first text of the table: its base is 0. */
	symtab_builder_add_text(p->builder, outbuf_take(&p->names), len, &base);
	p->result.symtab = symtab_build(p->builder);
	symtab_builder_free(p->builder);
	return p->result;
}

struct kallsyms kallsyms_parse(const char *text, size_t len)
{
	struct parser p;
	size_t done;

	parser_init(&p, len);
	done = parse_lines(&p, text, len);
	if (done < len)
		parse_line(&p, text + done, text + len);
	return parser_finish(&p);
}

/* Chunk by chunk: they stay in a cache of the CPU, which the whole file would not. */
static int parse_fd(struct parser *p, int fd, size_t max_bytes, struct err *err)
{
	AUTO(freep) char *chunk = xmalloc(CHUNK_BYTES);
	size_t kept = 0, total = 0, done;
	ssize_t n;

	while ((n = fd_read(fd, chunk + kept, CHUNK_BYTES - kept, err)) > 0) {
		total += (size_t)n;
		if (total > max_bytes)
			return err_set(err, EFBIG, "more than %zu bytes", max_bytes);
		kept += (size_t)n;
		done = parse_lines(p, chunk, kept);
		if (!done && kept == CHUNK_BYTES) {
			p->nr_lines++; /* a line as long as a chunk is none */
			p->result.nr_bad_lines++;
			done = kept;
		}
		kept -= done;
		memmove(chunk, chunk + done, kept);
	}
	if (n == 0 && kept)
		parse_line(p, chunk, chunk + kept);
	return (int)n;
}

int kallsyms_read(const char *path, size_t max_bytes, struct kallsyms *ret, struct err *err)
{
	AUTO(fd_closep) int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct kallsyms read;
	struct parser p;
	struct stat st;
	int r;

	if (fd < 0 || fstat(fd, &st) < 0)
		return err_set(err, errno, "%s: %m", path);
	parser_init(&p, (size_t)st.st_size < max_bytes ? (size_t)st.st_size : 0);
	r = parse_fd(&p, fd, max_bytes, err);
	read = parser_finish(&p);
	if (r < 0) {
		kallsyms_done(&read);
		return err_wrap(err, "%s", path);
	}
	*ret = read;
	return 0;
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
