/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The text of -e, on a machine without PMUs and tracefs: all of the parser, none of the tables. */
#include "tests/fuzz/lib/input.h"

#include "common/base/err.h"
#include "common/base/mem.h"
#include "common/base/sysroot.h"
#include "common/event/event.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	static const struct sysroot nowhere = { .root = "/nonexistent" };
	struct event_env env = { .sysroot = &nowhere, .for_stat = len & 1 };
	AUTO(event_list_done) struct event_list list;
	AUTO(freep) char *text = xstrndup((const char *)bytes, len);
	struct err err = { 0 };

	event_list_init(&list);
	if (event_list_parse(&list, text, &env, &err) == 0)
		event_list_filter(&list, "a == 1", &err);
	return 0;
}
