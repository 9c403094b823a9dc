/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "script/collapse/inline.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>

#include "common/base/hmap.h"
#include "common/base/mem.h"
#include "common/base/num.h"
#include "common/base/outbuf.h"
#include "common/base/strtab.h"
#include "common/base/vec.h"

extern char **environ;

/* addr2line processes alive at a time: each holds the debug information of its module. */
#define TOOLS_MAX 32

struct module {
	const char *path;    /* interned */
	struct hmap answers; /* interned pc -> interned text */
	struct hmap symbols; /* interned name -> address; filled on demand */
	bool has_symbols;

	pid_t pid; /* of its addr2line; 0: not running */
	FILE *out; /* what it says */
	int in;	   /* where it is asked */
	uint64_t last_use;
};

struct inliner {
	bool with_lines;
	struct strtab *texts;
	VEC(struct module *) modules;
	struct hmap by_path; /* interned path -> struct module */
	uint64_t nr_uses;
};

struct inliner *inliner_new(bool with_lines)
{
	struct inliner *in = xzalloc(sizeof(*in));

	in->with_lines = with_lines;
	in->texts = strtab_new();
	return in;
}

static void stop_tool(struct module *m)
{
	if (!m->pid)
		return;
	fclose(m->out); /* m->in is the same socket */
	close(m->in);
	while (waitpid(m->pid, NULL, 0) < 0 && errno == EINTR)
		;
	m->pid = 0;
}

void inliner_free(struct inliner *in)
{
	if (!in)
		return;
	vec_for_each (m, &in->modules) {
		stop_tool(*m);
		hmap_done(&(*m)->answers);
		hmap_done(&(*m)->symbols);
		free(*m);
	}
	vec_done(&in->modules);
	hmap_done(&in->by_path);
	strtab_free(in->texts);
	free(in);
}
