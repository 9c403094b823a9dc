/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "common/kernel/control.h"

#include <errno.h>
#include <inttypes.h>
#include <linux/perf_event.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "common/base/cursor.h"
#include "common/base/err.h"
#include "common/base/fs.h"
#include "common/base/mem.h"

/* The kernel's own bound: a group's read must fit 16 KB (perf_event_validate_size). */
#define READ_BYTES_MAX 16384

static int control(int fd, unsigned long request, unsigned long arg, const char *what,
                   struct err *err)
{
	if (ioctl(fd, request, arg) < 0)
		return err_set(err, errno, "%s: %m", what);
	return 0;
}

int perf_enable(int fd, bool group, struct err *err)
{
	return control(fd, PERF_EVENT_IOC_ENABLE, group ? PERF_IOC_FLAG_GROUP : 0,
	               "enabling an event", err);
}

int perf_disable(int fd, bool group, struct err *err)
{
	return control(fd, PERF_EVENT_IOC_DISABLE, group ? PERF_IOC_FLAG_GROUP : 0,
	               "disabling an event", err);
}

int perf_reset(int fd, bool group, struct err *err)
{
	return control(fd, PERF_EVENT_IOC_RESET, group ? PERF_IOC_FLAG_GROUP : 0,
	               "setting an event's count to 0", err);
}

int perf_set_output(int fd, int ring_fd, struct err *err)
{
	return control(fd, PERF_EVENT_IOC_SET_OUTPUT, (unsigned long)ring_fd,
	               "sharing the ring buffer of another event", err);
}

int perf_set_filter(int fd, const char *filter, struct err *err)
{
	if (ioctl(fd, PERF_EVENT_IOC_SET_FILTER, filter) == 0)
		return 0;
	if (errno == EINVAL || errno == ENOENT)
		return err_set(err, errno,
		               "the kernel does not take the filter '%s': a field that the event "
		               "does not have, or a value that does not fit it",
		               filter);
	return err_set(err, errno, "the filter '%s': %m", filter);
}

int perf_set_bpf(int fd, int prog_fd, struct err *err)
{
	return control(fd, PERF_EVENT_IOC_SET_BPF, (unsigned long)prog_fd,
	               "attaching a BPF program to an event", err);
}

int perf_set_period(int fd, uint64_t period, struct err *err)
{
	if (ioctl(fd, PERF_EVENT_IOC_PERIOD, &period) < 0)
		return err_set(err, errno, "setting the period to %" PRIu64 ": %m", period);
	return 0;
}

int perf_id(int fd, uint64_t *ret, struct err *err)
{
	if (ioctl(fd, PERF_EVENT_IOC_ID, ret) < 0)
		return err_set(err, errno, "asking for the id of an event: %m");
	return 0;
}

static bool take_times(struct cursor *c, uint64_t read_format, struct perf_count *ret)
{
	return (!(read_format & PERF_FORMAT_TOTAL_TIME_ENABLED) ||
	        cursor_u64(c, &ret->time_enabled_ns)) &&
	       (!(read_format & PERF_FORMAT_TOTAL_TIME_RUNNING) ||
	        cursor_u64(c, &ret->time_running_ns));
}

static bool take_id(struct cursor *c, uint64_t read_format, struct perf_count *ret)
{
	return (!(read_format & PERF_FORMAT_ID) || cursor_u64(c, &ret->id)) &&
	       (!(read_format & PERF_FORMAT_LOST) || cursor_u64(c, &ret->lost));
}

int perf_read_count(int fd, uint64_t read_format, struct perf_count *ret, struct err *err)
{
	uint64_t words[5];
	struct perf_count count = { 0 };
	struct cursor c;
	ssize_t len = read(fd, words, sizeof(words));

	if (len < 0)
		return err_set(err, errno, "reading a count: %m");
	c = cursor_of(words, (size_t)len);
	if (!cursor_u64(&c, &count.value) || !take_times(&c, read_format, &count) ||
	    !take_id(&c, read_format, &count))
		return err_set(err, EIO, "reading a count: the kernel gave %zd bytes", len);
	*ret = count;
	return 0;
}

int perf_read_group(int fd, uint64_t read_format, struct perf_count *ret, size_t *nr,
                    struct err *err)
{
	AUTO(freep) void *bytes = xmalloc(READ_BYTES_MAX);
	struct perf_count times = { 0 };
	struct cursor c;
	uint64_t members;
	ssize_t len = read(fd, bytes, READ_BYTES_MAX);

	if (len < 0)
		return err_set(err, errno, "reading the counts of a group: %m");
	c = cursor_of(bytes, (size_t)len);
	if (!cursor_u64(&c, &members) || !take_times(&c, read_format, &times))
		return err_set(err, EIO, "reading the counts of a group: the kernel gave %zd bytes",
		               len);
	if (members > *nr)
		return err_set(err, ENOSPC, "a group has %" PRIu64 " counts, %zu were expected",
		               members, *nr);
	for (uint64_t i = 0; i < members; i++) {
		ret[i] = times;
		if (!cursor_u64(&c, &ret[i].value) || !take_id(&c, read_format, &ret[i]))
			return err_set(err, EIO,
			               "reading the counts of a group: %" PRIu64
			               " do not fit the %zd bytes that the kernel gave",
			               members, len);
	}
	*nr = members;
	return 0;
}
