/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * Option tables: one row an option, and the row is all there is to say about it.
 *
 * The table feeds parsing, -h, --no-x, the config file's defaults, completion and the tests of
 * the manual pages. Rows point into a plain struct by offset; the kind of value follows from the
 * field's C type, so that the two cannot disagree.
 *
 * Syntax is that of perf and git: -ag clusters, -F99, -F 99, --freq 99, --freq=99, unique
 * prefixes of long names, --no-x for flags, -- ends the options.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct config;
struct err;

enum opt_kind {
	OPT_KIND_END,
	OPT_KIND_BOOL,
	OPT_KIND_INT,
	OPT_KIND_UINT,
	OPT_KIND_U64,
	OPT_KIND_DOUBLE,
	OPT_KIND_STRING, /* const char *: points into argv or the config, never freed */
	OPT_KIND_CUSTOM,
};

enum opt_flags {
	OPT_ARG_OPTIONAL = 1 << 0, /* --name or --name=ARG (never two words), -n or -nARG */
	OPT_COUNTED = 1 << 1,      /* an int without argument: each use adds 1 (-v, -vv) */
	OPT_HIDDEN = 1 << 2,       /* not in -h: an old name, or a spelling that is only accepted */
	OPT_NO_NEGATE = 1 << 3,    /* --no-name is not an option */
	/* The next word is the argument, unless there is none or it starts with '-' (perf's -g) */
	OPT_ARG_UNLESS_LAST = 1 << 4,
};

/*
 * Parse one use of a custom option into `field`.
 *
 * arg: NULL where none was given. unset: --no-name was used. Errors are prefixed with the
 * option's name by the caller; those of several lines are shown as they are.
 */
typedef int opt_parse_fn(void *field, const char *arg, bool unset, struct err *err);

struct opt_spec {
	enum opt_kind kind;
	char short_name;      /* 0: none */
	const char *name;     /* long name without dashes; NULL: only a short one */
	const char *arg;      /* what -h calls the argument; NULL: takes none */
	const char *help;     /* one line */
	size_t offset;        /* of the field */
	size_t given;         /* offset of a bool set when the option was used; 0: none */
	unsigned flags;       /* enum opt_flags */
	const char *constant; /* what is parsed or stored where no argument was given */
	opt_parse_fn *parse;  /* OPT_KIND_CUSTOM */
};

#define OPT_KIND_OF(type, field) \
	_Generic(((type *)0)->field,                                                               \
		bool: OPT_KIND_BOOL,                                                               \
		int: OPT_KIND_INT,                                                                 \
		unsigned: OPT_KIND_UINT,                                                           \
		uint64_t: OPT_KIND_U64,                                                            \
		double: OPT_KIND_DOUBLE,                                                           \
		const char *: OPT_KIND_STRING)

/* OPT(struct, field, short, long, ARG or NULL, help): more members may follow (.flags = ...). */
#define OPT(type, field_, short_, long_, arg_, help_, ...)                                      \
	{                                                                                       \
		.kind = OPT_KIND_OF(type, field_), .short_name = (short_), .name = (long_),     \
		.arg = (arg_), .help = (help_), .offset = offsetof(type, field_), ##__VA_ARGS__ \
	}
#define OPT_CUSTOM(type, field_, short_, long_, arg_, help_, parse_, ...)                        \
	{                                                                                        \
		.kind = OPT_KIND_CUSTOM, .short_name = (short_), .name = (long_), .arg = (arg_), \
		.help = (help_), .offset = offsetof(type, field_), .parse = (parse_),            \
		##__VA_ARGS__                                                                    \
	}
#define OPT_END                      \
	{                            \
		.kind = OPT_KIND_END \
	}

/* What is left of the command line: argv[0..argc), NULL-terminated. */
struct args {
	int argc;
	char **argv;
	const struct config *config; /* of the user, for command_parse(); may be NULL */
};

/*
 * Take the options out of *args (argv[0] is the first word after the command's name) and store
 * them in `opts`; *args then holds the other words, in order.
 *
 * stop_at_word: the first word that is no option ends them (it starts a workload's command).
 * Errors: -EINVAL with exit status 129 for an option that does not exist, is ambiguous, lacks
 * its argument or has a bad one; the hint is the usage of the option, where one was found.
 * -ECANCELED with exit status 129 and no message for -h, --help; the words behind it are left
 * in *args.
 */
int opt_parse(const struct opt_spec *specs, void *opts, struct args *args, bool stop_at_word,
              struct err *err);

/*
 * Set one option from the config file: `value` as if --name=value, NULL as if --name.
 *
 * The name must be whole. A flag's value is true, yes, on, 1 or their contraries.
 * Errors: -ENOENT where there is no such option; those of opt_parse().
 */
int opt_set(const struct opt_spec *specs, void *opts, const char *name, const char *value,
            struct err *err);
