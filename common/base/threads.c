/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "common/base/threads.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "common/base/mem.h"
#include "common/base/num.h"
#include "common/base/str.h"

#define NR_THREADS_MAX 256

struct job {
	void (*fn)(void *ctx, size_t i);
	void *ctx;
	size_t nr;
	atomic_size_t next;
};

unsigned threads_available(void)
{
	const char *wanted = getenv("PROF_THREADS");
	uint32_t nr;
	cpu_set_t set;

	if (wanted && num_u32(str_of(wanted), &nr) && nr > 0)
		return nr < NR_THREADS_MAX ? nr : NR_THREADS_MAX;
	if (sched_getaffinity(0, sizeof(set), &set) < 0)
		return 1;
	return CPU_COUNT(&set) > 0 ? (unsigned)CPU_COUNT(&set) : 1;
}

static void *work(void *arg)
{
	struct job *job = arg;
	size_t i;

	while ((i = atomic_fetch_add(&job->next, 1)) < job->nr)
		job->fn(job->ctx, i);
	return NULL;
}

void threads_run(unsigned nr_threads, size_t nr, void (*fn)(void *ctx, size_t i), void *ctx)
{
	struct job job = { .fn = fn, .ctx = ctx, .nr = nr };
	AUTO(freep) pthread_t *threads = NULL;
	unsigned started = 0;

	if (nr_threads > nr)
		nr_threads = (unsigned)nr;
	if (nr_threads > 1)
		threads = xcalloc(nr_threads, sizeof(*threads));
	while (started + 1 < nr_threads) {
		if (pthread_create(&threads[started], NULL, work, &job) != 0)
			break;
		started++;
	}

	work(&job);
	for (unsigned i = 0; i < started; i++)
		pthread_join(threads[i], NULL);
}
