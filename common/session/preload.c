/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "common/session/preload.h"

#include <string.h>

#include "common/abi/features.h"
#include "common/base/str.h"
#include "common/perfdata/reader.h"
#include "common/session/session.h"
#include "common/symbol/symbolizer.h"

void session_preload_symbols(const struct session *session, struct symbolizer *symbolizer)
{
	const struct features *features = session_header(session)->features;

	vec_for_each(f, &features->build_ids) {
		struct build_id id = { .size = f->size };

		/* Build-ids are listed of what was hit only. */
		if (!streq(f->filename, "[kernel.kallsyms]"))
			continue;
		memcpy(id.bytes, f->id, sizeof(f->id));
		symbolizer_preload_kernel(symbolizer, &id);
		return;
	}
}
