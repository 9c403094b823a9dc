/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "script/collapse/tidy.h"

#include "common/base/outbuf.h"

static const char *find(struct str s, const char *what)
{
	return memmem(s.s, s.len, what, strlen(what));
}

static struct str after(struct str s, const char *p)
{
	return (struct str){ p, (size_t)(s.s + s.len - p) };
}

/* Digits at the start of `s`. */
static size_t count_digits(struct str s)
{
	size_t nr = 0;

	while (nr < s.len && s.s[nr] >= '0' && s.s[nr] <= '9')
		nr++;
	return nr;
}

/* Is "map" at s[at]? */
static bool is_map(struct str s, size_t at)
{
	return at <= s.len && str_starts((struct str){ s.s + at, s.len - at }, STR("map"));
}

/* The text after each `prefix` in s: step with *at, which starts as s.s. */
static bool next_after(struct str s, const char *prefix, const char **at, struct str *rest)
{
	const char *found = find(after(s, *at), prefix);

	if (!found)
		return false;
	*at = found + strlen(prefix);
	*rest = after(s, *at);
	return true;
}

/* "perf-", digits, any one character (it may be the last digit), "map". */
static bool is_like_perf_map(struct str mod)
{
	const char *at = mod.s;
	struct str rest;

	while (next_after(mod, "perf-", &at, &rest)) {
		size_t nr = count_digits(rest);

		if ((nr > 0 && is_map(rest, nr + 1)) || (nr > 1 && is_map(rest, nr)))
			return true;
	}
	return false;
}

static bool is_perf_map(struct str mod)
{
	const char *at = mod.s;
	struct str rest;

	while (next_after(mod, "/tmp/perf-", &at, &rest)) {
		size_t nr = count_digits(rest);

		if (nr > 0 && nr < rest.len && rest.s[nr] == '.' && is_map(rest, nr + 1))
			return true;
	}
	return false;
}

/* Is there "[...]" with something in it? */
static bool has_bracketed(struct str s)
{
	const char *open = s.s;

	while ((open = find(after(s, open), "["))) {
		const char *close = find(after(s, open), "]");

		if (!close)
			return false;
		if (close > open + 1)
			return true;
		open++;
	}
	return false;
}

bool mod_may_have_inlines(struct str mod)
{
	return !is_like_perf_map(mod) && !find(mod, "kernel.") && !has_bracketed(mod);
}

/* A Go method, as "net/http.(*Client).Do"? Then parentheses belong to the name. */
static bool is_go_method(struct str name)
{
	const char *open = find(name, ".(");

	return open && find(after(name, open + 2), ").");
}

/* `name` up to its arguments: the first '(' that does not begin "(anonymous namespace)". */
static struct str cut_arguments(struct str name)
{
	const char *open = name.s;

	while ((open = find(after(name, open), "("))) {
		if (!str_starts(after(name, open), STR("(anonymous namespace)")))
			return (struct str){ name.s, (size_t)(open - name.s) };
		open++;
	}
	return name;
}

static struct str base_name(struct str path)
{
	const char *slash = memrchr(path.s, '/', path.len);

	return slash ? after(path, slash + 1) : path;
}

/* What stands for a function without a name. */
static void put_unknown(struct tidy *t, const struct tidy_opts *opts, struct outbuf *out)
{
	struct str name = base_name(t->mod);

	if (str_is(t->mod, "[unknown]")) {
		name = STR("unknown");
		t->is_anonymous = true;
	}
	outbuf_char(out, '[');
	outbuf_view(out, name);
	if (opts->addrs) {
		outbuf_str(out, " <");
		outbuf_view(out, t->pc);
		outbuf_char(out, '>');
	}
	outbuf_char(out, ']');
}

/* Tidy what stands in `out` from `start` on, in place. */
static void tidy_in_place(const struct tidy *t, struct outbuf *out, size_t start)
{
	struct str name = { out->data + start, out->len - start };
	char *to = out->data + start;
	bool is_class;

	if (!is_go_method(name))
		name = cut_arguments(name);
	is_class = t->java && memchr(name.s, '/', name.len);
	for (size_t i = 0; i < name.len; i++) {
		char c = name.s[i];

		if (c == '"' || c == '\'')
			continue;
		*to++ = c == ';' ? ':' : c;
	}
	out->len = (size_t)(to - out->data);

	if (is_class && out->data[start] == 'L') {
		memmove(out->data + start, out->data + start + 1, out->len - start - 1);
		out->len--;
	}
}

static bool is_kernel(struct str mod)
{
	return (str_starts(mod, STR("[")) || str_ends(mod, STR("vmlinux"))) &&
	       !find(mod, "unknown");
}

static void annotate(const struct tidy *t, const struct tidy_opts *opts, struct outbuf *out,
                     size_t start)
{
	struct str name = { out->data + start, out->len - start };

	if (t->nr > 0) {
		if (!name.len || !find(name, "_[i]"))
			outbuf_str(out, "_[i]");
	} else if (opts->kernel && is_kernel(t->mod)) {
		outbuf_str(out, "_[k]");
	} else if (opts->jit && is_perf_map(t->mod)) {
		if (!name.len || !find(name, "_[j]"))
			outbuf_str(out, "_[j]");
	}
}

/* The names' text without empty ones at its end: those do not count. */
static struct str without_empty_tail(struct str func)
{
	while (str_ends(func, STR("->")))
		func.len -= 2;
	return func;
}

bool tidy_next(struct tidy *t, const struct tidy_opts *opts, struct outbuf *out)
{
	struct str rest = without_empty_tail(t->func);
	size_t start = out->len;
	struct str name;
	const char *arrow;

	if (t->at > rest.len || rest.len == 0)
		return false;
	rest = after(rest, rest.s + t->at);
	arrow = find(rest, "->");
	name = (struct str){ rest.s, arrow ? (size_t)(arrow - rest.s) : rest.len };
	t->at += name.len + 2;

	outbuf_reserve(out, 1); /* so that an empty name has an address too */
	if (str_is(name, "[unknown]"))
		put_unknown(t, opts, out);
	else
		outbuf_view(out, name);
	tidy_in_place(t, out, start);
	annotate(t, opts, out, start);
	t->nr++;
	return true;
}

void tidy_source(struct str line, struct outbuf *out)
{
	size_t start = out->len;
	struct str text;

	outbuf_char(out, ':');
	while (line.len) {
		const char *open = find(line, "[");
		const char *close = open ? find(after(line, open), "]") : NULL;

		if (!close)
			break;
		outbuf_bytes(out, line.s, (size_t)(open - line.s));
		line = after(line, close + 1);
	}
	outbuf_view(out, line);

	text = str_trim((struct str){ out->data + start + 1, out->len - start - 1 });
	if (text.len)
		memmove(out->data + start + 1, text.s, text.len);
	out->len = text.len ? start + 1 + text.len : start;
}
