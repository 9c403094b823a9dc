/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "common/cli/opt.h"

#include "common/base/err.h"
#include "common/base/mem.h"
#include "common/base/num.h"
#include "common/base/outbuf.h"
#include "common/cli/command.h"
#include "common/cli/opt_find.h"
#include "common/cli/usage.h"

/* One option as it was written. */
struct use {
	const struct opt_spec *spec;
	const char *arg; /* NULL: none */
	bool unset;      /* --no-name */
	bool is_short;   /* -n, not --name */
};

/* What a complaint calls the option, with perf's quotes. The caller's to free. */
static char *use_name(const struct use *use)
{
	const char *name = use->spec->name;

	if (use->is_short)
		return xasprintf("switch `%c'", use->spec->short_name);
	if (use->unset)
		return strstarts(name, "no-") ? xasprintf("option `%s'", name + 3)
		                              : xasprintf("option `no-%s'", name);
	return xasprintf("option `%s'", name);
}

/* The hint is the option's own usage. Returns -err->code. */
static int with_usage(const struct use *use, struct err *err)
{
	struct outbuf usage = { 0 };
	AUTO(freep) char *text = NULL;

	usage_option(use->spec, &usage);
	text = outbuf_take(&usage);
	text[strlen(text) - 1] = '\0'; /* the newline */
	err_hint(err, "%s", text);
	return err_exit_status(err, EXIT_USAGE);
}

/* `what` is said of the option: "takes no value". */
static int misused(const struct use *use, struct err *err, const char *what)
{
	AUTO(freep) char *name = use_name(use);

	err_set(err, EINVAL, "%s %s", name, what);
	return with_usage(use, err);
}

static int not_a_number(const struct use *use, struct err *err)
{
	AUTO(freep) char *name = use_name(use);

	err_set(err, EINVAL, "%s expects a numerical value, not `%s'", name, use->arg);
	return with_usage(use, err);
}

static int store_custom(const struct use *use, void *field, struct err *err)
{
	int r = use->spec->parse(field, use->arg, use->unset, err);

	if (r >= 0)
		return 0;
	if (err && !strchr(err->msg, '\n')) {
		if (use->is_short)
			err_wrap(err, "-%c", use->spec->short_name);
		else
			err_wrap(err, "--%s", use->spec->name);
	}
	if (err && !err->hint[0])
		with_usage(use, err);
	if (err && !err->exit_status)
		err_exit_status(err, EXIT_USAGE);
	return r;
}

/* A number option without an argument: counts, or is 1; --no-x is 0. */
static int64_t flag_value(const struct use *use, int64_t old)
{
	if (use->unset)
		return 0;
	return use->spec->flags & OPT_COUNTED ? old + 1 : 1;
}

static bool store_number(const struct use *use, void *field)
{
	struct str arg = str_of(use->arg ? use->arg : "");
	union {
		int *i;
		unsigned *u;
		uint64_t *u64;
		double *d;
	} to = { .i = field };

	switch (use->spec->kind) {
	case OPT_KIND_INT:
		if (use->arg)
			return num_int(arg, to.i);
		*to.i = (int)flag_value(use, *to.i);
		return true;
	case OPT_KIND_UINT:
		if (use->arg)
			return num_u32(arg, to.u);
		*to.u = (unsigned)flag_value(use, *to.u);
		return true;
	case OPT_KIND_U64:
		if (use->arg)
			return num_u64(arg, to.u64);
		*to.u64 = (uint64_t)flag_value(use, (int64_t)*to.u64);
		return true;
	default:
		if (use->arg)
			return num_double(arg, to.d);
		*to.d = (double)flag_value(use, (int64_t)*to.d);
		return true;
	}
}

static int store(const struct use *use, void *opts, struct err *err)
{
	void *field = (char *)opts + use->spec->offset;

	if (use->spec->given)
		*(bool *)((char *)opts + use->spec->given) = true;

	switch (use->spec->kind) {
	case OPT_KIND_BOOL:
		*(bool *)field = !use->unset;
		return 0;
	case OPT_KIND_STRING:
		*(const char **)field = use->unset ? NULL : use->arg;
		return 0;
	case OPT_KIND_CUSTOM:
		return store_custom(use, field, err);
	default:
		return store_number(use, field) ? 0 : not_a_number(use, err);
	}
}

/* The words of the command line that are still to be read. */
struct words {
	char **at;
	int left;
};

static char *next_word(struct words *w)
{
	if (!w->left)
		return NULL;
	w->left--;
	return *w->at++;
}

/* Take the option's argument: what is attached to the name, or the next word. */
static int take_arg(struct use *use, const char *attached, struct words *w, struct err *err)
{
	const struct opt_spec *spec = use->spec;

	if (!spec->arg || use->unset) {
		if (attached)
			return misused(use, err, "takes no value");
		use->arg = use->unset ? NULL : spec->constant;
		return 0;
	}

	use->arg = attached;
	if (attached)
		return 0;
	if (spec->flags & OPT_ARG_OPTIONAL ||
	    (spec->flags & OPT_ARG_UNLESS_LAST && (!w->left || w->at[0][0] == '-'))) {
		use->arg = spec->constant;
		return 0;
	}
	use->arg = next_word(w);
	return use->arg ? 0 : misused(use, err, "requires a value");
}

static int help_asked(struct err *err)
{
	err_set(err, ECANCELED, "%s", "");
	err_exit_status(err, EXIT_USAGE);
	return -ECANCELED;
}

/* `text` is what follows the two dashes. */
static int parse_long(const struct opt_spec *specs, void *opts, const char *text, struct words *w,
                      struct err *err)
{
	const char *equals = strchr(text, '=');
	struct str name = { text, equals ? (size_t)(equals - text) : strlen(text) };
	struct opt_match match;
	struct use use;
	int r;

	if (str_is(name, "help") && !opt_find_exact(specs, name, &match))
		return help_asked(err);
	r = opt_find_long(specs, name, &match, err);
	if (r < 0) {
		err_exit_status(err, EXIT_USAGE);
		return r;
	}

	use = (struct use){ .spec = match.spec, .unset = match.unset };
	r = take_arg(&use, equals ? equals + 1 : NULL, w, err);
	if (r < 0)
		return r;
	return store(&use, opts, err);
}

/* `text` is what follows the dash: flags, and perhaps an option with its argument attached. */
static int parse_cluster(const struct opt_spec *specs, void *opts, const char *text,
                         struct words *w, struct err *err)
{
	while (*text) {
		struct use use = { .spec = opt_find_short(specs, *text), .is_short = true };
		const char *attached = NULL;
		int r;

		if (!use.spec && *text == 'h')
			return help_asked(err);
		if (!use.spec) {
			err_set(err, EINVAL, "unknown switch `%c'", *text);
			return err_exit_status(err, EXIT_USAGE);
		}
		text++;
		if (use.spec->arg && *text) {
			attached = text;
			text += strlen(text);
		}
		r = take_arg(&use, attached, w, err);
		if (r < 0)
			return r;
		r = store(&use, opts, err);
		if (r < 0)
			return r;
	}
	return 0;
}

/* Parse options until they end; other words are kept at the front of args->argv, in order. */
static int parse_words(const struct opt_spec *specs, void *opts, struct args *args,
                       bool stop_at_word, struct words *w, struct err *err)
{
	char *word;
	int r = 0;

	while (r >= 0 && (word = next_word(w))) {
		if (word[0] == '-' && word[1] == '-' && !word[2])
			break;
		if (word[0] == '-' && word[1] == '-') {
			r = parse_long(specs, opts, word + 2, w, err);
		} else if (word[0] == '-' && word[1]) {
			r = parse_cluster(specs, opts, word + 1, w, err);
		} else {
			args->argv[args->argc++] = word;
			if (stop_at_word)
				break;
		}
	}
	return r;
}

int opt_parse(const struct opt_spec *specs, void *opts, struct args *args, bool stop_at_word,
              struct err *err)
{
	struct words w = { args->argv, args->argc };
	char *word;
	int r;

	args->argc = 0;
	r = parse_words(specs, opts, args, stop_at_word, &w, err);
	while ((word = next_word(&w)))
		args->argv[args->argc++] = word;
	args->argv[args->argc] = NULL;
	return r;
}

/* A flag's value in the config file. False: none that is known. */
static bool parse_switch(const char *value, bool *ret)
{
	static const char *const words[][2] = {
		{ "true", "false" }, { "yes", "no" }, { "on", "off" }, { "1", "0" }
	};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		for (int off = 0; off < 2; off++) {
			if (strcasecmp(value, words[i][off]) == 0) {
				*ret = !off;
				return true;
			}
		}
	}
	return false;
}

int opt_set(const struct opt_spec *specs, void *opts, const char *name, const char *value,
            struct err *err)
{
	struct opt_match match;
	struct use use;
	bool on = true;

	if (!opt_find_exact(specs, str_of(name), &match))
		return err_set(err, ENOENT, "no option is called `%s'", name);

	use = (struct use){ .spec = match.spec, .unset = match.unset };
	if (use.spec->arg && !use.unset) {
		if (!value && !(use.spec->flags & (OPT_ARG_OPTIONAL | OPT_ARG_UNLESS_LAST)))
			return misused(&use, err, "requires a value");
		use.arg = value ? value : use.spec->constant;
	} else if (value && use.spec->flags & OPT_COUNTED) {
		use.arg = value;
	} else {
		if (value && !parse_switch(value, &on))
			return misused(&use, err, "is on or off");
		use.unset = use.unset == on;
		use.arg = use.unset ? NULL : use.spec->constant;
	}
	return store(&use, opts, err);
}
