/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "common/kernel/kallsyms.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "common/base/cleanup.h"
#include "common/base/err.h"
#include "common/base/fs.h"
#include "common/base/mem.h"
#include "common/base/num.h"
#include "common/base/sysroot.h"

#define CHUNK_BYTES       65536
#define FILE_BYTES_MAX    (4u << 20) /* /proc/iomem, a kernel's config */
#define RELEASE_BYTES_MAX 1024

bool kallsyms_line_parse(struct str line, struct kallsyms_line *ret)
{
	struct kallsyms_line parsed = { 0 };
	struct str addr, type, name;

	if (!str_split(&line, ' ', &addr) || !num_hex(addr, &parsed.addr) ||
	    !str_split(&line, ' ', &type) || type.len != 1 || !str_split(&line, '\t', &name) ||
	    !name.len)
		return false;
	parsed.type = type.s[0];
	parsed.name = name;
	if (line.s && line.len > 2 && line.s[0] == '[')
		parsed.module = (struct str){ line.s + 1, line.len - 2 };
	*ret = parsed;
	return true;
}

/* What was found so far; the first of each name counts. 0: not found. */
struct search {
	uint64_t text, stext, etext, edata;
	bool hidden;
	bool need_end;
};

/* False: nothing more is wanted. */
static bool look(void *ctx, const struct kallsyms_line *line)
{
	struct search *s = ctx;
	const struct {
		const char *name;
		uint64_t *to;
	} wanted[] = {
		{ "_text", &s->text },
		{ "_stext", &s->stext },
		{ "_etext", &s->etext },
		{ "_edata", &s->edata },
	};

	for (size_t i = 0; line->name.s[0] == '_' && i < sizeof(wanted) / sizeof(wanted[0]); i++) {
		if (*wanted[i].to || !str_is(line->name, wanted[i].name))
			continue;
		*wanted[i].to = line->addr;
		s->hidden = !line->addr;
	}
	return !s->hidden && !(s->text && (!s->need_end || s->edata));
}

static int scan(int fd, kallsyms_line_fn *fn, void *ctx)
{
	AUTO(freep) char *text = xmalloc(CHUNK_BYTES);
	size_t have = 0;
	ssize_t n;

	while ((n = read(fd, text + have, CHUNK_BYTES - have)) > 0) {
		char *at = text, *newline;

		have += (size_t)n;
		while ((newline = memchr(at, '\n', have - (size_t)(at - text)))) {
			struct str line = { at, (size_t)(newline - at) };
			struct kallsyms_line parsed;

			at = newline + 1;
			if (kallsyms_line_parse(line, &parsed) && !fn(ctx, &parsed))
				return 0;
		}
		have -= (size_t)(at - text);
		memmove(text, at, have);
		if (have == CHUNK_BYTES)
			have = 0; /* no line of the kernel's is so long */
	}
	return n < 0 ? -errno : 0;
}

int kallsyms_each(const struct sysroot *sr, kallsyms_line_fn *fn, void *ctx, struct err *err)
{
	AUTO(freep) char *path = sysroot_path(sr, "/proc/kallsyms");
	AUTO(fd_closep) int fd = open(path, O_RDONLY | O_CLOEXEC);
	int r;

	if (fd < 0)
		return err_set(err, errno, "%s: %m", path);
	r = scan(fd, fn, ctx);
	return r < 0 ? err_set(err, -r, "%s: %m", path) : 0;
}

#if defined(__x86_64__) || defined(__i386__)
/* "  01000000-022090c7 : Kernel code": the physical addresses of `what`; zeros to the ordinary. */
static bool find_resource(const char *iomem, const char *what, uint64_t *start, uint64_t *end)
{
	struct str rest = str_of(iomem), line, from, to;

	while (str_split(&rest, '\n', &line)) {
		line = str_trim(line);
		if (!str_ends(line, str_of(what)) || !str_split(&line, '-', &from) ||
		    !str_split(&line, ' ', &to))
			continue;
		return num_hex(from, start) && num_hex(to, end) && *end > *start;
	}
	return false;
}

/* Are data symbols (_edata) in the kernel's kallsyms? Distributions keep its config in /boot. */
static bool has_data_symbols(const struct sysroot *sr)
{
	AUTO(freep) char *release_path = sysroot_path(sr, "/proc/sys/kernel/osrelease");
	AUTO(freep) char *release = NULL;
	AUTO(freep) char *path = NULL;
	AUTO(freep) char *config = NULL;

	if (file_read(release_path, RELEASE_BYTES_MAX, &release, NULL, NULL) < 0)
		return false;
	path = sysroot_path(sr, "/boot/config-%.*s", STR_ARG(str_trim(str_of(release))));
	if (file_read(path, FILE_BYTES_MAX, &config, NULL, NULL) < 0)
		return false;
	return strstr(config, "\nCONFIG_KALLSYMS_ALL=y\n");
}

/*
 * The end from /proc/iomem, whose "Kernel code" is [_text, _etext) and whose "Kernel data" ends at
 * _edata (x86: arch/x86/kernel/setup.c): a small file instead of the whole of kallsyms.
 */
static uint64_t end_from_iomem(const struct sysroot *sr, uint64_t text)
{
	AUTO(freep) char *path = sysroot_path(sr, "/proc/iomem");
	AUTO(freep) char *iomem = NULL;
	uint64_t code, code_end, data, data_end;

	if (file_read(path, FILE_BYTES_MAX, &iomem, NULL, NULL) < 0 ||
	    !find_resource(iomem, " Kernel code", &code, &code_end) ||
	    !find_resource(iomem, " Kernel data", &data, &data_end))
		return 0;
	return text + (has_data_symbols(sr) ? data_end : code_end) + 1 - code;
}
#else
static uint64_t end_from_iomem(const struct sysroot *sr, uint64_t text)
{
	(void)sr, (void)text;
	return 0;
}
#endif

int kallsyms_facts_read(const struct sysroot *sr, struct kallsyms_facts *ret, struct err *err)
{
	struct search s = { 0 };
	uint64_t end = 0;
	int r;

	r = kallsyms_each(sr, look, &s, err);
	if (r < 0)
		return r;
	if (s.text)
		end = end_from_iomem(sr, s.text);
	if (!s.hidden && !end) {
		s.need_end = true;
		r = kallsyms_each(sr, look, &s, err);
		if (r < 0)
			return r;
	}
	if (!end)
		end = s.edata ? s.edata : s.etext;
	*ret = (struct kallsyms_facts){
		.text = s.hidden ? 0
		        : s.text ? s.text
		                 : s.stext,
		.text_name = s.text ? "_text" : "_stext",
		.end = end,
	};
	return 0;
}
