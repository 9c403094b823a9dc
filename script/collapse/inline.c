/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "script/collapse/inline.h"

#include "common/base/hmap.h"
#include "common/base/mem.h"
#include "common/base/num.h"
#include "common/base/outbuf.h"
#include "common/base/strtab.h"
#include "common/base/vec.h"
#include "script/collapse/child.h"

/* addr2line processes alive at a time: each holds the debug information of its module. */
#define TOOLS_MAX 16

struct module {
	const char *path;
	struct hmap answers; /* interned pc -> interned text */
	struct hmap symbols; /* interned name -> its first address in nm's list */
	bool symbols_read;
	struct child tool; /* addr2line */
	bool tool_failed;
	uint64_t last_use;
};

struct inliner {
	bool with_lines;
	struct strtab *texts;
	VEC(struct module *) modules;
	struct hmap by_path; /* interned path -> struct module */
	uint64_t nr_uses;
	struct outbuf line; /* scratch */
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
		child_stop(&(*m)->tool);
		hmap_done(&(*m)->answers);
		hmap_done(&(*m)->symbols);
		free(*m);
	}
	vec_done(&in->modules);
	hmap_done(&in->by_path);
	strtab_free(in->texts);
	outbuf_done(&in->line);
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

/* Stop the addr2line that was not asked for the longest time, where too many are alive. */
static void make_room(struct inliner *in)
{
	struct module *oldest = NULL;
	size_t nr = 0;

	vec_for_each(m, &in->modules) {
		if (!(*m)->tool.pid)
			continue;
		nr++;
		if (!oldest || (*m)->last_use < oldest->last_use)
			oldest = *m;
	}
	if (nr >= TOOLS_MAX)
		child_stop(&oldest->tool);
}

static bool start_tool(struct inliner *in, struct module *m)
{
	const char *argv[] = { "addr2line", "-a", "-i", "-f", "-s", "-C", "-e", m->path, NULL };

	m->last_use = ++in->nr_uses;
	if (m->tool.pid)
		return true;
	if (m->tool_failed)
		return false;
	make_room(in);
	m->tool_failed = !child_start(&m->tool, argv);
	return !m->tool_failed;
}

/* The line that -a puts before each answer: 0x and all digits of an address. */
static bool is_answer_start(struct str line)
{
	uint64_t address;

	return (line.len == 18 || line.len == 10) && str_starts(line, STR("0x")) &&
	       num_hex(line, &address);
}

/*
 * What addr2line says of `pc`, as lines. Empty where it has nothing to say at all.
 *
 * Behind each question goes one that is no address: the start of its answer ends ours. The rest
 * of it is skipped when the next question is asked.
 */
static void ask_tool(struct inliner *in, struct module *m, const char *pc, struct outbuf *answer)
{
	AUTO(outbuf_done) struct outbuf question = { 0 };
	bool started = false;

	if (!start_tool(in, m))
		return;
	/* addr2line reads its arguments with strtoul(3) too: what is no number is cut or 0. */
	outbuf_printf(&question, "%lx\n?\n", strtoul(pc, NULL, 16));
	if (child_say(&m->tool, (struct str){ question.data, question.len })) {
		while (child_hear(&m->tool, &in->line)) {
			struct str line = { in->line.data, in->line.len };

			if (is_answer_start(line)) {
				if (started)
					return;
				started = true;
			} else if (started) {
				outbuf_view(answer, line);
				outbuf_char(answer, '\n');
			}
		}
	}
	m->tool_failed = true; /* it has told why on stderr */
	child_stop(&m->tool);
}

/* The functions of an answer (a line with the name, a line with the place), outermost first. */
static void put_functions(struct str answer, bool with_lines, struct outbuf *out)
{
	VEC(struct str) functions = { 0 };
	struct str line, name = { 0 };

	while (answer.len && str_split(&answer, '\n', &line)) {
		const char *place_end = memmem(line.s, line.len, " (discriminator ", 16);

		if (!name.len) {
			name = line;
			continue;
		}
		if (place_end)
			line.len = (size_t)(place_end - line.s);
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

/* "ADDRESS TYPE NAME" of nm's list: the first address of each name. */
static void read_symbols(struct inliner *in, struct module *m)
{
	const char *argv[] = { "nm", m->path, NULL };
	struct child nm = { 0 };

	if (m->symbols_read)
		return;
	m->symbols_read = true;
	if (!child_start(&nm, argv))
		return;
	while (child_hear(&nm, &in->line)) {
		struct str line = { in->line.data, in->line.len };
		const char *blank = memchr(line.s, ' ', line.len);
		struct str digits = { line.s, blank ? (size_t)(blank - line.s) : 0 };
		size_t name = digits.len + 3;
		uint64_t address, *known;
		bool is_new;

		if (!num_hex(digits, &address) || line.len <= name || line.s[name - 1] != ' ')
			continue;
		known = hmap_add(&m->symbols,
		                 key_of(strtab_addn(in->texts, line.s + name, line.len - name)),
		                 &is_new);
		if (is_new)
			*known = address;
	}
	child_stop(&nm);
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
	AUTO(outbuf_done) struct outbuf answer = { 0 };
	AUTO(outbuf_done) struct outbuf functions = { 0 };

	if (known)
		return known;
	ask_tool(in, m, pc, &answer);
	if (answer.len && memmem(answer.data, answer.len, "??\n?\?:0", 7))
		known = answer_by_symbol(in, m, func);
	if (!known) {
		put_functions((struct str){ answer.data, answer.len }, in->with_lines, &functions);
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
