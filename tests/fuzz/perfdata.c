/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The reader of perf.data: header, features, all records, and the header's text. */
#include "tests/fuzz/lib/input.h"

#include "common/base/outbuf.h"
#include "common/perfdata/header_print.h"
#include "common/perfdata/reader.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct input_file file = input_file_of(bytes, len);
	struct pdata_reader *reader = NULL;
	struct outbuf text = { 0 };
	struct record rec;
	uint64_t nr = 0;

	if (pdata_reader_open(file.path, &reader, NULL) == 0) {
		pdata_header_print(reader, true, &text, NULL);
		while (pdata_reader_next(reader, &rec, NULL) > 0)
			if (++nr % 64 == 0)
				pdata_reader_release(reader);
		pdata_header_print_features(reader, true, &text);
	}
	pdata_reader_free(reader);
	outbuf_done(&text);
	input_file_close(&file);
	return 0;
}
