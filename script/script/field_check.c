/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Do the events of a file have what -F asks for? */
#include "common/base/err.h"
#include "common/perfdata/features.h"
#include "common/perfdata/reader.h"
#include "common/session/session.h"
#include "script/script/fields.h"

/* What a field needs in sample_type, with perf's word for it. In the order of perf's checks. */
static const struct need {
	enum field field;
	uint64_t sample_type; /* one of these bits */
	const char *word;
	uint64_t drops; /* the fields that go where nobody asked for them */
	bool decoded;   /* may come from an instruction trace instead */
} needs[] = {
	{ FIELD_IP, PERF_SAMPLE_IP, "IP", FIELD_BIT(FIELD_IP), false },
	{ FIELD_ADDR, PERF_SAMPLE_ADDR, "ADDR", FIELD_BIT(FIELD_ADDR), true },
	{ FIELD_DATA_SRC, PERF_SAMPLE_DATA_SRC, "DATA_SRC", FIELD_BIT(FIELD_DATA_SRC), true },
	{ FIELD_WEIGHT, PERF_SAMPLE_WEIGHT_TYPE, "WEIGHT", FIELD_BIT(FIELD_WEIGHT), true },
	{ FIELD_PID, PERF_SAMPLE_TID, "TID", FIELD_BIT(FIELD_TID) | FIELD_BIT(FIELD_PID), false },
	{ FIELD_TID, PERF_SAMPLE_TID, "TID", FIELD_BIT(FIELD_TID) | FIELD_BIT(FIELD_PID), false },
	{ FIELD_TIME, PERF_SAMPLE_TIME, "TIME", FIELD_BIT(FIELD_TIME), false },
	{ FIELD_CPU, PERF_SAMPLE_CPU, "CPU", FIELD_BIT(FIELD_CPU), true },
	{ FIELD_IREGS, PERF_SAMPLE_REGS_INTR, "IREGS", FIELD_BIT(FIELD_IREGS), true },
	{ FIELD_UREGS, PERF_SAMPLE_REGS_USER, "UREGS", FIELD_BIT(FIELD_UREGS), false },
	{ FIELD_PHYS_ADDR, PERF_SAMPLE_PHYS_ADDR, "PHYS_ADDR", FIELD_BIT(FIELD_PHYS_ADDR), false },
	{ FIELD_DATA_PAGE_SIZE, PERF_SAMPLE_DATA_PAGE_SIZE, "DATA_PAGE_SIZE",
	  FIELD_BIT(FIELD_DATA_PAGE_SIZE), false },
	{ FIELD_CODE_PAGE_SIZE, PERF_SAMPLE_CODE_PAGE_SIZE, "CODE_PAGE_SIZE",
	  FIELD_BIT(FIELD_CODE_PAGE_SIZE), false },
	{ FIELD_INS_LAT, PERF_SAMPLE_WEIGHT_STRUCT, "WEIGHT_STRUCT", FIELD_BIT(FIELD_INS_LAT),
	  false },
};

/* Fields that only make sense beside others, with perf's words. */
static const struct relation {
	uint64_t fields;      /* where one of these is shown */
	uint64_t with;        /* ... one of these must be, */
	uint64_t sample_type; /* ... or the samples must have one of these */
	const char *message;
} relations[] = {
	{ FIELD_BIT(FIELD_SYM), 0, PERF_SAMPLE_IP | PERF_SAMPLE_ADDR,
	  "Display of symbols requested but neither sample IP nor sample address\n"
	  "available. Hence, no addresses to convert to symbols." },
	{ FIELD_BIT(FIELD_SYMOFF), FIELD_BIT(FIELD_SYM), 0,
	  "Display of offsets requested but symbol is notselected." },
	{ FIELD_BIT(FIELD_DSO), 0, PERF_SAMPLE_IP | PERF_SAMPLE_ADDR,
	  "Display of DSO requested but no address to convert." },
	{ FIELD_BIT(FIELD_SRCLINE) | FIELD_BIT(FIELD_SRCCODE), FIELD_BIT(FIELD_IP), 0,
	  "Display of source line number requested but sample IP is not\n"
	  "selected. Hence, no address to lookup the source line number." },
};

static int check_needs(struct class_fields *of, const struct session_event *event, bool decoded,
                       struct err *err)
{
	uint64_t sample_type = event->file->attr.sample_type;

	for (size_t i = 0; i < sizeof(needs) / sizeof(needs[0]); i++) {
		const struct need *n = &needs[i];

		if (!(of->fields & FIELD_BIT(n->field)) || sample_type & n->sample_type)
			continue;
		if (!(of->requested & n->drops)) {
			of->fields &= ~n->drops;
			continue;
		}
		if (n->decoded && decoded)
			continue;
		return err_set(err, EINVAL,
		               "Samples for '%s' event do not have %s attribute set. Cannot print "
		               "'%s' field.",
		               event->name, n->word, field_name(n->field));
	}
	return 0;
}

static int check_event(struct class_fields *of, const struct session_event *event,
                       const struct session *session, struct err *err)
{
	const struct features *features = session_header(session)->features;
	const struct perf_event_attr *attr = &event->file->attr;
	int r;

	if (of->fields & FIELD_BIT(FIELD_TRACE) && !session_tep(session))
		return err_set(err, EINVAL,
		               "No trace sample to read. Did you call 'perf record -R'?");
	r = check_needs(of, event, features_has(features, FEATURE_AUXTRACE), err);
	if (r < 0)
		return r;
	for (size_t i = 0; i < sizeof(relations) / sizeof(relations[0]); i++) {
		const struct relation *rel = &relations[i];

		if (of->fields & rel->fields && !(of->fields & rel->with) &&
		    !(attr->sample_type & rel->sample_type))
			return err_set(err, EINVAL, "%s", rel->message);
	}
	return 0;
}

static struct session_event *first_of_class(const struct session *session, enum event_class class)
{
	for (size_t i = 0; i < session_nr_events(session); i++) {
		struct session_event *event = session_event(session, i);

		if (event_class_of(&event->file->attr) == class)
			return event;
	}
	return NULL;
}

/* Tracepoints show where they were hit where one of them has call chains. */
static void add_chain_fields(struct class_fields *of, const struct session *session)
{
	for (size_t i = 0; i < session_nr_events(session); i++) {
		const struct perf_event_attr *attr = &session_event(session, i)->file->attr;

		if (attr->type == PERF_TYPE_TRACEPOINT && attr->sample_type & PERF_SAMPLE_CALLCHAIN)
			of->fields |= FIELD_BIT(FIELD_IP) | FIELD_BIT(FIELD_SYM) |
			              FIELD_BIT(FIELD_SYMOFF) | FIELD_BIT(FIELD_DSO);
	}
}

static int check_tod(const struct field_set *set, const struct session *session, struct err *err)
{
	uint64_t shown = 0;

	for (int i = 0; i < CLASS_END; i++)
		shown |= set->of[i].fields;
	if (!(shown & FIELD_BIT(FIELD_TOD)) ||
	    features_has(session_header(session)->features, FEATURE_CLOCK_DATA))
		return 0;
	return err_set(err, EINVAL,
	               "Can't provide 'tod' time, missing clock data. "
	               "Please record with -k/--clockid option.");
}

int field_set_check(struct field_set *set, const struct session *session, bool chains,
                    struct err *err)
{
	int r;

	for (int class = 0; class < CLASS_END; class ++) {
		struct class_fields *of = &set->of[class];
		/* As perf does: the first event stands for all of its class. */
		const struct session_event *event = first_of_class(session, class);

		if (!event && of->user_set && !of->wildcard_set && class != CLASS_SYNTH)
			return err_set(err, EINVAL,
			               "%s events do not exist. Remove corresponding -F option to "
			               "proceed.",
			               event_class_name(class));
		if (!event || !of->fields)
			continue;
		r = check_event(of, event, session, err);
		if (r < 0)
			return r;
	}
	if (chains && !set->of[CLASS_TRACEPOINT].user_set)
		add_chain_fields(&set->of[CLASS_TRACEPOINT], session);
	return check_tod(set, session, err);
}
