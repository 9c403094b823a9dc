/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * The ring buffer of one perf event: records the kernel has written and nobody has taken yet.
 *
 * Source: perf_event_open(2), "MMAP layout". Forward rings are emptied as they fill; overwrite
 * rings (write_backward) are read when the recorder wants what was last: pause, peek, consume,
 * resume.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/uio.h>

#include "common/base/cleanup.h"

struct err;
struct machine_facts;
struct ring;

/*
 * Map `nr_pages` data pages (a power of two) of an event, and one for the control page.
 *
 * overwrite: the event has write_backward; the mapping is read-only then. fd stays the caller's.
 * Errors: mmap(2)'s; -EPERM carries what perf_event_mlock_kb and RLIMIT_MEMLOCK allow.
 */
int ring_open(int fd, size_t nr_pages, bool overwrite, struct ring **ret, struct err *err);
void ring_free(struct ring *r);
DEFINE_AUTO(struct ring *, ring_free);

/*
 * A ring over memory laid out as the kernel's: a control page and `nr_pages` data pages. The
 * memory stays the caller's; for tests.
 */
struct ring *ring_of_memory(void *pages, size_t nr_pages, bool overwrite);

int ring_fd(const struct ring *r);

/*
 * What the ring holds now: whole records in `part`, wrapping at most once (a record may stand
 * across the two parts). Returns the number of parts, 0 to 2. The bytes stay until
 * ring_consume().
 *
 * An overwrite ring must be paused. Its records come as one part, oldest first, although the
 * kernel wrote them downwards; one that was half overwritten is left out.
 */
size_t ring_peek(struct ring *r, struct iovec part[2]);

/*
 * Give back the first `len` bytes of what was last peeked: the kernel may overwrite them. Of an
 * overwrite ring all is given back: the next peek has what came after.
 */
void ring_consume(struct ring *r, size_t len);

/* Stop the kernel from writing to the ring, and let it write again. Errors: ioctl(2)'s. */
int ring_pause(struct ring *r, bool paused, struct err *err);

/* How full the ring is now, in bytes, and its size. */
size_t ring_used_bytes(const struct ring *r);
size_t ring_size_bytes(const struct ring *r);

/*
 * Why mapping a ring of `bytes` failed, and what to do. error: the positive errno. Returns
 * -error.
 */
int ring_explain(int error, size_t bytes, const struct machine_facts *facts, struct err *err);
