/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Programs and libraries. */
#include <inttypes.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "common/base/err.h"
#include "common/base/fs.h"
#include "common/base/mem.h"
#include "common/base/str.h"
#include "common/base/sysroot.h"
#include "common/object/debug_file.h"
#include "common/object/elf_file.h"
#include "common/symbol/source.h"

#define DELETED        " (deleted)"
#define MAPS_BYTES_MAX (64 << 20)

/* What the kernel adds to the path of a file that is gone is not part of it. */
static char *path_of(const struct dso *dso)
{
	size_t len = strlen(dso->name), tail = strlen(DELETED);

	if (len > tail && streq(dso->name + len - tail, DELETED))
		len -= tail;
	return xstrndup(dso->name, len);
}

/* Is the file at `path` the one that was recorded? By build-id, else by device and inode. */
static bool is_same_file(const struct dso *dso, const char *path)
{
	struct build_id id;
	struct stat st;

	if (dso->build_id.size)
		return build_id_of_file(path, &id, NULL) == 0 && build_id_eq(&id, &dso->build_id);
	return dso->ino && stat(path, &st) == 0 && st.st_ino == dso->ino;
}

/* The range "start-end" of the first mapping of `name` in /proc/PID/maps, as map_files has it. */
static char *map_files_path(const struct sysroot *sysroot, const struct dso *dso, const char *name)
{
	AUTO(freep) char *maps = sysroot_path(sysroot, "/proc/%" PRIu32 "/maps", dso->seen_pid);
	AUTO(freep) char *text = NULL;
	struct str rest, line;
	size_t len;

	if (file_read(maps, MAPS_BYTES_MAX, &text, &len, NULL) < 0)
		return NULL;
	rest = (struct str){ text, len };
	while (rest.len && str_split(&rest, '\n', &line)) {
		const char *path = memchr(line.s, '/', line.len);
		const char *blank = memchr(line.s, ' ', line.len);
		size_t name_len = strlen(name);

		if (path && blank && name_len <= (size_t)(line.s + line.len - path) &&
		    memcmp(path, name, name_len) == 0)
			return sysroot_path(sysroot, "/proc/%" PRIu32 "/map_files/%.*s",
			                    dso->seen_pid, (int)(blank - line.s), line.s);
	}
	return NULL;
}

/*
 * The file as a process that still runs has it: in its own mount namespace, or deleted but
 * held. NULL: nobody has it.
 */
static char *live_path(const struct symbolizer_opts *opts, const struct dso *dso, const char *path)
{
	uint32_t pid = dso->seen_pid;
	char *tries[3];
	char *found = NULL;

	if (opts->offline || !pid)
		return NULL;
	tries[0] = sysroot_path(opts->sysroot, "/proc/%" PRIu32 "/root%s", pid, path);
	tries[1] = sysroot_path(opts->sysroot, "/proc/%" PRIu32 "/exe", pid);
	tries[2] = map_files_path(opts->sysroot, dso, path);
	for (size_t i = 0; i < 3; i++) {
		if (!found && tries[i] && is_same_file(dso, tries[i]))
			found = take(tries[i]);
		free(tries[i]);
	}
	return found;
}

static void explain(struct source *s, const struct dso *dso, const char *path, int code,
                    const struct err *err)
{
	char hex[BUILD_ID_HEX_MAX];

	s->build_id_mismatch = code == -ESTALE;
	if (code == -ESTALE) {
		build_id_hex(&dso->build_id, hex);
		source_set_reason(s,
		                  xasprintf("%s was replaced since the recording: its build-id is "
		                            "not %s any more",
		                            path, hex),
		                  xasprintf("bring back the file, or add it to the build-id cache: "
		                            "perf buildid-cache -a FILE"));
	} else {
		source_set_reason(s, xstrdup(err->msg), NULL);
	}
}

struct source *source_of_file(const struct symbolizer_opts *opts, const struct dso *dso)
{
	struct debug_search search = { .root = opts->symfs, .buildid_dir = opts->buildid_dir };
	struct source *s = xzalloc(sizeof(*s));
	AUTO(freep) char *path = path_of(dso);
	AUTO(freep) char *live = NULL;
	struct debug_files files = { 0 };
	struct err err = { 0 };
	int r;

	r = debug_files_open(&search, path, &dso->build_id, &files, &err);
	/* A new file at the path of a deleted one cannot be told from it without a build-id. */
	if (r == 0 && !dso->build_id.size && strlen(path) < strlen(dso->name)) {
		debug_files_done(&files);
		r = err_set(&err, ENOENT, "%s was deleted", path);
	}
	if (r < 0) {
		live = live_path(opts, dso, path);
		if (live && elf_file_open(live, &files.runtime, NULL) == 0) {
			files.symbols = elf_file_has_symtab(files.runtime) ? files.runtime : NULL;
			r = 0;
		}
	}

	if (r == 0)
		source_add_elf(s, files.runtime, files.symbols, !opts->no_demangle);
	else
		explain(s, dso, path, r, &err);
	debug_files_done(&files);
	return s;
}
