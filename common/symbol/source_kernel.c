/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The kernel and its modules: vmlinux, the recording's cached kallsyms, or this machine's.
 *
 * The kernel's addresses differ from boot to boot (KASLR). The recording tells where one symbol
 * was (struct dso, base); all of the kernel is moved by the same distance, modules are not.
 */
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>

#include "common/base/err.h"
#include "common/base/fs.h"
#include "common/base/mem.h"
#include "common/base/str.h"
#include "common/base/sysroot.h"
#include "common/object/debug_file.h"
#include "common/object/elf_file.h"
#include "common/object/symtab.h"
#include "common/symbol/kallsyms.h"
#include "common/symbol/source.h"

#define KALLSYMS_BYTES_MAX (256 << 20)
#define NOTES_BYTES_MAX    65536
#define MEND_RESTRICTED \
	"as root, or after: sysctl kernel.kptr_restrict=0 kernel.perf_event_paranoid=1"

struct kernel_symbols {
	bool loaded, preloaded;   /* preloaded: read, but its shift is not known yet */
	struct kallsyms kallsyms; /* symtab NULL: there is none */
	uint64_t shift;           /* of the recording, from the addresses of the table */
	char *path;
	char *reason, *mend; /* why there is none */
	bool restricted, mismatch;
};

struct kernel_symbols *kernel_symbols_new(void)
{
	return xzalloc(sizeof(struct kernel_symbols));
}

static void forget(struct kernel_symbols *k)
{
	kallsyms_done(&k->kallsyms);
	free(take(k->path));
	k->preloaded = false;
}

void kernel_symbols_free(struct kernel_symbols *k)
{
	if (!k)
		return;
	forget(k);
	free(k->reason);
	free(k->mend);
	free(k);
}

/* How far the recording's addresses are above those of the table. */
static uint64_t shift_of(const struct dso *kernel, const struct symtab *t)
{
	const struct symbol *at = NULL;

	if (kernel && kernel->base && kernel->base_symbol)
		at = symtab_find_name(t, kernel->base_symbol);
	return at ? kernel->base - at->start : 0;
}

static bool try_kallsyms(struct kernel_symbols *k, const struct dso *kernel, char *path,
                         struct err *err)
{
	if (k->preloaded && streq(k->path, path)) {
		free(path);
		k->preloaded = false;
	} else {
		forget(k);
		k->path = path;
		if (kallsyms_read(path, KALLSYMS_BYTES_MAX, &k->kallsyms, err) < 0)
			return false;
	}
	if (k->kallsyms.restricted) {
		k->restricted = true;
		err_set(err, EACCES, "%s: the kernel hides its addresses (kptr_restrict)", path);
		forget(k);
		return false;
	}
	if (!symtab_size(k->kallsyms.symtab)) {
		err_set(err, ENOENT, "%s: no symbols", path);
		forget(k);
		return false;
	}
	k->shift = shift_of(kernel, k->kallsyms.symtab);
	k->restricted = false;
	return true;
}

static bool is_running(const struct symbolizer_opts *opts, const struct build_id *id)
{
	AUTO(freep) char *path = sysroot_path(opts->sysroot, "/sys/kernel/notes");
	AUTO(freep) char *notes = NULL;
	struct build_id running;
	size_t len;

	return !opts->offline && file_read(path, NOTES_BYTES_MAX, &notes, &len, NULL) == 0 &&
	       build_id_of_notes(notes, len, &running, NULL) == 0 && build_id_eq(&running, id);
}

static void explain(struct kernel_symbols *k, const struct build_id *id, const struct err *err)
{
	char hex[BUILD_ID_HEX_MAX];

	if (k->restricted) {
		k->reason = xstrdup(err->msg);
		k->mend = xstrdup(MEND_RESTRICTED);
	} else if (k->mismatch) {
		build_id_hex(id, hex);
		k->reason = xasprintf("the recording is of another kernel (build-id %s), and its "
		                      "kallsyms is not in the build-id cache",
		                      hex);
		k->mend = xstrdup(
			"give its symbols by --kallsyms FILE or -k VMLINUX, or copy ~/.debug");
	} else {
		k->reason = xstrdup(err->code ? err->msg : "no kallsyms was found");
	}
}

void kernel_symbols_preload(struct kernel_symbols *k, const struct symbolizer_opts *opts,
                            const struct build_id *id)
{
	char *path;

	if (k->loaded || k->preloaded || opts->kallsyms || opts->vmlinux || !opts->buildid_dir)
		return;
	path = buildid_cache_path(opts->buildid_dir, id, "kallsyms");
	k->preloaded = kallsyms_read(path, KALLSYMS_BYTES_MAX, &k->kallsyms, NULL) == 0;
	if (k->preloaded)
		k->path = path;
	else
		free(path);
}

static void load(struct kernel_symbols *k, const struct symbolizer_opts *opts,
                 const struct dso *kernel)
{
	static const struct build_id none;
	const struct build_id *id = kernel ? &kernel->build_id : &none;
	struct err err = { 0 };

	if (k->loaded)
		return;
	k->loaded = true;

	if (opts->kallsyms) {
		if (!try_kallsyms(k, kernel, xstrdup(opts->kallsyms), &err))
			explain(k, id, &err);
		return;
	}
	if (id->size && opts->buildid_dir &&
	    try_kallsyms(k, kernel, buildid_cache_path(opts->buildid_dir, id, "kallsyms"), NULL))
		return;
	k->mismatch = id->size ? !is_running(opts, id) : opts->offline;
	if (!k->mismatch &&
	    try_kallsyms(k, kernel, sysroot_path(opts->sysroot, "/proc/kallsyms"), &err))
		return;
	explain(k, id, &err);
}

static struct elf_file *open_vmlinux(const char *path, const struct build_id *id, struct err *err)
{
	AUTO(elf_file_freep) struct elf_file *f = NULL;

	if (elf_file_open(path, &f, err) < 0)
		return NULL;
	if (id->size && !build_id_eq(id, elf_file_build_id(f))) {
		err_set(err, ESTALE, "%s: of another kernel than the recording (build-id)", path);
		return NULL;
	}
	if (!elf_file_has_symtab(f)) {
		err_set(err, ENOENT, "%s: no symbols", path);
		return NULL;
	}
	return take(f);
}

/* A vmlinux with the build-id of the recording, in the places and the order of perf 6.1. */
static struct elf_file *find_vmlinux(const struct symbolizer_opts *opts, const struct dso *kernel)
{
	static const char *const places[] = {
		"/boot/vmlinux",
		"/boot/vmlinux-%s",
		"/usr/lib/debug/boot/vmlinux-%s",
		"/lib/modules/%s/build/vmlinux",
		"/usr/lib/debug/lib/modules/%s/vmlinux",
		"/usr/lib/debug/boot/vmlinux-%s.debug",
	};
	const struct build_id *id = &kernel->build_id;
	struct elf_file *f = NULL;
	struct utsname uts;

	if (!id->size || opts->ignore_vmlinux || opts->kallsyms || uname(&uts) < 0)
		return NULL;
	if (opts->buildid_dir) {
		AUTO(freep) char *path = buildid_cache_path(opts->buildid_dir, id, "elf");

		f = open_vmlinux(path, id, NULL);
	}
	for (size_t i = 0; i < sizeof(places) / sizeof(places[0]) && !f; i++) {
		AUTO(freep) char *place = xasprintf(places[i], uts.release);
		AUTO(freep) char *path = xasprintf("%s%s", opts->symfs, place);

		f = open_vmlinux(path, id, NULL);
	}
	return f;
}

static struct source *source_of_vmlinux(struct elf_file *f, const struct dso *dso)
{
	struct source *s = xzalloc(sizeof(*s));

	source_add_elf(s, f, f, false);
	s->by_layout = false; /* the recording has addresses, not file offsets */
	s->shift = s->symtab ? shift_of(dso, s->symtab) : 0;
	return s;
}

static struct source *source_of_kallsyms(const struct kernel_symbols *k)
{
	struct source *s = xzalloc(sizeof(*s));

	s->path = k->path ? xstrdup(k->path) : NULL;
	s->symtab = k->kallsyms.symtab;
	s->shift = k->shift;
	s->kernel_restricted = k->restricted;
	s->build_id_mismatch = !s->symtab && k->mismatch;
	if (!s->symtab)
		source_set_reason(s, k->reason ? xstrdup(k->reason) : NULL,
		                  k->mend ? xstrdup(k->mend) : NULL);
	return s;
}

struct source *source_of_kernel(const struct symbolizer_opts *opts, struct kernel_symbols *kernel,
                                const struct dso *dso)
{
	AUTO(elf_file_freep) struct elf_file *vmlinux = NULL;
	struct err err = { 0 };

	if (opts->vmlinux) {
		vmlinux = open_vmlinux(opts->vmlinux, &dso->build_id, &err);
		if (!vmlinux) {
			struct source *s = xzalloc(sizeof(*s));

			s->build_id_mismatch = err.code == ESTALE;
			source_set_reason(s, xstrdup(err.msg), NULL);
			return s;
		}
	} else {
		vmlinux = find_vmlinux(opts, dso);
	}
	if (vmlinux)
		return source_of_vmlinux(vmlinux, dso);

	load(kernel, opts, dso);
	return source_of_kallsyms(kernel);
}

/* "[xfs]" and ".../nf-tables.ko.xz" are the modules "xfs" and "nf_tables". New string. */
static char *module_name(const struct dso *dso)
{
	const char *name = dso->name[0] == '[' ? dso->name + 1 : path_base(dso->name);
	char *plain = xstrndup(name, strcspn(name, "]."));

	for (char *at = plain; *at; at++)
		if (*at == '-')
			*at = '_';
	return plain;
}

/* The symbols of a .ko: its .text is what the kernel put at the start of the module. */
static bool add_module_file(struct source *s, const struct symbolizer_opts *opts,
                            const struct dso *dso)
{
	struct debug_search search = { .root = opts->symfs, .buildid_dir = opts->buildid_dir };
	struct debug_files files = { 0 };
	uint64_t text_off;
	bool found;

	if (dso->name[0] != '/' || !dso->build_id.size)
		return false;
	found = debug_files_open(&search, dso->name, &dso->build_id, &files, NULL) == 0 &&
	        files.symbols && files.runtime &&
	        elf_file_section_offset(files.runtime, ".text", &text_off);
	if (found) {
		source_add_elf(s, files.symbols, files.symbols, false);
		s->by_layout = false;
		s->shift = -text_off;
	}
	debug_files_done(&files);
	return found;
}

struct source *source_of_module(const struct symbolizer_opts *opts, struct kernel_symbols *kernel,
                                const struct dso *dso)
{
	AUTO(freep) char *name = module_name(dso);
	struct source *s;

	load(kernel, opts, dso->kernel);
	s = source_of_kallsyms(kernel);
	if (s->symtab && dso->base && kallsyms_has_module(&kernel->kallsyms, name, dso->base)) {
		s->shift = -dso->base;
		return s;
	}
	s->symtab = NULL;
	if (add_module_file(s, opts, dso))
		return s;
	if (!s->reason)
		source_set_reason(
			s,
			xasprintf("%s has no symbols of module %s at the address where it "
		                  "was loaded",
		                  s->path ? s->path : "kallsyms", name),
			NULL);
	return s;
}
