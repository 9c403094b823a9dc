/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "common/kernel/ring.h"

#include <errno.h>
#include <inttypes.h>
#include <linux/perf_event.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "common/base/err.h"
#include "common/base/mem.h"
#include "common/base/sysroot.h"
#include "common/kernel/machine_facts.h"

struct ring {
	int fd; /* the event's, borrowed */
	struct perf_event_mmap_page *control;
	size_t map_bytes; /* 0: the memory is not ours */
	const uint8_t *data;
	size_t size; /* of data, a power of two */
	bool overwrite;
	/*
	 * Positions count bytes from the start of the recording. A forward ring's records stand in
	 * [tail, head); an overwrite ring grows downwards, so its new ones stand in [head, tail).
	 */
	uint64_t tail;
	uint64_t peeked; /* the head that the last peek saw */
	uint8_t *copy;   /* overwrite: the records of the last peek, oldest first */
};

static uint64_t load_head(const struct ring *r)
{
	return __atomic_load_n(&r->control->data_head, __ATOMIC_ACQUIRE);
}

/* Where a position is in the data, and how many bytes are left there before it wraps. */
static size_t offset_of(const struct ring *r, uint64_t position, size_t *ret_to_end)
{
	size_t offset = (size_t)(position & (r->size - 1));

	*ret_to_end = r->size - offset;
	return offset;
}

static size_t peek_forward(struct ring *r, struct iovec part[2])
{
	uint64_t head = load_head(r);
	size_t len = (size_t)(head - r->tail);
	size_t to_end;
	size_t offset = offset_of(r, r->tail, &to_end);

	r->peeked = head;
	if (!len)
		return 0;
	part[0].iov_base = (void *)(r->data + offset);
	part[0].iov_len = len < to_end ? len : to_end;
	if (len <= to_end)
		return 1;
	part[1].iov_base = (void *)r->data;
	part[1].iov_len = len - to_end;
	return 2;
}

/* Bytes of the record at `position`, of which `left` bytes can be there; 0: none that is whole. */
static size_t record_size(const struct ring *r, uint64_t position, size_t left)
{
	const struct perf_event_header *header;
	size_t to_end;

	if (left < sizeof(*header))
		return 0;
	/* Records start at multiples of 8, so that a header never wraps. */
	header = (const struct perf_event_header *)(r->data + offset_of(r, position, &to_end));
	if (header->size < sizeof(*header) || header->size % 8 || header->size > left)
		return 0;
	return header->size;
}

static void copy_record(const struct ring *r, uint64_t position, size_t len, uint8_t *to)
{
	size_t to_end;
	size_t offset = offset_of(r, position, &to_end);
	size_t first = len < to_end ? len : to_end;

	memcpy(to, r->data + offset, first);
	memcpy(to + first, r->data, len - first);
}

/* Bytes that were written since the last time, as far as they are still there. */
static size_t used_backward(const struct ring *r, uint64_t head)
{
	uint64_t len = r->tail - head;

	return len < r->size ? (size_t)len : r->size;
}

static size_t peek_backward(struct ring *r, struct iovec part[2])
{
	uint64_t head = load_head(r);
	size_t len = used_backward(r, head);
	size_t total = 0, size, done = 0;

	r->peeked = head;
	while ((size = record_size(r, head + total, len - total)))
		total += size;
	if (!total)
		return 0;

	r->copy = xrealloc(r->copy, total);
	while (done < total) {
		size = record_size(r, head + done, total - done);
		done += size;
		copy_record(r, head + done - size, size, r->copy + total - done);
	}
	part[0] = (struct iovec){ r->copy, total };
	return 1;
}

size_t ring_peek(struct ring *r, struct iovec part[2])
{
	return r->overwrite ? peek_backward(r, part) : peek_forward(r, part);
}

void ring_consume(struct ring *r, size_t len)
{
	if (r->overwrite) {
		r->tail = r->peeked;
		return;
	}
	r->tail += len;
	__atomic_store_n(&r->control->data_tail, r->tail, __ATOMIC_RELEASE);
}

size_t ring_used_bytes(const struct ring *r)
{
	uint64_t head = load_head(r);

	return r->overwrite ? used_backward(r, head) : (size_t)(head - r->tail);
}

size_t ring_size_bytes(const struct ring *r)
{
	return r->size;
}

int ring_fd(const struct ring *r)
{
	return r->fd;
}

int ring_pause(struct ring *r, bool paused, struct err *err)
{
	if (ioctl(r->fd, PERF_EVENT_IOC_PAUSE_OUTPUT, paused ? 1 : 0) < 0)
		return err_set(err, errno, "%s the output to a ring buffer: %m",
		               paused ? "pausing" : "resuming");
	return 0;
}

struct ring *ring_of_memory(void *pages, size_t nr_pages, bool overwrite)
{
	size_t page_bytes = (size_t)sysconf(_SC_PAGESIZE);
	struct ring *r = xzalloc(sizeof(*r));

	r->fd = -1;
	r->control = pages;
	r->data = (const uint8_t *)pages + page_bytes;
	r->size = nr_pages * page_bytes;
	r->overwrite = overwrite;
	return r;
}

/* On the way out only: what the limits are is read again. */
static int explain_now(int error, size_t bytes, struct err *err)
{
	struct machine_facts facts;
	int r = machine_facts_read(&sysroot_live, &facts, err);

	if (r < 0)
		return err_set(err, error, "mmap of a ring buffer of %zu bytes: %m", bytes);
	r = ring_explain(error, bytes, &facts, err);
	machine_facts_done(&facts);
	return r;
}

int ring_open(int fd, size_t nr_pages, bool overwrite, struct ring **ret, struct err *err)
{
	size_t bytes = (nr_pages + 1) * (size_t)sysconf(_SC_PAGESIZE);
	int prot = overwrite ? PROT_READ : PROT_READ | PROT_WRITE;
	struct ring *r;
	void *pages;

	if (!nr_pages || nr_pages & (nr_pages - 1))
		return err_set(err, EINVAL, "a ring buffer of %zu pages: not a power of two",
		               nr_pages);
	pages = mmap(NULL, bytes, prot, MAP_SHARED, fd, 0);
	if (pages == MAP_FAILED)
		return explain_now(errno, bytes, err);

	r = ring_of_memory(pages, nr_pages, overwrite);
	r->fd = fd;
	r->map_bytes = bytes;
	*ret = r;
	return 0;
}

void ring_free(struct ring *r)
{
	if (!r)
		return;
	if (r->map_bytes)
		munmap(r->control, r->map_bytes);
	free(r->copy);
	free(r);
}

int ring_explain(int error, size_t bytes, const struct machine_facts *facts, struct err *err)
{
	uint64_t memlock_kb = facts->memlock_limit_bytes / 1024;
	uint64_t shared_kb = facts->perf_event_mlock_kb * facts->nr_cpus_online;

	if (error == ENOMEM)
		return err_set(err, error, "there is no memory for a ring buffer of %zu KB",
		               bytes / 1024);
	if (error != EPERM)
		return err_set(err, error, "mmap of a ring buffer of %zu KB: %m", bytes / 1024);

	err_set(err, error,
	        "a ring buffer of %zu KB is more than may be locked in memory: all rings of a user "
	        "share %" PRIu64 " KB (perf_event_mlock_kb is %" PRIu64
	        " KB a cpu, of %u cpus), and a process gets %" PRIu64 " KB beyond it "
	        "(RLIMIT_MEMLOCK)",
	        bytes / 1024, shared_kb, facts->perf_event_mlock_kb, facts->nr_cpus_online,
	        memlock_kb);
	err_hint(err, "ask for smaller ones (-m 16), or end other profilers of the same user");
	return err_hint(err,
	                "or allow more: sudo sysctl kernel.perf_event_mlock_kb=%" PRIu64
	                ", ulimit -l unlimited, or run with CAP_IPC_LOCK",
	                facts->perf_event_mlock_kb * 4);
}
