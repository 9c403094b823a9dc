/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The vdso: code that the kernel maps into each process. */
#include <elf.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>

#include "common/base/err.h"
#include "common/base/fs.h"
#include "common/base/mem.h"
#include "common/base/num.h"
#include "common/base/str.h"
#include "common/object/debug_file.h"
#include "common/object/elf_file.h"
#include "common/symbol/source.h"

#define MAPS_BYTES_MAX (16 << 20)

/* How many bytes of our own vdso are mapped; 0: not known. */
static size_t own_vdso_bytes(uint64_t start)
{
	AUTO(freep) char *text = NULL;
	struct str rest, line, range;
	size_t len;

	/* Our own memory, whatever the sysroot is. */
	if (file_read("/proc/self/maps", MAPS_BYTES_MAX, &text, &len, NULL) < 0)
		return 0;
	rest = (struct str){ text, len };
	while (rest.len && str_split(&rest, '\n', &line)) {
		struct str low;
		uint64_t from, to;

		if (str_split(&line, ' ', &range) && str_split(&range, '-', &low) &&
		    num_hex(low, &from) && num_hex(range, &to) && from == start && to > from)
			return (size_t)(to - from);
	}
	return 0;
}

static bool is_wanted(const struct dso *dso, const struct elf_file *f)
{
	return !dso->build_id.size || build_id_eq(&dso->build_id, elf_file_build_id(f));
}

static struct elf_file *open_cached(const struct symbolizer_opts *opts, const struct dso *dso)
{
	AUTO(elf_file_freep) struct elf_file *f = NULL;
	AUTO(freep) char *path = NULL;

	if (!opts->buildid_dir || !dso->build_id.size)
		return NULL;
	path = buildid_cache_path(opts->buildid_dir, &dso->build_id, "vdso");
	if (elf_file_open(path, &f, NULL) < 0 || !is_wanted(dso, f))
		return NULL;
	return take(f);
}

static struct elf_file *open_own(const struct symbolizer_opts *opts, const struct dso *dso)
{
	AUTO(elf_file_freep) struct elf_file *f = NULL;
	uint64_t start = getauxval(AT_SYSINFO_EHDR);
	size_t bytes = start ? own_vdso_bytes(start) : 0;

	if (!bytes || (opts->offline && !dso->build_id.size) || !streq(dso->name, "[vdso]"))
		return NULL;
	if (elf_file_open_memory((void *)(uintptr_t)start, bytes, "[vdso]", &f, NULL) < 0 ||
	    !is_wanted(dso, f))
		return NULL;
	return take(f);
}

struct source *source_of_vdso(const struct symbolizer_opts *opts, const struct dso *dso)
{
	AUTO(elf_file_freep) struct elf_file *f = open_cached(opts, dso);
	struct source *s = xzalloc(sizeof(*s));

	if (!f)
		f = open_own(opts, dso);
	if (f) {
		source_add_elf(s, f, NULL, !opts->no_demangle);
		return s;
	}
	s->build_id_mismatch = dso->build_id.size;
	source_set_reason(s,
	                  xasprintf("%s is of another kernel, and its copy is not in the build-id "
	                            "cache",
	                            dso->name),
	                  xstrdup("copy the folder ~/.debug of the machine of the recording"));
	return s;
}
