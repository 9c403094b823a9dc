/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The config file. */
#include "tests/fuzz/lib/input.h"

#include "common/base/mem.h"
#include "common/cli/config.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	AUTO(config_freep) struct config *config = NULL;
	AUTO(freep) char *text = xstrndup((const char *)bytes, len);
	size_t at = 0;

	if (config_parse("input", text, &config, NULL) == 0)
		while (config_next(config, "record", &at))
			;
	return 0;
}
