/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "common/symbol/perf_map.h"

#include <elf.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "common/base/cleanup.h"
#include "common/base/err.h"
#include "common/base/fs.h"
#include "common/base/mem.h"
#include "common/base/num.h"
#include "common/base/str.h"
#include "common/object/symtab.h"

#define MAP_BYTES_MAX    (1ull << 30)
#define STATUS_BYTES_MAX 65536
#define NAME_BYTES_MAX   4096

struct entry {
	uint64_t start, size;
	char name[NAME_BYTES_MAX];
};

/* The number up to the next blank; *rest stands behind that one blank. */
static bool read_hex(struct str *rest, uint64_t *ret)
{
	size_t len = 0;

	while (len < rest->len && rest->s[len] != ' ' && rest->s[len] != '\t')
		len++;
	if (len == rest->len || !num_hex((struct str){ rest->s, len }, ret))
		return false;
	*rest = (struct str){ rest->s + len + 1, rest->len - len - 1 };
	return true;
}

static bool read_entry(struct str line, struct entry *ret)
{
	if (!read_hex(&line, &ret->start) || !read_hex(&line, &ret->size) || !line.len)
		return false;
	if (line.len >= sizeof(ret->name))
		line.len = sizeof(ret->name) - 1;
	memcpy(ret->name, line.s, line.len);
	ret->name[line.len] = '\0';
	return strlen(ret->name) > 0;
}

struct symtab *perf_map_parse(const char *text, size_t len, size_t *nr_bad)
{
	AUTO(symtab_builder_freep) struct symtab_builder *b = symtab_builder_new();
	struct str rest = { text, len }, line;
	struct entry e;

	*nr_bad = 0;
	symtab_builder_set_last_wins(b); /* code is compiled again, where old code was */
	while (rest.len && str_split(&rest, '\n', &line)) {
		if (!line.len)
			continue;
		if (!read_entry(line, &e)) {
			(*nr_bad)++;
			continue;
		}
		if (!e.size) /* a label: only its own address is known to be of it */
			e.size = 1;
		symtab_builder_add(b, e.start,
		                   e.start + e.size > e.start ? e.start + e.size : UINT64_MAX,
		                   e.name, STB_GLOBAL, STT_FUNC);
	}
	return symtab_build(b);
}

/* What the process calls itself in its own pid namespace: the last number of NSpid. */
static uint32_t pid_inside(const struct sysroot *sysroot, uint32_t pid)
{
	AUTO(freep) char *path = sysroot_path(sysroot, "/proc/%" PRIu32 "/status", pid);
	AUTO(freep) char *text = NULL;
	const char *line, *end, *last;
	uint32_t inside;

	if (file_read(path, STATUS_BYTES_MAX, &text, NULL, NULL) < 0)
		return pid;
	line = strstr(text, "\nNSpid:");
	if (!line)
		return pid;
	end = strchrnul(line + 1, '\n');
	last = end;
	while (last > line && last[-1] >= '0' && last[-1] <= '9')
		last--;
	return num_u32((struct str){ last, (size_t)(end - last) }, &inside) ? inside : pid;
}

/* A map that somebody else wrote is not believed; root reads those of all. */
static int check_owner(int fd, const char *path, struct err *err)
{
	struct stat st;

	if (fstat(fd, &st) < 0)
		return err_set(err, errno, "%s: %m", path);
	if (!S_ISREG(st.st_mode))
		return err_set(err, EPERM, "%s: not a regular file", path);
	if (geteuid() != 0 && st.st_uid != 0 && st.st_uid != geteuid())
		return err_set(err, EPERM, "%s: the file is of user %u, not of yours", path,
		               (unsigned)st.st_uid);
	if ((uint64_t)st.st_size > MAP_BYTES_MAX)
		return err_set(err, EFBIG, "%s: %lld bytes", path, (long long)st.st_size);
	return 0;
}

static int read_file(const char *path, struct symtab **ret, uint64_t *ret_bytes, struct err *err)
{
	AUTO(fd_closep) int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	AUTO(freep) char *text = NULL;
	size_t nr_bad;
	ssize_t len;
	int r;

	if (fd < 0)
		return err_set(err, errno, "%s: %m", path);
	r = check_owner(fd, path, err);
	if (r < 0)
		return r;

	/* The compiler may be writing: what is there now is read, the rest when it is asked for. */
	len = lseek(fd, 0, SEEK_END);
	if (len < 0 || lseek(fd, 0, SEEK_SET) < 0)
		return err_set(err, errno, "%s: %m", path);
	text = xmalloc((size_t)len + 1);
	len = fd_read(fd, text, (size_t)len, err);
	if (len < 0)
		return err_wrap(err, "%s", path);
	*ret = perf_map_parse(text, (size_t)len, &nr_bad);
	*ret_bytes = (uint64_t)len;
	return 0;
}

int perf_map_read(const struct sysroot *sysroot, uint32_t pid, bool offline, struct symtab **ret,
                  char **ret_path, uint64_t *ret_bytes, struct err *err)
{
	uint32_t inside = offline ? pid : pid_inside(sysroot, pid);

	if (!offline) {
		AUTO(freep)
		char *path = sysroot_path(
			sysroot, "/proc/%" PRIu32 "/root/tmp/perf-%" PRIu32 ".map", pid, inside);

		if (read_file(path, ret, ret_bytes, NULL) == 0) {
			*ret_path = take(path);
			return 0;
		}
	}
	*ret_path = sysroot_path(sysroot, "/tmp/perf-%" PRIu32 ".map", pid);
	return read_file(*ret_path, ret, ret_bytes, err);
}
