/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "common/symbol/symbolizer.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <time.h>

#include "common/base/mem.h"
#include "common/base/sysroot.h"
#include "common/object/debug_file.h"
#include "common/object/symtab.h"
#include "common/symbol/source.h"

/*
 * DSOs have small numbers, given in order. Their slots are in chunks that never move, each twice
 * as long as the one before, so that a thread finds one while another makes room.
 */
#define CHUNK_FIRST_BITS 6
#define NR_CHUNKS        (32 - CHUNK_FIRST_BITS)
#define GROWTH_CHECK_NS  100000000 /* how often a perf map's length is looked at */

struct slot {
	_Atomic(struct source *) source; /* NULL: nothing was asked yet */
	pthread_mutex_t loading;
	_Atomic uint64_t checked_ns; /* a perf map: when its length was looked at */
};

struct symbolizer {
	struct symbolizer_opts opts;
	char *root, *buildid_dir; /* of opts, where they are ours */
	_Atomic(struct slot *) chunks[NR_CHUNKS];
	pthread_mutex_t growing; /* chunks are being added */
	pthread_mutex_t kernel_loading;
	struct kernel_symbols *kernel;
	struct build_id kernel_id; /* to be preloaded */
	pthread_t preloader;
	bool preloading; /* the thread is to be joined */
};

struct symbolizer *symbolizer_new(const struct symbolizer_opts *opts)
{
	struct symbolizer *s = xzalloc(sizeof(*s));

	bool symfs = opts->symfs && opts->symfs[0];

	s->opts = *opts;
	if (!s->opts.sysroot)
		s->opts.sysroot = &sysroot_live;
	s->root = xasprintf("%s%s", s->opts.sysroot->root, symfs ? opts->symfs : "");
	s->opts.symfs = s->root;
	/* As in perf 6.1: with --symfs the cache is below it, and nothing of this machine counts.
	 */
	s->opts.offline |= symfs;
	if (!s->opts.buildid_dir) {
		s->buildid_dir = symfs ? xasprintf("%s/.debug", s->root) : buildid_cache_dir();
		s->opts.buildid_dir = s->buildid_dir;
	}
	pthread_mutex_init(&s->growing, NULL);
	pthread_mutex_init(&s->kernel_loading, NULL);
	s->kernel = kernel_symbols_new();
	return s;
}

static void *preload(void *arg)
{
	struct symbolizer *s = arg;

	pthread_mutex_lock(&s->kernel_loading);
	kernel_symbols_preload(s->kernel, &s->opts, &s->kernel_id);
	pthread_mutex_unlock(&s->kernel_loading);
	return NULL;
}

void symbolizer_preload_kernel(struct symbolizer *s, const struct build_id *id)
{
	s->kernel_id = *id;
	s->preloading = pthread_create(&s->preloader, NULL, preload, s) == 0;
}

static size_t chunk_len(unsigned chunk)
{
	return (size_t)1 << (CHUNK_FIRST_BITS + chunk);
}

void symbolizer_free(struct symbolizer *s)
{
	if (!s)
		return;
	for (unsigned c = 0; c < NR_CHUNKS; c++) {
		struct slot *slots = atomic_load(&s->chunks[c]);

		for (size_t i = 0; slots && i < chunk_len(c); i++) {
			source_free(atomic_load(&slots[i].source));
			pthread_mutex_destroy(&slots[i].loading);
		}
		free(slots);
	}
	if (s->preloading)
		pthread_join(s->preloader, NULL);
	kernel_symbols_free(s->kernel);
	pthread_mutex_destroy(&s->kernel_loading);
	pthread_mutex_destroy(&s->growing);
	free(s->buildid_dir);
	free(s->root);
	free(s);
}

static struct slot *add_chunk(struct symbolizer *s, unsigned chunk)
{
	struct slot *slots;

	pthread_mutex_lock(&s->growing);
	slots = atomic_load_explicit(&s->chunks[chunk], memory_order_acquire);
	if (!slots) {
		slots = xcalloc(chunk_len(chunk), sizeof(*slots));
		for (size_t i = 0; i < chunk_len(chunk); i++)
			pthread_mutex_init(&slots[i].loading, NULL);
		atomic_store_explicit(&s->chunks[chunk], slots, memory_order_release);
	}
	pthread_mutex_unlock(&s->growing);
	return slots;
}

static struct slot *slot_of(struct symbolizer *s, const struct dso *dso)
{
	uint64_t at = (uint64_t)dso->id + chunk_len(0);
	unsigned chunk = 63 - (unsigned)__builtin_clzll(at) - CHUNK_FIRST_BITS;
	struct slot *slots = atomic_load_explicit(&s->chunks[chunk], memory_order_acquire);

	if (!slots)
		slots = add_chunk(s, chunk);
	return &slots[at - chunk_len(chunk)];
}

static struct source *source_of_nothing(const struct dso *dso)
{
	struct source *s = xzalloc(sizeof(*s));

	source_set_reason(s, xasprintf("%s is memory without a file", dso->name), NULL);
	return s;
}

/* The chain: who knows the names of this kind of DSO. */
static struct source *make_source(struct symbolizer *s, const struct dso *dso)
{
	struct source *made;

	switch (dso->kind) {
	case DSO_FILE:
		return source_of_file(&s->opts, dso);
	case DSO_VDSO:
		return source_of_vdso(&s->opts, dso);
	case DSO_JIT:
		return source_of_jit(&s->opts, dso);
	case DSO_BPF:
		return source_of_bpf(dso);
	case DSO_KERNEL:
	case DSO_MODULE:
		pthread_mutex_lock(&s->kernel_loading);
		made = dso->kind == DSO_KERNEL ? source_of_kernel(&s->opts, s->kernel, dso)
		                               : source_of_module(&s->opts, s->kernel, dso);
		pthread_mutex_unlock(&s->kernel_loading);
		return made;
	default:
		return source_of_nothing(dso);
	}
}

static const struct source *load(struct symbolizer *s, struct slot *slot, const struct dso *dso)
{
	struct source *source;

	pthread_mutex_lock(&slot->loading);
	source = atomic_load_explicit(&slot->source, memory_order_acquire);
	if (!source) {
		source = make_source(s, dso);
		atomic_store_explicit(&slot->source, source, memory_order_release);
	}
	pthread_mutex_unlock(&slot->loading);
	return source;
}

static const struct source *source_of(struct symbolizer *s, const struct dso *dso)
{
	struct slot *slot = slot_of(s, dso);
	struct source *source = atomic_load_explicit(&slot->source, memory_order_acquire);

	return source ? source : load(s, slot, dso);
}

static uint64_t now_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC_COARSE, &now);
	return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

/* A JIT compiler goes on writing while we run. The newer source, or NULL: there is none. */
static const struct source *reload_map(struct symbolizer *s, const struct dso *dso)
{
	struct slot *slot = slot_of(s, dso);
	uint64_t now = now_ns(), checked = atomic_load(&slot->checked_ns);
	struct source *old, *newer = NULL;

	if (s->opts.offline || now - checked < GROWTH_CHECK_NS ||
	    !atomic_compare_exchange_strong(&slot->checked_ns, &checked, now))
		return NULL;

	pthread_mutex_lock(&slot->loading);
	old = atomic_load_explicit(&slot->source, memory_order_acquire);
	if (source_has_grown(old)) {
		newer = make_source(s, dso);
		newer->older = old;
		atomic_store_explicit(&slot->source, newer, memory_order_release);
	}
	pthread_mutex_unlock(&slot->loading);
	return newer;
}

static const struct symbol *find_in(const struct source *source, uint64_t dso_addr,
                                    uint64_t *offset)
{
	const struct symbol *symbol;
	uint64_t addr = dso_addr - source->shift;

	if (!source->symtab ||
	    (source->by_layout && !elf_layout_svma(&source->layout, dso_addr, &addr)))
		return NULL;
	symbol = symtab_find(source->symtab, addr);
	if (symbol && offset)
		*offset = addr - symbol->start;
	return symbol;
}

const struct symbol *symbolizer_find(struct symbolizer *s, const struct dso *dso, uint64_t dso_addr,
                                     uint64_t *offset)
{
	const struct symbol *symbol = find_in(source_of(s, dso), dso_addr, offset);
	const struct source *newer;

	if (symbol || dso->kind != DSO_JIT)
		return symbol;
	newer = reload_map(s, dso);
	return newer ? find_in(newer, dso_addr, offset) : NULL;
}

uint64_t symbolizer_dso_addr(struct symbolizer *s, const struct dso *dso, uint64_t svma)
{
	const struct source *source = source_of(s, dso);
	uint64_t file_off;

	if (!source->by_layout)
		return svma + source->shift;
	return elf_layout_offset(&source->layout, svma, &file_off) ? file_off : svma;
}

struct symbolizer_status symbolizer_status(struct symbolizer *s, const struct dso *dso)
{
	const struct source *source =
		atomic_load_explicit(&slot_of(s, dso)->source, memory_order_acquire);

	if (!source)
		return (struct symbolizer_status){ 0 };
	return (struct symbolizer_status){
		.asked = true,
		.has_symbols = source->symtab,
		.build_id_mismatch = source->build_id_mismatch,
		.kernel_restricted = source->kernel_restricted,
		.map_file_missing = source->map_file_missing,
		.source = source->path,
		.reason = source->reason,
		.mend = source->mend,
	};
}
