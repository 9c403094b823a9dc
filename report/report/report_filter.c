/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/report/report_filter.h"

#include "common/base/err.h"
#include "common/model/dso.h"
#include "common/model/model.h"
#include "common/object/symtab.h"
#include "common/perfdata/reader.h"
#include "common/session/session.h"
#include "common/tally/place_table.h"
#include "report/report/options.h"

bool report_counts(void *ctx, const struct profile_sample *s)
{
	const struct report_opts *o = ctx;

	if (o->cpus.given && s->sample.cpu != UINT32_MAX && !id_list_has(&o->cpus, s->sample.cpu))
		return false;
	return time_filter_passes(&o->time, s->sample.time_ns);
}

bool report_shows_thread(void *ctx, const struct profile_sample *s)
{
	const struct report_opts *o = ctx;

	if (o->comms.given && !(s->comm && name_list_has(&o->comms, s->comm->text)))
		return false;
	if (o->pids.given && !id_list_has(&o->pids, s->sample.pid))
		return false;
	return !o->tids.given || id_list_has(&o->tids, s->sample.tid);
}

bool report_shows_place(void *ctx, const struct place *place)
{
	const struct report_opts *o = ctx;

	if (o->dsos.given && !(place->dso && (name_list_has(&o->dsos, place->dso->short_name) ||
	                                      name_list_has(&o->dsos, place->dso->name))))
		return false;
	return !o->symbols.given ||
	       (place->symbol && name_list_has(&o->symbols, place->symbol->name));
}

int report_check_cpus(const struct report_opts *opts, const struct session *session,
                      struct err *err)
{
	if (!opts->cpus.given)
		return 0;
	for (size_t i = 0; i < session_nr_events(session); i++)
		if (!(session_event(session, i)->file->attr.sample_type & PERF_SAMPLE_CPU))
			return err_set(
				err, EINVAL,
				"File does not contain CPU events. Remove -C option to proceed.");
	return 0;
}
