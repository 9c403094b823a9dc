/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * Processes and threads with their histories. For this folder's use; the questions that others
 * may ask are in model.h.
 */
#include <stdbool.h>
#include <stdint.h>

#include "common/base/vec.h"
#include "common/model/model.h"
#include "common/model/space.h"

/* One life of a pid: its address space over time. */
struct process {
	uint32_t pid;
	VEC(struct space_version {
		uint64_t seq; /* from here on */
		const struct space *space;
	}) spaces;
};

/* One life of a tid. */
struct thread {
	uint32_t pid, tid, ppid;
	uint64_t birth_seq;
	bool unnamed; /* no COMM record named it or an ancestor: it is called by its number */
	struct thread *previous; /* the life before, of the same tid */
	struct process *process;
	VEC(struct comm_version {
		uint64_t seq;
		const struct comm *comm;
	}) comms;
};

/* The last version that is not after `seq`, or NULL. */
const struct space *process_space(const struct process *p, uint64_t seq);
void process_set_space(struct process *p, uint64_t seq, const struct space *space);
const struct space *process_last_space(const struct process *p);

void thread_set_comm(struct thread *t, uint64_t seq, const struct comm *comm);
const struct comm *thread_last_comm(const struct thread *t);
