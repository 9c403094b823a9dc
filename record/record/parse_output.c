/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>

#include "common/base/cleanup.h"
#include "common/base/err.h"
#include "common/base/num.h"
#include "common/base/str.h"
#include "record/record/options.h"
#include "record/record/parsers.h"

#define ZSTD_LEVEL_MAX 22

static bool has_suffix(struct str s)
{
	return s.len && isalpha((unsigned char)s.s[s.len - 1]);
}

/* PAGES or SIZE with B, K, M, G. A second number is the AUX area's, of which there is none. */
int parse_ring(void *field, const char *arg, bool unset, struct err *err)
{
	struct ring_opt *ring = field;
	struct str rest = str_of(arg), size = { 0 }, aux;

	(void)unset;
	str_split(&rest, ',', &size);
	if (!num_size(size, &ring->amount))
		return err_set(err, EINVAL,
		               "'%s' is neither a number of pages nor a size (512K, 4M)", arg);
	if (str_split(&rest, ',', &aux) && aux.len)
		return err_set(err, EOPNOTSUPP,
		               "'%s': AUX area tracing, and so its size, is not supported", arg);
	ring->given = true;
	ring->in_pages = !has_suffix(size);
	return 0;
}

int parse_bytes(void *field, const char *arg, bool unset, struct err *err)
{
	uint64_t *bytes = field;

	if (unset) {
		*bytes = 0;
		return 0;
	}
	if (!num_size(str_of(arg), bytes) || *bytes == 0)
		return err_set(err, EINVAL, "'%s' is no size (4096, 64K, 10M, 1G)", arg);
	return 0;
}

int parse_switch(void *field, const char *arg, bool unset, struct err *err)
{
	struct switch_opt *sw = field;

	*sw = (struct switch_opt){ 0 };
	if (unset)
		return 0;
	if (!arg || streq(arg, "signal")) {
		sw->kind = SWITCH_SIGNAL;
		return 0;
	}
	if (num_duration(str_of(arg), &sw->amount) && sw->amount) {
		sw->kind = SWITCH_TIME;
		return 0;
	}
	if (has_suffix(str_of(arg)) && num_size(str_of(arg), &sw->amount) && sw->amount) {
		sw->kind = SWITCH_SIZE;
		return 0;
	}
	return err_set(err, EINVAL, "'%s' is neither 'signal' nor a size (10M) nor a time (30s)",
	               arg);
}

static int bad_delay(const char *arg, struct err *err)
{
	return err_set(err, EINVAL,
	               "'%s' is neither milliseconds nor -1 nor ranges of them (10-20,30-40)", arg);
}

static int parse_ranges(struct delay_opt *delay, const char *arg, struct err *err)
{
	struct str rest = str_of(arg), part;

	while (str_split(&rest, ',', &part)) {
		struct delay_range range;
		struct str from, to;

		if (!str_split(&part, '-', &from) || !str_split(&part, '-', &to) ||
		    !num_u64(from, &range.from_ms) || !num_u64(to, &range.to_ms))
			return bad_delay(arg, err);
		if (range.from_ms >= range.to_ms ||
		    (delay->ranges.len && vec_last(&delay->ranges)->to_ms > range.from_ms))
			return err_set(
				err, EINVAL,
				"'%s': each range must end after it starts, and before the next",
				arg);
		vec_push(&delay->ranges, range);
	}
	delay->first_ms = delay->ranges.data[0].from_ms;
	return 0;
}

int parse_delay(void *field, const char *arg, bool unset, struct err *err)
{
	struct delay_opt *delay = field;

	vec_done(&delay->ranges);
	*delay = (struct delay_opt){ .given = !unset };
	if (unset)
		return 0;
	if (streq(arg, "-1")) {
		delay->stay_off = true;
		return 0;
	}
	if (strchr(arg, '-'))
		return parse_ranges(delay, arg, err);
	if (!num_u64(str_of(arg), &delay->first_ms))
		return bad_delay(arg, err);
	delay->given = delay->first_ms > 0;
	return 0;
}

static int open_fifo(struct str path, int *ret, struct err *err)
{
	AUTO(freep) char *name = xstrndup(path.s, path.len);

	/* Read and write: an open for one side would wait for the other. */
	*ret = open(name, O_RDWR | O_NONBLOCK | O_CLOEXEC);
	return *ret < 0 ? err_set(err, errno, "%s: %m", name) : 0;
}

/* fd:CTL[,ACK] or fifo:CTL[,ACK] */
int parse_control(void *field, const char *arg, bool unset, struct err *err)
{
	struct control_opt *control = field;
	bool is_fd = strstarts(arg ? arg : "", "fd:"), is_fifo = strstarts(arg ? arg : "", "fifo:");
	struct str rest, ctl, ack;
	int r;

	*control = (struct control_opt){ .ctl_fd = -1, .ack_fd = -1 };
	if (unset)
		return 0;
	if (!is_fd && !is_fifo)
		return err_set(err, EINVAL, "'%s': expected fd:CTL[,ACK] or fifo:CTL[,ACK]", arg);

	rest = str_of(arg + (is_fd ? 3 : 5));
	str_split(&rest, ',', &ctl);
	if (is_fd && (!num_int(ctl, &control->ctl_fd) || fcntl(control->ctl_fd, F_GETFD) < 0))
		return err_set(err, EBADF, "'%.*s' is no open file descriptor", STR_ARG(ctl));
	if (is_fifo && (r = open_fifo(ctl, &control->ctl_fd, err)) < 0)
		return r;
	control->given = true;
	control->opened = is_fifo;

	if (!str_split(&rest, ',', &ack))
		return 0;
	if (is_fd && (!num_int(ack, &control->ack_fd) || fcntl(control->ack_fd, F_GETFD) < 0))
		return err_set(err, EBADF, "'%.*s' is no open file descriptor", STR_ARG(ack));
	return is_fifo ? open_fifo(ack, &control->ack_fd, err) : 0;
}

int parse_synth(void *field, const char *arg, bool unset, struct err *err)
{
	struct synth_opt *synth = field;
	struct str rest = str_of(arg ? arg : "all"), part;

	*synth = (struct synth_opt){ .given = true };
	if (unset)
		return 0;
	while (str_split(&rest, ',', &part)) {
		bool all = str_is(part, "all");

		if (str_is(part, "no")) {
			*synth = (struct synth_opt){ .given = true };
			return 0;
		}
		synth->tasks |= all || str_is(part, "task");
		synth->maps |= all || str_is(part, "mmap");
		synth->cgroups |= all || str_is(part, "cgroup");
		if (!all && !str_is(part, "task") && !str_is(part, "mmap") &&
		    !str_is(part, "cgroup"))
			return err_set(err, EINVAL, "'%.*s' is none of no, all, task, mmap, cgroup",
			               STR_ARG(part));
	}
	return 0;
}

int parse_compression(void *field, const char *arg, bool unset, struct err *err)
{
	int *level = field;

	*level = unset ? 0 : 1;
	if (!arg)
		return 0;
	if (!num_int(str_of(arg), level) || *level < 0)
		return err_set(err, EINVAL, "'%s' is no level of compression (1 to %d)", arg,
		               ZSTD_LEVEL_MAX);
	if (*level > ZSTD_LEVEL_MAX)
		*level = ZSTD_LEVEL_MAX;
	return 0;
}
