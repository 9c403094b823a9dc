/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "script/script/sample_filter.h"

#include <string.h>

#include "common/base/err.h"
#include "common/base/num.h"
#include "common/base/str.h"
#include "common/model/dso.h"
#include "common/model/mapping.h"
#include "common/object/symtab.h"
#include "common/perfdata/reader.h"
#include "script/script/options.h"

#define EXIT_NO_SUCH_EVENT 254 /* perf returns -ENOENT from main */

static int find_event(const struct session *session, const char *name, const char *option,
                      const struct session_event **ret, struct err *err)
{
	*ret = NULL;
	for (size_t i = 0; name && i < session_nr_events(session) && !*ret; i++)
		if (streq(session_event(session, i)->name, name))
			*ret = session_event(session, i);
	if (!name || *ret)
		return 0;
	err_set(err, ENOENT, "%s event not found (%s)", option, name);
	err_hint(err, "use 'prof evlist' to see the available event names");
	return err_exit_status(err, EXIT_NO_SUCH_EVENT);
}

int event_switch_init(struct event_switch *s, const struct script_opts *opts,
                      const struct session *session, struct err *err)
{
	int r = find_event(session, opts->switch_on, "switch-on", &s->on, err);

	if (r >= 0)
		r = find_event(session, opts->switch_off, "switch-off", &s->off, err);
	s->show_both = opts->show_on_off_events;
	s->off_now = s->on != NULL;
	return r;
}

bool event_switch_hides(struct event_switch *s, const struct session_event *event)
{
	if (s->on && s->off_now) {
		if (event != s->on)
			return true;
		s->off_now = false;
		return !s->show_both;
	}
	if (s->off && !s->off_now && event == s->off) {
		s->off_now = true;
		return !s->show_both;
	}
	return s->off_now;
}

static bool thread_passes(const struct script_opts *o, const struct item *it)
{
	const struct comm *comm = it->thread ? thread_comm(it->thread, it->seq) : NULL;

	if (o->comms.given && !(comm && name_list_has(&o->comms, comm->text)))
		return false;
	if (o->pids.given && !id_list_has(&o->pids, it->sample->pid))
		return false;
	return !o->tids.given || id_list_has(&o->tids, it->sample->tid);
}

/* A symbol is wanted by its name, by its start, or by the sample's own address. */
static bool symbol_passes(const struct script_opts *o, const struct location *loc)
{
	uint64_t start = loc->addr - loc->offset;

	if (loc->symbol && name_list_has(&o->symbols, loc->symbol->name))
		return true;
	for (size_t i = 0; i < o->symbols.nr; i++) {
		uint64_t wanted;

		if (!num_u64(str_of(o->symbols.names[i]), &wanted))
			continue;
		if (loc->symbol && start == wanted)
			return true;
		if (loc->mapping && loc->addr >= wanted &&
		    loc->addr - wanted <= o->addr_range_bytes)
			return true;
	}
	return false;
}

static bool place_passes(struct worker *w, const struct item *it)
{
	const struct script_opts *o = w->printer->opts;
	struct location loc;

	if (!o->dsos.given && !o->symbols.given)
		return true;
	loc = locate(w, it, item_cpumode(it), it->sample->ip);
	if (o->dsos.given &&
	    !(loc.mapping && (name_list_has(&o->dsos, loc.mapping->dso->name) ||
	                      name_list_has(&o->dsos, loc.mapping->dso->short_name))))
		return false;
	return !o->symbols.given || symbol_passes(o, &loc);
}

bool record_passes(const struct worker *w, const struct item *it)
{
	const struct script_opts *o = w->printer->opts;

	return !o->cpus.given || it->sample->cpu == UINT32_MAX ||
	       id_list_has(&o->cpus, it->sample->cpu);
}

bool sample_passes(struct worker *w, const struct item *it)
{
	const struct script_opts *o = w->printer->opts;

	return time_filter_passes(&o->time, it->sample->time_ns) && record_passes(w, it) &&
	       thread_passes(o, it) && place_passes(w, it);
}

int check_cpu_filter(const struct script_opts *opts, const struct session *session, struct err *err)
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
