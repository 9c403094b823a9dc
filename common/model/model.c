/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "common/model/model.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/random.h>

#include "common/base/arena.h"
#include "common/base/hmap.h"
#include "common/base/mem.h"
#include "common/base/str.h"
#include "common/base/strtab.h"
#include "common/model/dso_table.h"
#include "common/model/thread.h"

#define NO_PID UINT32_MAX

/*
 * Synthesized FORK records say by this bit that the child had its own mappings long since
 * (perf's PERF_RECORD_MISC_FORK_EXEC).
 */
#define MISC_FORK_EXEC (1u << 13)

struct model {
	struct arena *arena;
	struct strtab *names;
	struct dso_table dsos;
	VEC(struct thread *) threads;
	VEC(struct process *) processes;
	struct hmap by_tid;    /* tid -> its latest struct thread */
	struct hmap by_pid;    /* pid -> its latest struct process */
	struct hmap comms;     /* address of the text ^ exec -> struct comm */
	struct hmap cgroups;   /* id -> path */
	struct process kernel; /* the kernel's own address space */
	uint64_t random;
};

struct model *model_new(void)
{
	struct model *m = xzalloc(sizeof(*m));

	m->arena = arena_new();
	m->names = strtab_new();
	dso_table_init(&m->dsos, m->arena, m->names);
	if (getrandom(&m->random, sizeof(m->random), GRND_NONBLOCK) != sizeof(m->random))
		m->random = (uintptr_t)m;
	return m;
}

void model_free(struct model *m)
{
	if (!m)
		return;
	vec_for_each(t, &m->threads)
		vec_done(&(*t)->comms);
	vec_for_each(p, &m->processes)
		vec_done(&(*p)->spaces);
	vec_done(&m->kernel.spaces);
	vec_done(&m->threads);
	vec_done(&m->processes);
	hmap_done(&m->by_tid);
	hmap_done(&m->by_pid);
	hmap_done(&m->comms);
	hmap_done(&m->cgroups);
	dso_table_done(&m->dsos);
	strtab_free(m->names);
	arena_free(m->arena);
	free(m);
}

static uint32_t next_random(struct model *m)
{
	m->random += 0x9e3779b97f4a7c15ull;
	return (uint32_t)hash_u64(m->random);
}

static const struct comm *intern_comm(struct model *m, struct str text, bool exec)
{
	const char *interned = strtab_addn(m->names, text.s, text.len);
	uint64_t *slot = hmap_add(&m->comms, (uintptr_t)interned << 1 | exec, NULL);

	if (!*slot) {
		struct comm *comm = arena_alloc(m->arena, sizeof(*comm));

		*comm = (struct comm){ interned, (uint32_t)text.len, exec };
		*slot = (uintptr_t)comm;
	}
	return (const struct comm *)(uintptr_t)*slot;
}

static struct process *add_process(struct model *m, uint32_t pid)
{
	struct process *p = arena_zalloc(m->arena, sizeof(*p));

	p->pid = pid;
	vec_push(&m->processes, p);
	hmap_set_ptr(&m->by_pid, pid, p);
	return p;
}

static struct process *process_of(struct model *m, uint32_t pid)
{
	struct process *p = hmap_find_ptr(&m->by_pid, pid);

	return p ? p : add_process(m, pid);
}

static struct thread *add_thread(struct model *m, uint32_t pid, uint32_t tid, uint64_t seq)
{
	struct thread *t = arena_zalloc(m->arena, sizeof(*t));

	t->pid = pid;
	t->tid = tid;
	t->ppid = NO_PID;
	t->birth_seq = seq;
	t->previous = hmap_find_ptr(&m->by_tid, tid);
	t->process = process_of(m, pid);
	vec_push(&m->threads, t);
	hmap_set_ptr(&m->by_tid, tid, t);
	return t;
}

/* perf's name for a thread that no COMM record told about. */
static const struct comm *default_comm(struct model *m, uint32_t tid)
{
	char name[16];
	int len = snprintf(name, sizeof(name), ":%d", (int)tid);

	if (tid == 0)
		return intern_comm(m, STR("swapper"), false);
	return intern_comm(m, (struct str){ name, (size_t)len }, false);
}

/* The latest life of `tid`, made where there is none. */
static struct thread *thread_of(struct model *m, uint32_t pid, uint32_t tid, uint64_t seq)
{
	struct thread *t = hmap_find_ptr(&m->by_tid, tid);

	if (!t) {
		t = add_thread(m, pid, tid, seq);
		t->unnamed = tid != 0;
		thread_set_comm(t, seq, default_comm(m, tid));
	} else if (t->pid == NO_PID && pid != NO_PID) {
		t->pid = pid;
		t->process = process_of(m, pid);
	}
	return t;
}

void model_note_thread(struct model *m, uint32_t pid, uint32_t tid, uint64_t seq)
{
	thread_of(m, pid, tid, seq);
}

static int apply_comm(struct model *m, const struct record *rec, uint64_t seq, struct err *err)
{
	struct record_comm comm;
	struct thread *t;
	int r = record_comm(rec, &comm, err);

	if (r < 0)
		return r;
	/*
	 * After an exec the old mappings stay until new ones cover them: until it returns, samples
	 * still have the user address that called it. So it is in perf.
	 */
	t = thread_of(m, comm.pid, comm.tid, seq);
	t->unnamed = false;
	thread_set_comm(t, seq, intern_comm(m, comm.comm, comm.exec));
	return 0;
}

static int apply_fork(struct model *m, const struct record *rec, uint64_t seq, struct err *err)
{
	struct record_task task;
	const struct space *inherited;
	struct thread *parent, *child;
	int r = record_task(rec, &task, err);

	if (r < 0)
		return r;
	parent = thread_of(m, task.ppid, task.ptid, seq);
	inherited = process_last_space(parent->process);

	/* A new process has its own life; a new thread lives in that of its process. */
	if (task.pid == task.tid && task.pid != task.ppid)
		add_process(m, task.pid);
	child = add_thread(m, task.pid, task.tid, seq);
	child->ppid = task.ppid;
	child->unnamed = parent->unnamed;
	thread_set_comm(child, seq,
	                parent->unnamed ? default_comm(m, task.tid) : thread_last_comm(parent));
	if (child->process != parent->process && !(rec->header->misc & MISC_FORK_EXEC))
		process_set_space(child->process, seq, inherited);
	return 0;
}

static void add_mapping(struct model *m, struct process *p, uint64_t seq, struct mapping mapping)
{
	struct mapping *kept = arena_memdup(m->arena, &mapping, sizeof(mapping));

	process_set_space(p, seq, space_add(process_last_space(p), kept, next_random(m), m->arena));
}

static const struct dso *first_kernel(const struct model *m)
{
	for (size_t i = 0; i < m->dsos.all.len; i++)
		if (m->dsos.all.data[i]->kind == DSO_KERNEL)
			return m->dsos.all.data[i];
	return NULL;
}

/*
 * "[kernel.kallsyms]_text" is the kernel called "[kernel.kallsyms]", whose symbol _text was at
 * pgoff; others are modules.
 */
static struct dso *kernel_dso(struct model *m, const struct record_mmap *mm)
{
	static const struct str kernels[] = { { "[kernel.kallsyms]", 17 },
		                              { "[guest.kernel.kallsyms", 22 } };
	struct str name = mm->filename;
	struct dso *dso;

	for (size_t i = 0; i < sizeof(kernels) / sizeof(kernels[0]); i++) {
		const char *end;

		if (!str_starts(name, kernels[i]))
			continue;
		end = memchr(name.s, ']', name.len);
		name.len = end ? (size_t)(end - name.s) + 1 : name.len;
		dso = dso_table_add_kernel(&m->dsos, DSO_KERNEL, name);
		dso->base = mm->pgoff;
		dso->base_symbol =
			strtab_addn(m->names, name.s + name.len, mm->filename.len - name.len);
		return dso;
	}
	dso = dso_table_add_kernel(&m->dsos, DSO_MODULE, name);
	dso->base = mm->start;
	dso->kernel = first_kernel(m);
	return dso;
}

/*
 * perf records the kernel as [_text, _etext), but code lies behind that, too (.init.text), and
 * perf takes the kernel to reach to its last symbol. Modules and BPF programs come later and cut
 * out their own; an image has at most this many bytes, and is aligned to them (x86-64).
 */
#define KERNEL_IMAGE_BYTES (UINT64_C(1) << 30)

static uint64_t kernel_end(const struct mapping *m)
{
	uint64_t end = (m->start | (KERNEL_IMAGE_BYTES - 1)) + 1;

	return end > m->end ? end : m->end;
}

static int apply_mmap(struct model *m, const struct record *rec, uint64_t seq, struct err *err)
{
	struct mapping mapping;
	struct record_mmap mm;
	struct process *p;
	bool kernel;
	int r = record_mmap(rec, &mm, err);

	if (r < 0)
		return r;
	kernel = (rec->header->misc & PERF_RECORD_MISC_CPUMODE_MASK) == PERF_RECORD_MISC_KERNEL;
	mapping = (struct mapping){
		.start = mm.start,
		.end = mm.start + mm.len,
		.pgoff = mm.pgoff,
		.prot = mm.prot,
		.flags = mm.flags,
	};
	if (mapping.end <= mapping.start)
		mapping.end = mapping.start + mm.len < mapping.start ? UINT64_MAX : 0;
	if (mapping.end <= mapping.start)
		return 0; /* an empty mapping holds nothing */

	if (kernel) {
		struct dso *dso = kernel_dso(m, &mm);

		if (mm.build_id && !dso->build_id.size) { /* perf record --buildid-mmap */
			dso->build_id.size = mm.build_id_size;
			memcpy(dso->build_id.bytes, mm.build_id, mm.build_id_size);
		}
		p = &m->kernel;
		mapping.dso = dso;
		if (mapping.dso->kind == DSO_KERNEL)
			mapping.end = kernel_end(&mapping);
	} else {
		p = thread_of(m, mm.pid, mm.tid, seq)->process;
		mapping.dso = dso_table_add_user(&m->dsos, &mm);
	}
	add_mapping(m, p, seq, mapping);
	return 0;
}

static int apply_ksymbol(struct model *m, const struct record *rec, uint64_t seq, struct err *err)
{
	const uint16_t unregister = 1;
	struct record_ksymbol k;
	int r = record_ksymbol(rec, &k, err);

	if (r < 0)
		return r;
	if (!k.len || k.addr + k.len < k.addr)
		return 0;
	if (k.flags & unregister) {
		process_set_space(&m->kernel, seq,
		                  space_remove(process_last_space(&m->kernel), k.addr,
		                               k.addr + k.len, m->arena));
		return 0;
	}
	add_mapping(m, &m->kernel, seq,
	            (struct mapping){
			    .start = k.addr,
			    .end = k.addr + k.len,
			    .prot = PROT_EXEC,
			    .dso = dso_table_add_kernel(&m->dsos, DSO_BPF, k.name),
		    });
	return 0;
}

static int apply_cgroup(struct model *m, const struct record *rec, struct err *err)
{
	struct record_cgroup g;
	int r = record_cgroup(rec, &g, err);

	if (r < 0)
		return r;
	hmap_set_ptr(&m->cgroups, g.id, strtab_addn(m->names, g.path.s, g.path.len));
	return 0;
}

int model_apply(struct model *m, const struct record *rec, uint64_t seq, struct err *err)
{
	switch (rec->header->type) {
	case PERF_RECORD_MMAP:
	case PERF_RECORD_MMAP2:
		return apply_mmap(m, rec, seq, err);
	case PERF_RECORD_COMM:
		return apply_comm(m, rec, seq, err);
	case PERF_RECORD_FORK:
		return apply_fork(m, rec, seq, err);
	case PERF_RECORD_KSYMBOL:
		return apply_ksymbol(m, rec, seq, err);
	case PERF_RECORD_CGROUP:
		return apply_cgroup(m, rec, err);
	default:
		return 0;
	}
}

void model_set_build_id(struct model *m, const char *filename, const struct build_id *id)
{
	dso_table_set_build_id(&m->dsos, str_of(filename), id);
}

const struct thread *model_thread(const struct model *m, uint32_t tid, uint64_t seq)
{
	const struct thread *t = hmap_find_ptr(&m->by_tid, tid);

	while (t && t->birth_seq > seq && t->previous)
		t = t->previous;
	return t && t->birth_seq <= seq ? t : NULL;
}

const struct space *model_kernel_space(const struct model *m, uint64_t seq)
{
	return process_space(&m->kernel, seq);
}

const struct mapping *model_find_kernel_mapping(const struct model *m, uint64_t addr, uint64_t seq)
{
	return space_find(model_kernel_space(m, seq), addr);
}

size_t model_nr_dsos(const struct model *m)
{
	return m->dsos.all.len;
}

const struct dso *model_dso(const struct model *m, size_t i)
{
	return m->dsos.all.data[i];
}

size_t model_nr_threads(const struct model *m)
{
	return m->threads.len;
}

const struct thread *model_thread_at(const struct model *m, size_t i)
{
	return m->threads.data[i];
}

const char *model_cgroup_path(const struct model *m, uint64_t id)
{
	return hmap_find_ptr(&m->cgroups, id);
}
