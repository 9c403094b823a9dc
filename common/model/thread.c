/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "common/model/thread.h"

/* Index of the last element with .seq <= seq, or len where there is none. */
#define LAST_NOT_AFTER(vec, wanted)                            \
	({                                                     \
		size_t low_ = 0, high_ = (vec)->len;           \
		while (low_ < high_) {                         \
			size_t mid_ = (low_ + high_) / 2;      \
			if ((vec)->data[mid_].seq <= (wanted)) \
				low_ = mid_ + 1;               \
			else                                   \
				high_ = mid_;                  \
		}                                              \
		low_ ? low_ - 1 : (vec)->len;                  \
	})

const struct space *process_space(const struct process *p, uint64_t seq)
{
	size_t i = LAST_NOT_AFTER(&p->spaces, seq);

	return i < p->spaces.len ? p->spaces.data[i].space : NULL;
}

const struct space *process_last_space(const struct process *p)
{
	return p->spaces.len ? vec_last(&p->spaces)->space : NULL;
}

void process_set_space(struct process *p, uint64_t seq, const struct space *space)
{
	if (p->spaces.len && vec_last(&p->spaces)->seq == seq)
		vec_last(&p->spaces)->space = space;
	else
		vec_push(&p->spaces, (struct space_version){ seq, space });
}

const struct comm *thread_last_comm(const struct thread *t)
{
	return t->comms.len ? vec_last(&t->comms)->comm : NULL;
}

void thread_set_comm(struct thread *t, uint64_t seq, const struct comm *comm)
{
	if (thread_last_comm(t) == comm)
		return;
	if (t->comms.len && vec_last(&t->comms)->seq == seq)
		vec_last(&t->comms)->comm = comm;
	else
		vec_push(&t->comms, (struct comm_version){ seq, comm });
}

const struct comm *thread_comm(const struct thread *t, uint64_t seq)
{
	size_t i = LAST_NOT_AFTER(&t->comms, seq);

	/* Asked for a time before its first name, a thread is called by that one. */
	return t->comms.data[i < t->comms.len ? i : 0].comm;
}

const struct space *thread_space(const struct thread *t, uint64_t seq)
{
	return process_space(t->process, seq);
}

const struct mapping *thread_find_mapping(const struct thread *t, uint64_t addr, uint64_t seq)
{
	return space_find(thread_space(t, seq), addr);
}

uint32_t thread_pid(const struct thread *t)
{
	return t->pid;
}

uint32_t thread_tid(const struct thread *t)
{
	return t->tid;
}

uint32_t thread_ppid(const struct thread *t)
{
	return t->ppid;
}
