/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "common/cli/config.h"

#include <ctype.h>
#include <fcntl.h>
#include <sys/stat.h>

#include "common/base/arena.h"
#include "common/base/err.h"
#include "common/base/fs.h"
#include "common/base/outbuf.h"
#include "common/base/str.h"
#include "common/base/vec.h"

#define CONFIG_BYTES_MAX (1 << 20)

struct config {
	struct arena *arena; /* of all text */
	const char *path;
	const char *refusal;
	VEC(struct config_entry) entries;
};

/* Where parsing stands. */
struct parser {
	struct config *config;
	const char *section; /* NULL: before the first */
	unsigned line;
};

static bool is_name(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (!isalnum((unsigned char)s.s[i]) && !strchr("-_.", s.s[i]))
			return false;
	return s.len > 0;
}

static char unescape(char c)
{
	return c == 'n' ? '\n' : c == 't' ? '\t' : c;
}

/* A value without its quotes, escapes and trailing comment. False: a quote is left open. */
static bool parse_value(struct str s, struct arena *arena, const char **ret)
{
	struct outbuf out = { 0 };
	size_t keep = 0; /* blanks behind this are the line's, not the value's */
	bool quoted = false;

	for (size_t i = 0; i < s.len; i++) {
		char c = s.s[i];

		if (!quoted && (c == '#' || c == ';'))
			break;
		if (c == '"') {
			quoted = !quoted;
			keep = out.len;
			continue;
		}
		if (c == '\\' && i + 1 < s.len)
			c = unescape(s.s[++i]);
		outbuf_char(&out, c);
		if (quoted || !isspace((unsigned char)c))
			keep = out.len;
	}
	*ret = arena_strndup(arena, out.data ? out.data : "", keep);
	outbuf_done(&out);
	return !quoted;
}

static int parse_section(struct parser *p, struct str line, struct err *err)
{
	const char *end = memchr(line.s, ']', line.len);
	struct str name;

	if (!end)
		return err_set(err, EINVAL, "%s:%u: `[' without `]'", p->config->path, p->line);
	name = str_trim((struct str){ line.s + 1, (size_t)(end - line.s) - 1 });
	if (!is_name(name))
		return err_set(err, EINVAL, "%s:%u: `%.*s' is no name of a section",
		               p->config->path, p->line, STR_ARG(name));
	p->section = arena_strndup(p->config->arena, name.s, name.len);
	return 0;
}

static int parse_entry(struct parser *p, struct str line, struct err *err)
{
	struct arena *arena = p->config->arena;
	struct config_entry entry = { .section = p->section, .line = p->line };
	struct str rest = line, name;
	bool has_value = memchr(line.s, '=', line.len);

	if (!p->section)
		return err_set(err, EINVAL, "%s:%u: no [section] stands before it", p->config->path,
		               p->line);

	str_split(&rest, has_value ? '=' : '#', &name);
	name = str_trim(name);
	if (!is_name(name))
		return err_set(err, EINVAL, "%s:%u: `%.*s' is no name of an option",
		               p->config->path, p->line, STR_ARG(name));
	entry.name = arena_strndup(arena, name.s, name.len);
	if (has_value && !parse_value(str_trim(rest), arena, &entry.value))
		return err_set(err, EINVAL, "%s:%u: a quote is not closed", p->config->path,
		               p->line);
	vec_push(&p->config->entries, entry);
	return 0;
}

static struct config *config_new(const char *path)
{
	struct config *c = xzalloc(sizeof(*c));

	c->arena = arena_new();
	c->path = arena_strdup(c->arena, path);
	return c;
}

int config_parse(const char *path, const char *text, struct config **ret, struct err *err)
{
	AUTO(config_freep) struct config *c = config_new(path);
	struct parser p = { .config = c };
	struct str rest = str_of(text), line;

	while (str_split(&rest, '\n', &line)) {
		int r = 0;

		p.line++;
		line = str_trim(line);
		if (!line.len || line.s[0] == '#' || line.s[0] == ';')
			continue;
		r = line.s[0] == '[' ? parse_section(&p, line, err) : parse_entry(&p, line, err);
		if (r < 0)
			return r;
	}
	*ret = take(c);
	return 0;
}

/* The user's file, the caller's to free; NULL where there is none. */
static char *find_file(void)
{
	const char *own = getenv("PROF_CONFIG");
	const char *xdg = getenv("XDG_CONFIG_HOME");
	const char *home = getenv("HOME");
	char *paths[3] = { NULL };
	char *found = NULL;

	if (own)
		return *own ? xstrdup(own) : NULL;

	paths[0] = xdg && *xdg ? xasprintf("%s/prof/config", xdg) : NULL;
	paths[1] = home && *home ? xasprintf("%s/.config/prof/config", home) : NULL;
	paths[2] = home && *home ? xasprintf("%s/.profconfig", home) : NULL;
	for (size_t i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
		if (!found && paths[i] && path_exists(paths[i]))
			found = take(paths[i]);
		free(paths[i]);
	}
	return found;
}

/* Another user's file must not choose what this one runs: as root with HOME kept, for one. */
static bool is_ours(const char *path, uid_t *owner)
{
	struct stat st;

	if (stat(path, &st) < 0)
		return true; /* reading it will tell why */
	*owner = st.st_uid;
	return !S_ISREG(st.st_mode) || st.st_uid == 0 || st.st_uid == geteuid();
}

int config_load(struct config **ret, struct err *err)
{
	AUTO(freep) char *path = find_file();
	AUTO(freep) char *text = NULL;
	uid_t owner = 0;
	int r;

	if (!path) {
		*ret = config_new("");
		return 0;
	}
	if (!is_ours(path, &owner)) {
		*ret = config_new(path);
		(*ret)->refusal = arena_printf((*ret)->arena,
		                               "%s is not read: it belongs to user %u, this is %u",
		                               path, owner, geteuid());
		return 0;
	}
	r = file_read(path, CONFIG_BYTES_MAX, &text, NULL, err);
	if (r < 0)
		return r;
	return config_parse(path, text, ret, err);
}

void config_free(struct config *c)
{
	if (!c)
		return;
	vec_done(&c->entries);
	arena_free(c->arena);
	free(c);
}

const struct config_entry *config_next(const struct config *c, const char *section, size_t *at)
{
	while (*at < c->entries.len) {
		const struct config_entry *entry = &c->entries.data[(*at)++];

		if (streq(entry->section, section))
			return entry;
	}
	return NULL;
}

const char *config_path(const struct config *c)
{
	return c->path;
}

const char *config_refusal(const struct config *c)
{
	return c->refusal;
}
