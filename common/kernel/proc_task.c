/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "common/kernel/proc_task.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "common/base/cleanup.h"
#include "common/base/num.h"

#define STAT_BYTES   1024 /* a stat line has about 350 */
#define STATUS_BYTES 4096 /* Tgid is among the first lines */
#define NAME_BYTES   64
#define PF_KTHREAD   0x00200000u /* linux/sched.h, seen in stat's field 9 since 2.6.27 */

/* Fields of stat behind the name, counted from 0 for the state (field 3 of proc(5)). */
enum { FIELD_PPID = 1, FIELD_FLAGS = 6, FIELD_NR_THREADS = 17 };

bool proc_task_parse(struct str stat, struct proc_task *ret)
{
	const char *open = memchr(stat.s, '(', stat.len);
	const char *close = memrchr(stat.s, ')', stat.len); /* the name may have some */
	struct proc_task task = { 0 };
	uint32_t ppid, flags = 0;
	struct str rest, field;
	size_t len;

	if (!open || !close || close < open || close + 2 > stat.s + stat.len)
		return false;

	/* Workers of the kernel have longer names here than in their COMM records. */
	len = (size_t)(close - open - 1);
	memcpy(task.comm, open + 1, len < TASK_COMM_BYTES ? len : TASK_COMM_BYTES - 1);

	rest = (struct str){ close + 2, (size_t)(stat.s + stat.len - close - 2) };
	for (int i = 0; i <= FIELD_NR_THREADS; i++) {
		if (!str_split(&rest, ' ', &field))
			return false;
		if ((i == FIELD_PPID && !num_u32(field, &ppid)) ||
		    (i == FIELD_FLAGS && !num_u32(field, &flags)) ||
		    (i == FIELD_NR_THREADS && !num_u32(field, &task.nr_threads)))
			return false;
	}
	if (ppid > INT_MAX)
		return false;
	task.ppid = (pid_t)ppid;
	task.is_kthread = flags & PF_KTHREAD;
	*ret = task;
	return true;
}

/* Up to `room` bytes of a small file: how many, or a negative errno. */
static ssize_t read_at(int proc_fd, const char *name, char *to, size_t room)
{
	AUTO(fd_closep) int fd = openat(proc_fd, name, O_RDONLY | O_CLOEXEC);
	ssize_t len;

	if (fd < 0)
		return -errno;
	len = read(fd, to, room);
	return len < 0 ? -errno : len;
}

int proc_task_read(int proc_fd, const char *name, struct proc_task *ret)
{
	char text[STAT_BYTES];
	ssize_t len = read_at(proc_fd, name, text, sizeof(text));

	if (len < 0)
		return (int)len;
	return proc_task_parse((struct str){ text, (size_t)len }, ret) ? 0 : -EBADMSG;
}

pid_t proc_tgid(int proc_fd, pid_t tid)
{
	char name[NAME_BYTES], text[STATUS_BYTES];
	struct str rest, line, key;
	ssize_t len;
	int tgid;

	snprintf(name, sizeof(name), "%d/status", (int)tid);
	len = read_at(proc_fd, name, text, sizeof(text));
	if (len < 0)
		return (pid_t)len;
	rest = (struct str){ text, (size_t)len };
	while (str_split(&rest, '\n', &line))
		if (str_split(&line, ':', &key) && str_is(key, "Tgid"))
			return num_int(str_trim(line), &tgid) ? tgid : -EBADMSG;
	return -EBADMSG;
}
