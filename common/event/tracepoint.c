/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "common/event/tracepoint.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "common/base/fs.h"
#include "common/base/mem.h"
#include "common/base/nearest.h"
#include "common/base/num.h"
#include "common/base/outbuf.h"
#include "common/base/sysroot.h"
#include "common/event/near.h"
#include "common/event/parser.h"
#include "common/event/terms.h"

/* Without these the sample of a tracepoint says too little, whatever the options are. */
#define SAMPLE_TYPE (PERF_SAMPLE_RAW | PERF_SAMPLE_TIME | PERF_SAMPLE_CPU | PERF_SAMPLE_PERIOD)

#define ID_BYTES_MAX 24

struct search {
	struct parser *p;
	struct str system, name; /* as written */
	long at;
	const struct term_list *terms;
	size_t nr_found;
	bool denied; /* something that was asked for may not be read */
};

static void dir_closep(DIR **dir)
{
	if (*dir)
		closedir(*dir);
}

/* Names in a directory of tracefs's events/ that are no system and no tracepoint. */
static bool is_other_file(const char *name)
{
	return name[0] == '.' || streq(name, "enable") || streq(name, "filter") ||
	       streq(name, "header_event") || streq(name, "header_page");
}

static DIR *open_events(const struct parser *p, const char *system)
{
	AUTO(freep)
	char *path = sysroot_tracefs(p->env->sysroot, "/events%s%s", system ? "/" : "",
	                             system ? system : "");

	return opendir(path);
}

static const char *next_name(DIR *dir)
{
	const struct dirent *entry;

	while ((entry = readdir(dir)))
		if (!is_other_file(entry->d_name))
			return entry->d_name;
	return NULL;
}

/* The number in NAME/id below a system's directory; negative errno. */
static int read_id(int system_fd, const char *name, uint64_t *ret)
{
	char path[512], text[ID_BYTES_MAX];
	AUTO(fd_closep) int fd = -1;
	ssize_t len;

	if (snprintf(path, sizeof(path), "%s/id", name) >= (int)sizeof(path))
		return -ENAMETOOLONG;
	fd = openat(system_fd, path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return -errno;
	len = read(fd, text, sizeof(text));
	if (len < 0)
		return -errno;
	if (!num_u64(str_trim((struct str){ text, (size_t)len }), ret))
		return -ENOENT;
	return 0;
}

/* What is not there is no tracepoint; what is there and closed must not be left out in silence. */
static void note_failure(struct search *s, int error)
{
	s->denied |= error == EACCES || error == EPERM;
}

static int add_one(struct search *s, int system_fd, const char *system, const char *name)
{
	struct parser *p = s->p;
	struct event *event;
	uint64_t id;
	int r = is_other_file(name) ? -ENOENT : read_id(system_fd, name, &id);

	if (r < 0) {
		note_failure(s, -r);
		return 0;
	}
	event = parser_add_event(p, EVENT_TRACEPOINT, PERF_TYPE_TRACEPOINT, id);
	event->attr.sample_period = 1;
	event->attr.sample_type = SAMPLE_TYPE;
	event->tp_system = system;
	event->tp_name = arena_strdup(p->list->arena, name);
	event->name = arena_printf(p->list->arena, "%s:%s", system, name);
	s->nr_found++;
	return terms_apply(p, s->terms, TERM_SCOPE_TRACEPOINT, event);
}

static int add_of_system(struct search *s, const char *system)
{
	AUTO(dir_closep) DIR *dir = open_events(s->p, system);
	const char *kept;
	const char *name;
	int r;

	if (!dir) {
		note_failure(s, errno);
		return 0;
	}
	kept = arena_strdup(s->p->list->arena, system);
	if (!str_has_glob(s->name)) {
		AUTO(freep) char *only = xstrndup(s->name.s, s->name.len);

		return add_one(s, dirfd(dir), kept, only);
	}
	while ((name = next_name(dir))) {
		if (!str_glob(s->name, str_of(name)))
			continue;
		r = add_one(s, dirfd(dir), kept, name);
		if (r < 0)
			return r;
	}
	return 0;
}

static int add_all(struct search *s)
{
	AUTO(dir_closep) DIR *dir = NULL;
	const char *name;
	int r;

	if (!str_has_glob(s->system)) {
		AUTO(freep) char *only = xstrndup(s->system.s, s->system.len);

		return is_other_file(only) ? 0 : add_of_system(s, only);
	}
	dir = open_events(s->p, NULL);
	if (!dir) {
		note_failure(s, errno);
		return 0;
	}
	while ((name = next_name(dir))) {
		if (!str_glob(s->system, str_of(name)))
			continue;
		r = add_of_system(s, name);
		if (r < 0)
			return r;
	}
	return 0;
}

/* Offer the names in one directory of events/. */
static void add_near(struct parser *p, const char *system, struct nearest *nearest)
{
	AUTO(dir_closep) DIR *dir = open_events(p, system);
	const char *name;

	while (dir && (name = next_name(dir)))
		near_add(p, nearest, name);
}

/* "Hint:	Did you mean ...", where a name is near. */
static void hint_near(struct search *s, struct outbuf *help)
{
	AUTO(freep) char *system = xstrndup(s->system.s, s->system.len);
	struct nearest nearest;

	if (str_has_glob(s->system) || str_has_glob(s->name))
		return;
	if (tracepoint_has_system(s->p, s->system)) {
		nearest = nearest_to(s->name);
		add_near(s->p, system, &nearest);
		if (nearest.name)
			outbuf_printf(help, "Hint:\tDid you mean '%s:%s'?\n", system, nearest.name);
		return;
	}
	nearest = nearest_to(s->system);
	add_near(s->p, NULL, &nearest);
	if (nearest.name)
		outbuf_printf(help, "Hint:\tDid you mean '%s:%.*s'?\n", nearest.name,
		              STR_ARG(s->name));
}

/* perf 6.1 has the caret under the first column always, also in the middle of a list. */
static int fail(struct search *s)
{
	const struct sysroot *sr = s->p->env->sysroot;
	AUTO(freep) char *tracefs = sysroot_tracefs(sr, "/");
	AUTO(freep) char *events = sysroot_tracefs(sr, "/events");
	AUTO(outbuf_done) struct outbuf help = { 0 };
	const char *what = "unknown tracepoint";

	if (s->denied) {
		what = "can't access trace events";
		outbuf_printf(&help, "Error:\tNo permissions to read %s/%.*s/%.*s\n", events,
		              STR_ARG(s->system), STR_ARG(s->name));
		outbuf_printf(&help, "Hint:\tTry 'sudo mount -o remount,mode=755 %s'\n", tracefs);
	} else if (!path_exists(events)) {
		outbuf_printf(&help, "Error:\tThere is no tracefs at %s\n", tracefs);
		outbuf_printf(&help, "Hint:\tTry 'sudo mount -t tracefs nodev %s'\n", tracefs);
	} else {
		outbuf_printf(&help, "Error:\tFile %s/%.*s/%.*s not found.\n", events,
		              STR_ARG(s->system), STR_ARG(s->name));
		outbuf_str(&help, "Hint:\tPerhaps this kernel misses some CONFIG_ setting to "
		                  "enable this feature?.\n");
		hint_near(s, &help);
	}
	outbuf_char(&help, '\0');
	return parser_fail(s->p, s->at, what, help.data);
}

int tracepoint_parse(struct parser *p, struct str system, struct str name, long at,
                     const struct term_list *terms)
{
	struct search search = { .p = p, .system = system, .name = name, .at = at, .terms = terms };
	int r = add_all(&search);

	if (r < 0)
		return r;
	return search.nr_found && !search.denied ? 0 : fail(&search);
}

bool tracepoint_has_system(const struct parser *p, struct str system)
{
	AUTO(freep) char *name = xstrndup(system.s, system.len);
	AUTO(dir_closep) DIR *dir = open_events(p, name);

	return dir != NULL;
}

const char *tracepoint_find_system(const struct parser *p, struct str name)
{
	AUTO(dir_closep) DIR *dir = open_events(p, NULL);
	const char *system;

	if (!name.len || name.s[0] == '.' || str_has_glob(name))
		return NULL;
	while (dir && (system = next_name(dir))) {
		AUTO(freep)
		char *path =
			sysroot_tracefs(p->env->sysroot, "/events/%s/%.*s", system, STR_ARG(name));

		if (path_exists(path))
			return arena_strdup(p->list->arena, system);
	}
	return NULL;
}
