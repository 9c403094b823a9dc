/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "common/base/err.h"
#include "common/perfdata/writer.h"
#include "record/record/recorder.h"

/*
 * The rings are emptied into the old file first: each file then starts with what comes after.
 * The tasks are looked at again, so that each file can be read alone.
 */
int rotate(struct recorder *rec, struct err *err)
{
	const char *path = NULL;
	int r = drain_pass(&rec->drain, true, err);

	if (r >= 0)
		r = drain_snapshot(&rec->drain, err);
	if (r >= 0)
		r = finish_file(rec, false, err);
	if (r < 0)
		return r;
	rec->nr_bytes += pdata_writer_bytes(rec->writer);
	pdata_writer_free(take(rec->writer));
	r = output_close_file(&rec->output, &path, err);
	if (r < 0)
		return r;
	closing_dump(rec, path);
	rec->drain.tally.first_ns = rec->drain.tally.last_ns = 0;

	r = output_open(&rec->output, err);
	return r < 0 ? r : recorder_start_file(rec, err);
}
