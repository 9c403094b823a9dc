/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "script/collapse/inline.h"

#include "common/base/hmap.h"
#include "common/base/mem.h"
#include "common/base/num.h"
#include "common/base/outbuf.h"
#include "common/base/strtab.h"
#include "common/base/vec.h"
#include "script/collapse/tool.h"

struct module {
	const char *path;
	struct hmap answers; /* interned pc -> interned text */
	struct hmap symbols; /* interned name -> its first address in nm's list */
	bool symbols_read;
};

struct inliner {
	bool with_lines;
	struct strtab *texts;
	VEC(struct module *) modules;
	struct hmap by_path; /* interned path -> struct module */
};

static uint64_t key_of(const char *interned)
{
	return (uintptr_t)interned;
}

struct inliner *inliner_new(bool with_lines)
{
	struct inliner *in = xzalloc(sizeof(*in));

	in->with_lines = with_lines;
	in->texts = strtab_new();
	return in;
}

void inliner_free(struct inliner *in)
{
	if (!in)
		return;
	vec_for_each(m, &in->modules) {
		hmap_done(&(*m)->answers);
		hmap_done(&(*m)->symbols);
		free(*m);
	}
	vec_done(&in->modules);
	hmap_done(&in->by_path);
	strtab_free(in->texts);
	free(in);
}

static struct module *module_of(struct inliner *in, struct str path)
{
	const char *interned = strtab_addn(in->texts, path.s, path.len);
	struct module *m = hmap_find_ptr(&in->by_path, key_of(interned));

	if (m)
		return m;
	m = xzalloc(sizeof(*m));
	m->path = interned;
	vec_push(&in->modules, m);
	hmap_set_ptr(&in->by_path, key_of(interned), m);
	return m;
}

/*
 * A process for each place, though addr2line would answer for many: binutils 2.40 names the
 * innermost function by the symbol table the first time it is asked, by DWARF from then on, and
 * the names must not depend on the order of the samples.
 */
static void ask_addr2line(const struct module *m, const char *pc, struct outbuf *answer)
{
	const char *argv[] = { "addr2line", "-a", pc, "-e", m->path, "-i", "-f", "-s", "-C", NULL };

	tool_output(argv, answer);
}

/* The line that -a adds is not part of the answer. */
static struct str without_first_line(struct str answer)
{
	struct str line;

	if (!answer.len || !memchr(answer.s, '\n', answer.len))
		return answer;
	str_split(&answer, '\n', &line);
	return answer;
}

/* The functions of an answer (a line with the name, a line with the place), outermost first. */
static void put_functions(struct str answer, bool with_lines, struct outbuf *out)
{
	VEC(struct str) functions = { 0 };
	struct str line, name = { 0 };

	while (answer.len && str_split(&answer, '\n', &line)) {
		const char *place_end = memmem(line.s, line.len, " (discriminator ", 16);

		if (place_end)
			line.len = (size_t)(place_end - line.s);
		if (!name.len) {
			name = line;
			continue;
		}
		vec_push(&functions, name);
		vec_push(&functions, line);
		name.len = 0;
	}
	for (size_t i = functions.len; i > 0; i -= 2) {
		outbuf_view(out, functions.data[i - 2]);
		if (with_lines) {
			outbuf_char(out, ':');
			outbuf_view(out, functions.data[i - 1]);
		}
		if (i > 2)
			outbuf_char(out, ';');
	}
	vec_done(&functions);
}

/* A line of nm's list: "ADDRESS TYPE NAME". */
static bool parse_symbol(struct str line, struct str *name, uint64_t *address)
{
	const char *blank = line.len ? memchr(line.s, ' ', line.len) : NULL;
	size_t digits = blank ? (size_t)(blank - line.s) : 0;
	size_t at = digits + 3;

	if (!num_hex((struct str){ line.s, digits }, address) || line.len <= at ||
	    line.s[at - 1] != ' ')
		return false;
	*name = (struct str){ line.s + at, line.len - at };
	return true;
}

static void read_symbols(struct inliner *in, struct module *m)
{
	const char *argv[] = { "nm", "--", m->path, NULL };
	AUTO(outbuf_done) struct outbuf list = { 0 };
	struct str rest, line, name;
	uint64_t address;

	if (m->symbols_read)
		return;
	m->symbols_read = true;
	tool_output(argv, &list);
	rest = (struct str){ list.data, list.len };
	while (rest.len && str_split(&rest, '\n', &line)) {
		uint64_t *known;
		bool is_new;

		if (!parse_symbol(line, &name, &address))
			continue;
		known = hmap_add(&m->symbols, key_of(strtab_addn(in->texts, name.s, name.len)),
		                 &is_new);
		if (is_new)
			*known = address;
	}
}

static const char *answer_for(struct inliner *in, struct module *m, const char *pc,
                              struct str func);

/* The answer for the place func+offset by the module's symbols, or NULL. */
static const char *answer_by_symbol(struct inliner *in, struct module *m, struct str func)
{
	struct str name = func_without_offset(func);
	struct str offset = func_offset(func);
	AUTO(freep) char *pc = NULL;
	uint64_t *base, distance;

	if (!offset.len || !name.len || !num_hex(offset, &distance))
		return NULL;
	read_symbols(in, m);
	base = hmap_find(&m->symbols, key_of(strtab_addn(in->texts, name.s, name.len)));
	if (!base)
		return NULL;
	pc = xasprintf("0x%lx", (unsigned long)(*base + distance));
	return answer_for(in, m, strtab_add(in->texts, pc), (struct str){ 0 });
}

/* pc: interned. The functions there, interned. */
static const char *answer_for(struct inliner *in, struct module *m, const char *pc, struct str func)
{
	const char *known = hmap_find_ptr(&m->answers, key_of(pc));
	AUTO(outbuf_done) struct outbuf output = { 0 };
	AUTO(outbuf_done) struct outbuf functions = { 0 };
	struct str answer;

	if (known)
		return known;
	ask_addr2line(m, pc, &output);
	answer = without_first_line((struct str){ output.data, output.len });
	if (answer.len && memmem(answer.s, answer.len, "??\n?\?:0", 7))
		known = answer_by_symbol(in, m, func);
	if (!known) {
		put_functions(answer, in->with_lines, &functions);
		known = strtab_addn(in->texts, functions.len ? functions.data : "", functions.len);
	}
	hmap_set_ptr(&m->answers, key_of(pc), known);
	return known;
}

struct str inliner_find(struct inliner *in, const struct frame_line *frame)
{
	const char *pc = strtab_addn(in->texts, frame->pc.s, frame->pc.len);
	struct str found = str_of(answer_for(in, module_of(in, frame->mod), pc, frame->func));

	if (str_is(found, "??") || str_is(found, "??:?\?:0"))
		found.len = 0;
	return found;
}
