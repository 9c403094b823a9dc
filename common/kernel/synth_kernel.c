/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The kernel's text and its modules as mappings of the process -1, which perf calls the host. */
#include <errno.h>
#include <linux/perf_event.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "common/base/arena.h"
#include "common/base/fs.h"
#include "common/base/mem.h"
#include "common/base/num.h"
#include "common/base/outbuf.h"
#include "common/base/sysroot.h"
#include "common/base/vec.h"
#include "common/kernel/kallsyms.h"
#include "common/kernel/proc_maps.h"
#include "common/kernel/synth.h"
#include "common/kernel/synth_emit.h"

#define FILE_BYTES_MAX (64u << 20)
#define HOST_PID       (-1)

struct kernel_map {
	uint64_t start, end, pgoff;
	struct str name;
	char *notes; /* the file with its build-id */
};

static void put_mmap(const struct synth_opts *opts, const struct kernel_map *map,
                     struct outbuf *out)
{
	struct emit e = emit_begin(out, PERF_RECORD_MMAP, PERF_RECORD_MISC_KERNEL);

	emit_u32(&e, (uint32_t)HOST_PID);
	emit_u32(&e, 0); /* tid */
	emit_u64(&e, map->start);
	emit_u64(&e, map->end - map->start);
	emit_u64(&e, map->pgoff);
	emit_name(&e, map->name);
	emit_end(&e, opts->format);
}

/* perf writes MMAP2 with --buildid-mmap, whether it found the build-id or not. */
static void put_map(const struct synth_opts *opts, const struct kernel_map *map, struct outbuf *out)
{
	struct proc_map as_map = {
		.start = map->start, .end = map->end, .pgoff = map->pgoff, .path = map->name
	};
	struct emit_task host = { .pid = HOST_PID };
	struct emit_map what = { .map = &as_map, .misc = PERF_RECORD_MISC_KERNEL };
	uint8_t id[20] = { 0 };

	if (!opts->build_id_mmap || !opts->build_id_of) {
		put_mmap(opts, map, out);
		return;
	}
	what.build_id = id;
	what.build_id_size = opts->build_id_of(opts->build_id_ctx, map->notes, true, id);
	emit_mmap2(opts, &host, &what, out);
}

/* "kernel/fs/ext4/ext4.ko.xz" -> "ext4", as /proc/modules spells it ('-' is '_' there). */
static bool module_name_of(struct str path, char *name, size_t room)
{
	const char *slash = memrchr(path.s, '/', path.len);
	struct str base = path;
	const char *dot;
	size_t len;

	if (slash)
		base = (struct str){ slash + 1, (size_t)(path.s + path.len - slash - 1) };
	dot = base.len ? memmem(base.s, base.len, ".ko", 3) : NULL;
	if (!dot)
		return false;
	len = (size_t)(dot - base.s);
	if (len >= room)
		return false;
	for (size_t i = 0; i < len; i++)
		name[i] = base.s[i] == '-' ? '_' : base.s[i];
	name[len] = '\0';
	return true;
}

/* One module of /proc/modules: "ext4 737280 1 - Live 0xffffffffc0a1b000". */
struct module {
	struct str name;
	uint64_t start, size_bytes;
	const char *file; /* or NULL */
};

struct module_list {
	struct module *data;
	size_t len, cap;
};

static void parse_modules(const char *text, struct module_list *ret)
{
	struct str rest = str_of(text), line, field[6];

	while (str_split(&rest, '\n', &line)) {
		struct module m = { 0 };
		int nr = 0;

		while (nr < 6 && str_split(&line, ' ', &field[nr]))
			nr++;
		if (nr < 6 || !num_u64(field[1], &m.size_bytes) || !num_hex(field[5], &m.start) ||
		    !m.start)
			continue;
		m.name = field[0];
		vec_push(ret, m);
	}
}

static int compare_name(const void *a, const void *b)
{
	const struct module *x = a, *y = b;
	size_t len = x->name.len < y->name.len ? x->name.len : y->name.len;
	int r = memcmp(x->name.s, y->name.s, len);

	return r ? r : (x->name.len > y->name.len) - (x->name.len < y->name.len);
}

static int compare_start(const void *a, const void *b)
{
	const struct module *x = a, *y = b;

	return (x->start > y->start) - (x->start < y->start);
}

/*
 * Where the modules' files are, from modules.dep ("kernel/fs/ext4/ext4.ko: kernel/..."): perf
 * walks all of /lib/modules/RELEASE for the same names.
 */
static void find_files(const struct sysroot *sr, struct module_list *modules, struct arena *arena)
{
	AUTO(freep) char *release_path = sysroot_path(sr, "/proc/sys/kernel/osrelease");
	AUTO(freep) char *release = NULL;
	AUTO(freep) char *path = NULL;
	AUTO(freep) char *dep = NULL;
	struct str rest, line, file, release_name;
	char name[64];

	if (!modules->len || file_read(release_path, FILE_BYTES_MAX, &release, NULL, NULL) < 0)
		return;
	release_name = str_trim(str_of(release));
	path = sysroot_path(sr, "/lib/modules/%.*s/modules.dep", STR_ARG(release_name));
	if (file_read(path, FILE_BYTES_MAX, &dep, NULL, NULL) < 0)
		return;
	rest = str_of(dep);
	while (str_split(&rest, '\n', &line)) {
		struct module key = { 0 }, *found;

		if (!str_split(&line, ':', &file) || !module_name_of(file, name, sizeof(name)))
			continue;
		key.name = str_of(name);
		found = bsearch(&key, modules->data, modules->len, sizeof(key), compare_name);
		if (found && file.s[0] == '/')
			found->file = arena_strndup(arena, file.s, file.len);
		else if (found)
			found->file = arena_printf(arena, "/lib/modules/%.*s/%.*s",
			                           STR_ARG(release_name), STR_ARG(file));
	}
}

static void put_modules(const struct synth_opts *opts, struct outbuf *out)
{
	AUTO(freep) char *path = sysroot_path(opts->sysroot, "/proc/modules");
	AUTO(arena_freep) struct arena *arena = arena_new();
	AUTO(freep) char *text = NULL;
	struct module_list modules = { 0 };

	/* A kernel without modules has no such file. */
	if (file_read(path, FILE_BYTES_MAX, &text, NULL, NULL) < 0)
		return;
	parse_modules(text, &modules);
	vec_sort(&modules, compare_name);
	find_files(opts->sysroot, &modules, arena);
	vec_sort(&modules, compare_start);
	vec_for_each(m, &modules) {
		AUTO(freep)
		char *notes = sysroot_path(opts->sysroot,
		                           "/sys/module/%.*s/notes/.note.gnu.build-id",
		                           STR_ARG(m->name));
		AUTO(freep) char *name = xasprintf("[%.*s]", STR_ARG(m->name));
		struct kernel_map map = { m->start, m->start + m->size_bytes, 0,
			                  str_of(m->file ? m->file : name), notes };

		put_map(opts, &map, out);
	}
	vec_done(&modules);
}

int synth_kernel(const struct synth_opts *opts, struct outbuf *out, struct err *err)
{
	AUTO(freep) char *notes = sysroot_path(opts->sysroot, "/sys/kernel/notes");
	AUTO(freep) char *name = NULL;
	struct kallsyms_facts facts;
	struct kernel_map map;
	int r;

	if (!opts->need_kernel)
		return 0;
	r = kallsyms_facts_read(opts->sysroot, &facts, err);
	if (r < 0)
		return r;
	if (!facts.text)
		return 0;
	name = xasprintf("[kernel.kallsyms]%s", facts.text_name);
	map = (struct kernel_map){ facts.text, facts.end, facts.text, str_of(name), notes };
	if (map.end < map.start)
		map.end = UINT64_MAX;
	put_map(opts, &map, out);
	put_modules(opts, out);
	return 0;
}
