/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "common/cli/opt_find.h"

#include "common/base/err.h"
#include "common/base/mem.h"
#include "common/base/nearest.h"
#include "common/cli/opt.h"

/* The contrary of a long name: "no-x" of "x", and "x" of "no-x". The caller's to free. */
static char *contrary_of(const struct opt_spec *spec)
{
	if (strstarts(spec->name, "no-"))
		return xstrdup(spec->name + 3);
	return xasprintf("no-%s", spec->name);
}

static bool negatable(const struct opt_spec *spec)
{
	return spec->name && !(spec->flags & OPT_NO_NEGATE);
}

const struct opt_spec *opt_find_short(const struct opt_spec *specs, char name)
{
	for (const struct opt_spec *spec = specs; spec->kind != OPT_KIND_END; spec++)
		if (spec->short_name && spec->short_name == name)
			return spec;
	return NULL;
}

bool opt_find_exact(const struct opt_spec *specs, struct str name, struct opt_match *ret)
{
	for (const struct opt_spec *spec = specs; spec->kind != OPT_KIND_END; spec++) {
		if (spec->name && str_is(name, spec->name)) {
			*ret = (struct opt_match){ spec, false };
			return true;
		}
	}
	for (const struct opt_spec *spec = specs; spec->kind != OPT_KIND_END; spec++) {
		AUTO(freep) char *contrary = negatable(spec) ? contrary_of(spec) : NULL;

		if (contrary && str_is(name, contrary)) {
			*ret = (struct opt_match){ spec, true };
			return true;
		}
	}
	return false;
}

static int unknown(const struct opt_spec *specs, struct str name, struct err *err)
{
	struct nearest nearest = nearest_to(name);
	int r = err_set(err, EINVAL, "unknown option `%.*s'", STR_ARG(name));

	for (const struct opt_spec *spec = specs; spec->kind != OPT_KIND_END; spec++)
		if (spec->name && !(spec->flags & OPT_HIDDEN))
			nearest_add(&nearest, spec->name);
	if (nearest.name)
		err_hint(err, "    Did you mean --%s? All options: -h", nearest.name);
	return r;
}

/* The names found so far that start with what was written. */
struct candidates {
	struct opt_match first;
	char first_name[64], second_name[64];
	unsigned nr;
};

static void candidate(struct candidates *c, const struct opt_spec *spec, bool unset,
                      const char *name)
{
	if (c->nr == 0) {
		c->first = (struct opt_match){ spec, unset };
		snprintf(c->first_name, sizeof(c->first_name), "%s", name);
	} else if (c->nr == 1) {
		snprintf(c->second_name, sizeof(c->second_name), "%s", name);
	}
	c->nr++;
}

int opt_find_long(const struct opt_spec *specs, struct str name, struct opt_match *ret,
                  struct err *err)
{
	struct candidates found = { 0 };

	if (opt_find_exact(specs, name, ret))
		return 0;

	for (const struct opt_spec *spec = specs; spec->kind != OPT_KIND_END; spec++) {
		AUTO(freep) char *contrary = negatable(spec) ? contrary_of(spec) : NULL;

		if (!spec->name || (spec->flags & OPT_HIDDEN))
			continue;
		if (str_starts(str_of(spec->name), name))
			candidate(&found, spec, false, spec->name);
		if (contrary && str_starts(str_of(contrary), name))
			candidate(&found, spec, true, contrary);
	}
	if (!found.nr)
		return unknown(specs, name, err);
	if (found.nr > 1)
		return err_set(err, EINVAL, "ambiguous option `%.*s' (could be --%s or --%s)",
		               STR_ARG(name), found.first_name, found.second_name);
	*ret = found.first;
	return 0;
}
