/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "script/script/folded.h"

#include "common/base/err.h"

int folded_print(struct session *session, struct symbolizer *symbolizer,
                 const struct script_opts *opts, struct err *err)
{
	(void)session;
	(void)symbolizer;
	(void)opts;
	return err_set(err, ENOTSUP, "--folded: not yet");
}
