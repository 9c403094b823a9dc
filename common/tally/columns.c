/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "common/tally/columns.h"

#include <string.h>

#include "common/base/err.h"
#include "common/base/outbuf.h"
#include "common/base/str.h"

static uint64_t self(const struct weights *w)
{
	return w->self;
}

static uint64_t children(const struct weights *w)
{
	return w->children;
}

static uint64_t samples(const struct weights *w)
{
	return w->samples;
}

static uint64_t sys(const struct weights *w)
{
	return w->sys;
}

static uint64_t user(const struct weights *w)
{
	return w->user;
}

static uint64_t guest_sys(const struct weights *w)
{
	return w->guest_sys;
}

static uint64_t guest_user(const struct weights *w)
{
	return w->guest_user;
}

static const struct weight_key weight_keys[] = {
	{ "overhead", "Overhead", 8, true, false, self },
	{ "overhead_sys", "sys", 8, true, false, sys },
	{ "overhead_us", "usr", 8, true, false, user },
	{ "overhead_guest_sys", "guest sys", 9, true, false, guest_sys },
	{ "overhead_guest_us", "guest usr", 9, true, false, guest_user },
	{ "overhead_children", "Children", 8, true, true, children },
	{ "sample", "Samples", 12, false, false, samples },
	{ "period", "Period", 12, false, false, self },
};
#define NR_WEIGHTS (sizeof(weight_keys) / sizeof(weight_keys[0]))

/* perf takes the first whose name begins so: keys before weights. */
static struct column find(struct str name)
{
	struct column c = { .key = sort_key_find(name.s, name.len) };

	for (size_t i = 0; name.len && i < NR_WEIGHTS && !c.key && !c.weight; i++)
		if (strncasecmp(weight_keys[i].name, name.s, name.len) == 0)
			c.weight = &weight_keys[i];
	return c;
}

bool columns_have(const struct columns *c, struct column column)
{
	for (size_t i = 0; i < c->nr; i++)
		if (c->v[i].weight == column.weight && c->v[i].key == column.key)
			return true;
	return false;
}

void columns_add(struct columns *c, const char *name, bool first)
{
	struct column column = find(str_of(name));

	if (c->nr == COLUMNS_MAX || columns_have(c, column))
		return;
	if (first)
		memmove(c->v + 1, c->v, c->nr * sizeof(*c->v));
	c->v[first ? 0 : c->nr] = column;
	c->nr++;
}

static int unknown(struct str name, const char *option, struct err *err)
{
	struct outbuf all = { 0 };

	for (size_t i = 0; i < NR_WEIGHTS; i++) {
		outbuf_char(&all, ' ');
		outbuf_str(&all, weight_keys[i].name);
	}
	for (size_t i = 0; i < sort_key_count(); i++) {
		if (sort_key_at(i)->flags & SORT_KEY_UNLISTED)
			continue;
		outbuf_char(&all, ' ');
		outbuf_str(&all, sort_key_at(i)->name);
	}
	err_set(err, EINVAL, "Unknown %s key: `%.*s'", option, STR_ARG(name));
	err_hint(err, "The keys are:%.*s", (int)all.len, all.data);
	outbuf_done(&all);
	return -EINVAL;
}

int columns_parse(const char *text, const char *option, struct columns *ret, struct err *err)
{
	struct str rest = str_of(text), part;

	while (str_split(&rest, ',', &part)) {
		struct column column;

		part = str_trim(part);
		if (!part.len)
			continue;
		column = find(part);
		if (!column.key && !column.weight)
			return unknown(part, option, err);
		if (columns_have(ret, column))
			continue;
		if (ret->nr == COLUMNS_MAX)
			return err_set(err, EINVAL, "%s: more than %d keys", text, COLUMNS_MAX);
		ret->v[ret->nr++] = column;
	}
	return 0;
}

void columns_keys(const struct columns *c, struct sort_keys *ret)
{
	ret->nr = 0;
	for (size_t i = 0; i < c->nr; i++)
		if (c->v[i].key)
			ret->keys[ret->nr++] = c->v[i].key;
}
