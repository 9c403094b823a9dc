/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "common/object/debug_file.h"

#include <stdlib.h>
#include <string.h>

#include "common/base/err.h"
#include "common/base/fs.h"
#include "common/base/mem.h"
#include "common/base/str.h"
#include "common/base/vec.h"
#include "common/object/crc32.h"
#include "common/object/elf_file.h"

#define DEBUG_DIR "/usr/lib/debug"

struct candidate {
	char *path;
	bool by_debuglink;
	bool is_file_itself;
};

struct finder {
	const struct debug_search *search;
	const char *path;
	struct build_id wanted;
	uint32_t debuglink_crc;
	VEC(struct candidate) candidates;
	struct debug_files found;
};

char *buildid_cache_path(const char *dir, const struct build_id *id, const char *name)
{
	char hex[BUILD_ID_HEX_MAX];

	build_id_hex(id, hex);
	return xasprintf("%s/.build-id/%.2s/%s/%s", dir, hex, hex + 2, name);
}

char *buildid_cache_dir(void)
{
	const char *dir = getenv("PERF_BUILDID_DIR");
	const char *home = getenv("HOME");

	if (dir && dir[0])
		return xstrdup(dir);
	return home && home[0] ? xasprintf("%s/.debug", home) : NULL;
}

static void add(struct finder *f, char *path)
{
	vec_push(&f->candidates, (struct candidate){ .path = path });
}

static void add_debuglink(struct finder *f, const char *name)
{
	const char *root = f->search->root;
	int dir_len = (int)(path_base(f->path) - f->path);
	size_t first = f->candidates.len;

	/* A link is a name, not a path that leads elsewhere. */
	if (!name || strchr(name, '/'))
		return;
	add(f, xasprintf("%s%.*s%s", root, dir_len, f->path, name));
	add(f, xasprintf("%s%.*s.debug/%s", root, dir_len, f->path, name));
	add(f, xasprintf("%s" DEBUG_DIR "%.*s%s", root, dir_len, f->path, name));
	for (size_t i = first; i < f->candidates.len; i++)
		f->candidates.data[i].by_debuglink = true;
}

static void list_candidates(struct finder *f, const char *debuglink)
{
	const char *root = f->search->root;
	const char *base = path_base(f->path);
	int dir_len = (int)(base - f->path);
	char hex[BUILD_ID_HEX_MAX];

	add_debuglink(f, debuglink);
	if (f->wanted.size && f->search->buildid_dir) {
		add(f, buildid_cache_path(f->search->buildid_dir, &f->wanted, "elf"));
		add(f, buildid_cache_path(f->search->buildid_dir, &f->wanted, "debug"));
	}
	add(f, xasprintf("%s" DEBUG_DIR "%s.debug", root, f->path));
	add(f, xasprintf("%s" DEBUG_DIR "%s", root, f->path));
	if (f->wanted.size) {
		build_id_hex(&f->wanted, hex);
		add(f, xasprintf("%s" DEBUG_DIR "/.build-id/%.2s/%s.debug", root, hex, hex + 2));
	}
	add(f, xasprintf("%s%s", root, f->path));
	vec_last(&f->candidates)->is_file_itself = true;
	add(f, xasprintf("%s%.*s.debug/%s", root, dir_len, f->path, base));
}

/* Is the opened candidate what was asked for? */
static bool is_wanted(struct finder *f, const struct candidate *c, const struct elf_file *elf)
{
	const struct build_id *id = elf_file_build_id(elf);

	if (f->wanted.size) {
		bool same = build_id_eq(id, &f->wanted);

		f->found.mismatch |= c->is_file_itself && !same;
		return same;
	}
	/* Without build-ids a debug file is known by the checksum in the link to it. */
	if (c->by_debuglink)
		return crc32_of_file(c->path, f->debuglink_crc);
	return c->is_file_itself;
}

static int try_candidate(struct finder *f, const struct candidate *c, struct err *err)
{
	AUTO(elf_file_freep) struct elf_file *elf = NULL;
	int r;

	if (c->is_file_itself && f->found.runtime && elf_file_has_symtab(f->found.runtime))
		return 0;
	r = elf_file_open(c->path, &elf, c->is_file_itself ? err : NULL);
	if (r < 0)
		return r;
	if (!is_wanted(f, c, elf))
		return -ESTALE;

	if (!f->found.symbols && elf_file_has_symtab(elf))
		f->found.symbols = elf;
	if (!f->found.runtime && elf_file_has_code(elf))
		f->found.runtime = elf;
	if (elf == f->found.symbols || elf == f->found.runtime)
		(void)take(elf);
	return 0;
}

static void try_all(struct finder *f, int *ret_own_error, struct err *err)
{
	vec_for_each(c, &f->candidates) {
		int r;

		if (f->found.symbols && f->found.runtime)
			break;
		r = try_candidate(f, c, err);
		if (c->is_file_itself)
			*ret_own_error = r;
	}
}

int debug_files_open(const struct debug_search *search, const char *path,
                     const struct build_id *wanted, struct debug_files *ret, struct err *err)
{
	struct finder f = { .search = search, .path = path, .wanted = *wanted };
	AUTO(freep) char *own_path = xasprintf("%s%s", search->root, path);
	AUTO(elf_file_freep) struct elf_file *own = NULL;
	const char *debuglink = NULL;
	int own_error = -ENOENT;

	if (elf_file_open(own_path, &own, NULL) == 0) {
		if (!f.wanted.size)
			f.wanted = *elf_file_build_id(own);
		if (build_id_eq(&f.wanted, elf_file_build_id(own)))
			debuglink = elf_file_debuglink(own, &f.debuglink_crc);
	}
	list_candidates(&f, debuglink);
	try_all(&f, &own_error, err);

	vec_for_each(c, &f.candidates)
		free(c->path);
	vec_done(&f.candidates);
	*ret = f.found;
	if (ret->runtime || ret->symbols)
		return 0;
	if (ret->mismatch)
		return err_set(err, ESTALE, "%s: the file there now is another one", path);
	return err ? -err->code : own_error;
}

void debug_files_done(struct debug_files *files)
{
	if (files->symbols != files->runtime)
		elf_file_free(files->symbols);
	elf_file_free(files->runtime);
	*files = (struct debug_files){ 0 };
}
