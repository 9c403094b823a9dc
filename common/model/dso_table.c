/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "common/model/dso_table.h"

#include <stdlib.h>
#include <sys/mman.h>

#include "common/base/arena.h"
#include "common/base/fs.h"
#include "common/base/str.h"
#include "common/base/strtab.h"

struct dso_entry {
	struct dso dso;
	struct dso_entry *next; /* of the same hash */
};

void dso_table_init(struct dso_table *t, struct arena *arena, struct strtab *names)
{
	*t = (struct dso_table){ .arena = arena, .names = names };
}

void dso_table_done(struct dso_table *t)
{
	vec_done(&t->all);
	hmap_done(&t->by_key);
	hmap_done(&t->build_ids);
}

static bool same(const struct dso *a, const struct dso *b)
{
	/* Records without an inode (MMAP, build-id MMAP2) are of the file that has the name. */
	bool inodes_known = a->ino && b->ino;
	bool ids_known = a->build_id.size && b->build_id.size;

	return a->name == b->name && a->kind == b->kind && a->pid == b->pid &&
	       (!inodes_known || (a->ino == b->ino && a->maj == b->maj && a->min == b->min)) &&
	       (!ids_known || build_id_eq(&a->build_id, &b->build_id));
}

/* Learn what this record says and the ones before did not. */
static void complete(struct dso *dso, const struct dso *wanted)
{
	if (!dso->ino && wanted->ino) {
		dso->maj = wanted->maj;
		dso->min = wanted->min;
		dso->ino = wanted->ino;
	}
	if (!dso->build_id.size)
		dso->build_id = wanted->build_id;
}

static struct dso *find_or_add(struct dso_table *t, struct dso wanted)
{
	uint64_t hash = hash_u64((uintptr_t)wanted.name ^ (uint64_t)wanted.kind << 56 ^
	                         (uint64_t)wanted.pid << 24);
	uint64_t *slot = hmap_add(&t->by_key, hash, NULL);
	const struct build_id *id;
	struct dso_entry *e;

	for (e = (struct dso_entry *)(uintptr_t)*slot; e; e = e->next) {
		if (!same(&e->dso, &wanted))
			continue;
		complete(&e->dso, &wanted);
		return &e->dso;
	}

	e = arena_zalloc(t->arena, sizeof(*e));
	e->dso = wanted;
	e->dso.id = (uint32_t)t->all.len;
	e->dso.short_name = wanted.name[0] == '[' ? wanted.name : path_base(wanted.name);
	id = hmap_find_ptr(&t->build_ids, (uintptr_t)wanted.name);
	if (id && !e->dso.build_id.size)
		e->dso.build_id = *id;
	e->next = (struct dso_entry *)(uintptr_t)*slot;
	*slot = (uintptr_t)e;
	vec_push(&t->all, &e->dso);
	return &e->dso;
}

/* Memory that perf shows by a name of its own: anonymous, or not a file though it has a name. */
static bool is_anonymous(struct str name)
{
	return str_is(name, "//anon") || str_is(name, "[anon]") || !name.len ||
	       str_starts(name, STR("/dev/zero")) || str_starts(name, STR("/anon_hugepage"));
}

static bool has_no_file(struct str name)
{
	return str_starts(name, STR("[stack")) || str_starts(name, STR("/SYSV")) ||
	       str_starts(name, STR("[heap]"));
}

static enum dso_kind kind_of(const struct record_mmap *m)
{
	struct str name = m->filename;

	if (is_anonymous(name) || has_no_file(name))
		return m->prot & PROT_EXEC ? DSO_JIT : DSO_ANON;
	if (str_starts(name, STR("[vdso")))
		return DSO_VDSO;
	if (str_is(name, "[vsyscall]"))
		return DSO_VSYSCALL;
	return DSO_FILE;
}

struct dso *dso_table_add_user(struct dso_table *t, const struct record_mmap *m)
{
	struct dso wanted = { .kind = kind_of(m) };

	if (wanted.kind == DSO_JIT) {
		char name[32];
		int len = snprintf(name, sizeof(name), "/tmp/perf-%d.map", (int)m->pid);

		wanted.pid = m->pid;
		wanted.name = strtab_addn(t->names, name, (size_t)len);
		return find_or_add(t, wanted);
	}

	wanted.name = strtab_addn(t->names, m->filename.s, m->filename.len);
	if (wanted.kind == DSO_FILE) {
		wanted.maj = m->maj;
		wanted.min = m->min;
		wanted.ino = m->ino;
	}
	wanted.seen_pid = m->pid;
	if (m->build_id) {
		wanted.build_id.size = m->build_id_size;
		memcpy(wanted.build_id.bytes, m->build_id, m->build_id_size);
	}
	return find_or_add(t, wanted);
}

struct dso *dso_table_add_kernel(struct dso_table *t, enum dso_kind kind, struct str name)
{
	return find_or_add(
		t, (struct dso){ .kind = kind, .name = strtab_addn(t->names, name.s, name.len) });
}

void dso_table_set_build_id(struct dso_table *t, struct str name, const struct build_id *id)
{
	const char *interned = strtab_addn(t->names, name.s, name.len);

	hmap_set_ptr(&t->build_ids, (uintptr_t)interned, arena_memdup(t->arena, id, sizeof(*id)));
	vec_for_each(dso, &t->all)
		if ((*dso)->name == interned && !(*dso)->build_id.size)
			(*dso)->build_id = *id;
}
