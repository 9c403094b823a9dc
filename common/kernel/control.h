/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * An open perf event: switching it on and off, where its records go, and what it has counted.
 *
 * Source: perf_event_open(2), "perf_event ioctl calls" and "Reading results".
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct err;

/* group: the whole group that `fd` leads. Errors: ioctl(2)'s. */
int perf_enable(int fd, bool group, struct err *err);
int perf_disable(int fd, bool group, struct err *err);
int perf_reset(int fd, bool group, struct err *err);

/* Let the event write to the ring of `ring_fd` instead of one of its own. */
int perf_set_output(int fd, int ring_fd, struct err *err);

/* A tracepoint's filter. Errors: -EINVAL names the filter. */
int perf_set_filter(int fd, const char *filter, struct err *err);

/* A BPF program that decides which of a tracepoint's hits count. */
int perf_set_bpf(int fd, int prog_fd, struct err *err);

int perf_set_period(int fd, uint64_t period, struct err *err);

/* The id that the event's records carry. Since Linux 3.12. */
int perf_id(int fd, uint64_t *ret, struct err *err);

/* One event's count. The id and what was lost are 0 where read_format has them not. */
struct perf_count {
	uint64_t value, id, lost;
	uint64_t time_enabled_ns, time_running_ns;
};

/* Read a count of an event that was opened with `read_format` (no PERF_FORMAT_GROUP). */
int perf_read_count(int fd, uint64_t read_format, struct perf_count *ret, struct err *err);

/*
 * Read the counts of a whole group from its leader (PERF_FORMAT_GROUP), leader first.
 *
 * *nr: the room at `ret`; then how many there are. Errors: read(2)'s; -ENOSPC where the group
 * has more than there is room for.
 */
int perf_read_group(int fd, uint64_t read_format, struct perf_count *ret, size_t *nr,
                    struct err *err);
