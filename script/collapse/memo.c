/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "script/collapse/memo.h"

#include "common/base/arena.h"
#include "common/base/mem.h"
#include "common/base/vec.h"
#include "script/collapse/index.h"

struct entry {
	const char *text; /* func, mod and pc, one after the other */
	size_t func_len, mod_len, pc_len;
	struct memo_names names[2]; /* [1] in a Java process */
};

struct memo {
	struct arena *text;
	VEC(struct entry) entries;
	VEC(uint32_t) ids;
	struct index index;
};

struct memo *memo_new(void)
{
	struct memo *m = xzalloc(sizeof(*m));

	m->text = arena_new();
	return m;
}

void memo_free(struct memo *m)
{
	if (!m)
		return;
	arena_free(m->text);
	vec_done(&m->entries);
	vec_done(&m->ids);
	index_done(&m->index);
	free(m);
}

static bool is_same(const struct entry *e, const struct frame_line *frame)
{
	return e->func_len == frame->func.len && e->mod_len == frame->mod.len &&
	       e->pc_len == frame->pc.len && memcmp(e->text, frame->func.s, e->func_len) == 0 &&
	       memcmp(e->text + e->func_len, frame->mod.s, e->mod_len) == 0 &&
	       (e->pc_len == 0 ||
	        memcmp(e->text + e->func_len + e->mod_len, frame->pc.s, e->pc_len) == 0);
}

static struct entry entry_of(struct memo *m, const struct frame_line *frame)
{
	char *text =
		arena_alloc_text(m->text, frame->func.len + frame->mod.len + frame->pc.len + 1);
	struct entry e = { .text = text,
		           .func_len = frame->func.len,
		           .mod_len = frame->mod.len,
		           .pc_len = frame->pc.len };

	memcpy(text, frame->func.s, e.func_len);
	memcpy(text + e.func_len, frame->mod.s, e.mod_len);
	if (e.pc_len)
		memcpy(text + e.func_len + e.mod_len, frame->pc.s, e.pc_len);
	e.names[0].nr = e.names[1].nr = MEMO_UNKNOWN;
	return e;
}

uint32_t memo_entry(struct memo *m, const struct frame_line *frame)
{
	uint64_t hash = hash_bytes(frame->func.s, frame->func.len) * 31 +
	                hash_bytes(frame->mod.s, frame->mod.len);
	struct index_probe probe;
	uint32_t number;

	if (frame->pc.len)
		hash = hash * 31 + hash_bytes(frame->pc.s, frame->pc.len);
	probe = index_probe(&m->index, hash);
	while (index_next(&probe, &number))
		if (is_same(&m->entries.data[number], frame))
			return number;

	number = (uint32_t)m->entries.len;
	vec_push(&m->entries, entry_of(m, frame));
	index_add(&m->index, hash, number);
	return number;
}

struct frame_line memo_frame(const struct memo *m, uint32_t entry)
{
	const struct entry *e = &m->entries.data[entry];

	return (struct frame_line){
		.func = { e->text, e->func_len },
		.mod = { e->text + e->func_len, e->mod_len },
		.pc = { e->text + e->func_len + e->mod_len, e->pc_len },
	};
}

struct memo_names memo_names(const struct memo *m, uint32_t entry, bool java)
{
	return m->entries.data[entry].names[java];
}

const uint32_t *memo_ids(const struct memo *m, struct memo_names names)
{
	return m->ids.data + names.first;
}

void memo_set_names(struct memo *m, uint32_t entry, bool java, const uint32_t *ids, uint32_t nr)
{
	struct memo_names names = { nr, nr == 1 ? ids[0] : (uint32_t)m->ids.len };

	if (nr != 1)
		for (uint32_t i = 0; i < nr; i++)
			vec_push(&m->ids, ids[i]);
	m->entries.data[entry].names[java] = names;
}
