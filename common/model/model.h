/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * The traced world over time: processes, threads, their names and their mappings.
 *
 * Append-only. Records are applied in time order, each under a sequence number that grows with
 * every record of the session; questions are asked for a sequence number and have one answer
 * whenever they are asked ("what was at this address in this process when record 4711 was
 * written"). So a batch of records is applied first, and its samples are looked at afterwards,
 * by several threads: all find functions only read.
 *
 * Everything belongs to the model and lives as long as it does.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/abi/record.h"
#include "common/base/cleanup.h"
#include "common/model/dso.h"
#include "common/model/mapping.h"
#include "common/model/space.h"

struct err;
struct model;
struct thread;
struct process;

struct model *model_new(void);
void model_free(struct model *m);
DEFINE_AUTO(struct model *, model_free);

/*
 * Apply a side-band record (MMAP, MMAP2, COMM, FORK, EXIT, KSYMBOL, NAMESPACES, CGROUP); others
 * are ignored. seq must not be smaller than in the calls before.
 *
 * A thread that is only seen in samples is made known by model_note_thread().
 * Errors: -EBADMSG for a record that is too short for its type.
 */
int model_apply(struct model *m, const struct record *rec, uint64_t seq, struct err *err);

/* A sample (or other record) of this thread was seen: make it known if it is not. */
void model_note_thread(struct model *m, uint32_t pid, uint32_t tid, uint64_t seq);

/*
 * A build-id of the header or the stream: for the DSOs of that name, those there are without one
 * and those to come.
 */
void model_set_build_id(struct model *m, const char *filename, const struct build_id *id);

/* The thread `tid` at `seq`; NULL where it was never seen by then. */
const struct thread *model_thread(const struct model *m, uint32_t tid, uint64_t seq);

uint32_t thread_pid(const struct thread *t);
uint32_t thread_tid(const struct thread *t);

/* The name at `seq`: the last COMM, else the parent's, else ":TID", "swapper" for tid 0. */
struct comm {
	const char *text; /* interned: equal names are equal pointers */
	uint32_t len;
	bool exec; /* set by an exec */
};
const struct comm *thread_comm(const struct thread *t, uint64_t seq);

/*
 * The address space of the thread's process at `seq`, and that of the kernel (text, modules, BPF
 * programs). Ask space_find() for what is at an address: see space.h.
 */
const struct space *thread_space(const struct thread *t, uint64_t seq);
const struct space *model_kernel_space(const struct model *m, uint64_t seq);

/* The same for one address only: what is mapped there at `seq`, or NULL. */
const struct mapping *thread_find_mapping(const struct thread *t, uint64_t addr, uint64_t seq);
const struct mapping *model_find_kernel_mapping(const struct model *m, uint64_t addr, uint64_t seq);

/* All DSOs in the order in which they were met. */
size_t model_nr_dsos(const struct model *m);
const struct dso *model_dso(const struct model *m, size_t i);

/* All threads in the order in which they were met (each life of a tid is one). */
size_t model_nr_threads(const struct model *m);
const struct thread *model_thread_at(const struct model *m, size_t i);
uint32_t thread_ppid(const struct thread *t); /* ~0u: not known */

/* The path of a cgroup id, or NULL. */
const char *model_cgroup_path(const struct model *m, uint64_t id);
