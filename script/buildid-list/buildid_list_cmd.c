/* SPDX-License-Identifier: GPL-2.0-or-later */
/* prof buildid-list: the build-ids of a perf.data file, an ELF file or the kernel. */
#include <unistd.h>

#include "common/base/cleanup.h"
#include "common/base/err.h"
#include "common/base/outbuf.h"
#include "common/base/sysroot.h"
#include "common/cli/command.h"
#include "common/object/build_id.h"
#include "common/session/input_path.h"
#include "script/buildid-list/list_file.h"
#include "script/buildid-list/list_kernel.h"
#include "script/commands.h"

struct buildid_list_opts {
	const char *input;
	bool force, with_hits, kernel, kernel_maps;
	int verbose;
};

#define O(field, ...) OPT(struct buildid_list_opts, field, __VA_ARGS__)
static const struct opt_spec buildid_list_options[] = {
	O(force, 'f', "force", NULL, "read the file whoever owns it"),
	O(with_hits, 'H', "with-hits", NULL, "only what samples fell into"),
	O(input, 'i', "input", "file", "read this file, or stdin for - (default: perf.data)"),
	O(kernel, 'k', "kernel", NULL, "show the build-id of the running kernel"),
	O(kernel_maps, 'm', "kernel-maps", NULL, "show the running kernel and its modules"),
	O(verbose, 'v', "verbose", NULL, "accepted, there is no more to say", .flags = OPT_COUNTED),
	OPT_END
};
#undef O

/* An ELF file given by -i: 1 it is one, and was printed. */
static int list_elf(const char *path, struct outbuf *out)
{
	char hex[BUILD_ID_HEX_MAX];
	struct build_id id;

	if (!path || build_id_of_file(path, &id, NULL) < 0)
		return 0;
	build_id_hex(&id, hex);
	outbuf_printf(out, "%s\n", hex);
	return 1;
}

static int list(const struct buildid_list_opts *opts, struct outbuf *out, struct outbuf *warnings,
                struct err *err)
{
	const char *path;
	int r;

	if (opts->kernel)
		return list_kernel(&sysroot_live, out, err);
	if (opts->kernel_maps)
		return list_kernel_maps(&sysroot_live, out, err);
	if (list_elf(opts->input, out))
		return 0;
	r = input_path(opts->input, opts->force, &path, err);
	return r < 0 ? r : list_file(path, opts->with_hits, out, warnings, err);
}

static int buildid_list_run(struct args args, struct err *err)
{
	struct buildid_list_opts opts = { 0 };
	AUTO(outbuf_done) struct outbuf out = { 0 }, warnings = { 0 };
	int r = command_parse(&buildid_list_command, &opts, &args, err);

	if (r < 0)
		return r;
	if (args.argc) {
		err_set(err, EINVAL, "'%s': buildid-list takes no arguments, files are given by -i",
		        args.argv[0]);
		return err_exit_status(err, EXIT_USAGE);
	}
	r = list(&opts, &out, &warnings, err);
	/* What was found before an error is shown too. */
	if (r < 0)
		outbuf_flush(&out, STDOUT_FILENO, NULL);
	else
		r = outbuf_flush(&out, STDOUT_FILENO, err);
	outbuf_flush(&warnings, STDERR_FILENO, NULL);
	return r;
}

const struct command buildid_list_command = {
	.name = "buildid-list",
	.summary = "show the build-ids of a perf.data file",
	.usage = "[<options>]",
	.options = buildid_list_options,
	.run = buildid_list_run,
};
