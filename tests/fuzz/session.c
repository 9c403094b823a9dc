/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A file as batches: order of time, the model, and the decoding of every sample. */
#include "tests/fuzz/lib/input.h"

#include "common/session/session.h"

static void decode(const struct batch *batch)
{
	struct sample sample;

	for (size_t i = 0; i < batch->nr; i++)
		if (batch->records[i].format &&
		    batch->records[i].rec.header->type == PERF_RECORD_SAMPLE)
			batch_record_decode(&batch->records[i], &sample, NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct input_file file = input_file_of(bytes, len);
	struct session_opts opts = { .nr_threads = 1, .unordered = len & 1 };
	struct session *session = NULL;
	struct batch batch;

	if (session_open(file.path, &opts, &session, NULL) == 0)
		while (session_next_batch(session, &batch, NULL) > 0)
			decode(&batch);
	session_free(session);
	input_file_close(&file);
	return 0;
}
