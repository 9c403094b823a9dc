/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Features that say all by being there: BRANCH_STACK (15), AUXTRACE (18), STAT (19). */
#include "common/perfdata/features/feature.h"

static void print_branch_stack(const struct features *f, struct outbuf *out)
{
	(void)f;
	outbuf_str(out, "# contains samples with branch stack\n");
}

static void print_auxtrace(const struct features *f, struct outbuf *out)
{
	(void)f;
	outbuf_str(out, "# contains AUX area data (e.g. instruction trace)\n");
}

static void print_stat(const struct features *f, struct outbuf *out)
{
	(void)f;
	outbuf_str(out, "# contains stat data\n");
}

static void write_nothing(const struct features *f, struct outbuf *out)
{
	(void)f;
	(void)out;
}

const struct feature feature_branch_stack = { "BRANCH_STACK", NULL, write_nothing,
	                                      print_branch_stack };
/* Its content is an index of the AUX data in the file. */
const struct feature feature_auxtrace = { .name = "AUXTRACE", .print = print_auxtrace };
const struct feature feature_stat = { "STAT", NULL, write_nothing, print_stat };
