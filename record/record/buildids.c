/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "record/record/buildids.h"

#include <linux/perf_event.h>
#include <stdio.h>
#include <stdlib.h>

#include "common/abi/features.h"
#include "common/base/arena.h"
#include "common/base/fs.h"
#include "common/base/mem.h"
#include "common/base/str.h"
#include "common/base/threads.h"
#include "common/object/build_id.h"
#include "record/record/cache.h"
#include "record/record/hits.h"
#include "record/record/vdso.h"

#define KERNEL_NAME     "[kernel.kallsyms]"
#define NOTES_BYTES_MAX (1 << 20)
#define NR_THREADS_MAX  8

/* The ids are read by several threads: many small files. */
struct work {
	const struct hits *hits;
	struct build_id *ids; /* one per dso of `hits` */
	const struct buildid_opts *opts;
};

static void id_of_notes(const char *path, struct build_id *ret)
{
	AUTO(freep) char *notes = NULL;
	size_t len;

	if (file_read(path, NOTES_BYTES_MAX, &notes, &len, NULL) == 0)
		build_id_of_notes(notes, len, ret, NULL);
}

/* "[ext4]", or the module's file: its notes are below /sys/module/NAME. */
static void id_of_module(const char *name, struct build_id *ret)
{
	struct str base = str_of(path_base(name));
	AUTO(freep) char *path = NULL;
	size_t len = 0;

	if (base.len && base.s[0] == '[')
		base = (struct str){ base.s + 1, base.len - 1 };
	while (len < base.len && base.s[len] != '.' && base.s[len] != ']')
		len++;
	path = xasprintf("/sys/module/%.*s/notes/.note.gnu.build-id", (int)len, base.s);
	id_of_notes(path, ret);
}

/* A process in another mount namespace has another file by that name. */
static void id_of_binary(const struct hit_dso *dso, struct build_id *ret)
{
	AUTO(freep) char *inside = NULL;

	if (dso->name[0] != '/' || strstarts(dso->name, "//"))
		return;
	inside = xasprintf("/proc/%u/root%s", dso->pid, dso->name);
	if (build_id_of_file(inside, ret, NULL) < 0)
		build_id_of_file(dso->name, ret, NULL);
}

static void read_id(void *ctx, size_t i)
{
	struct work *work = ctx;
	const struct hit_dso *dso = &work->hits->dsos.data[i];
	struct build_id *id = &work->ids[i];

	if (!dso->is_hit && !work->opts->all)
		return;
	if (dso->id.size)
		*id = dso->id;
	else if (strstarts(dso->name, KERNEL_NAME))
		id_of_notes("/sys/kernel/notes", id);
	else if (dso->is_kernel)
		id_of_module(dso->name, id);
	else if (streq(dso->name, VDSO_NAME))
		vdso_build_id(id);
	else
		id_of_binary(dso, id);
}

static void keep(const struct hit_dso *dso, const struct build_id *id,
                 const struct buildid_opts *opts)
{
	if (opts->cache && opts->kallsyms && strstarts(dso->name, KERNEL_NAME))
		cache_keep_kallsyms(id);
	else if (opts->cache && streq(dso->name, VDSO_NAME))
		cache_keep_vdso(id);
	else if (opts->copy_elf && dso->name[0] == '/')
		cache_keep_file(dso->name, id);
}

void buildids_add(const struct hits *hits, const struct buildid_opts *opts, struct arena *arena,
                  struct features *features)
{
	struct work work = {
		.hits = hits,
		.ids = xcalloc(hits->dsos.len + 1, sizeof(*work.ids)),
		.opts = opts,
	};
	unsigned nr_threads = threads_available();

	threads_run(nr_threads < NR_THREADS_MAX ? nr_threads : NR_THREADS_MAX, hits->dsos.len,
	            read_id, &work);
	for (size_t i = 0; i < hits->dsos.len; i++) {
		const struct hit_dso *dso = &hits->dsos.data[i];
		const struct build_id *id = &work.ids[i];
		bool is_kernel = strstarts(dso->name, KERNEL_NAME);
		struct feature_build_id entry = {
			.misc = dso->is_kernel ? PERF_RECORD_MISC_KERNEL : PERF_RECORD_MISC_USER,
			.pid = -1,
			.size = id->size,
		};

		if (!id->size)
			continue;
		memcpy(entry.id, id->bytes, id->size);
		entry.filename = is_kernel ? KERNEL_NAME : arena_strdup(arena, dso->name);
		vec_push(&features->build_ids, entry);
		keep(dso, id, opts);
	}
	if (features->build_ids.len)
		features_set(features, FEATURE_BUILD_ID);
	free(work.ids);
}
