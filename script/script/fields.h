/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * The fields of `prof script -F`: their names, which events may have them, what is printed
 * where nobody asked, and the rules by which -F changes that.
 *
 * Knows nothing of how a field is printed: that is print.h's table.
 * Source of the rules: perf-script(1) of Linux 6.1 and what perf 6.1 does.
 */
#include <linux/perf_event.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/base/outbuf.h"

struct err;
struct session;

enum field {
	FIELD_COMM,
	FIELD_TID,
	FIELD_PID,
	FIELD_TIME,
	FIELD_CPU,
	FIELD_EVENT,
	FIELD_TRACE,
	FIELD_IP,
	FIELD_SYM,
	FIELD_DSO,
	FIELD_ADDR,
	FIELD_SYMOFF,
	FIELD_SRCLINE,
	FIELD_PERIOD,
	FIELD_IREGS,
	FIELD_UREGS,
	FIELD_BRSTACK,
	FIELD_BRSTACKSYM,
	FIELD_DATA_SRC,
	FIELD_WEIGHT,
	FIELD_BPF_OUTPUT,
	FIELD_BRSTACKINSN,
	FIELD_BRSTACKINSNLEN,
	FIELD_BRSTACKOFF,
	FIELD_CALLINDENT,
	FIELD_INSN,
	FIELD_INSNLEN,
	FIELD_SYNTH,
	FIELD_PHYS_ADDR,
	FIELD_METRIC,
	FIELD_MISC,
	FIELD_SRCCODE,
	FIELD_IPC,
	FIELD_TOD,
	FIELD_DATA_PAGE_SIZE,
	FIELD_CODE_PAGE_SIZE,
	FIELD_INS_LAT,
	FIELD_MACHINE_PID,
	FIELD_VCPU,
	FIELD_FLAGS, /* a switch for all classes, in no class of its own */
	FIELD_END,
};

#define FIELD_BIT(field) (UINT64_C(1) << (field))

/* Kinds of events, each with fields of its own: perf's attr types, and two more. */
enum event_class {
	CLASS_HARDWARE = PERF_TYPE_HARDWARE,
	CLASS_SOFTWARE = PERF_TYPE_SOFTWARE,
	CLASS_TRACEPOINT = PERF_TYPE_TRACEPOINT,
	CLASS_HW_CACHE = PERF_TYPE_HW_CACHE,
	CLASS_RAW = PERF_TYPE_RAW,
	CLASS_BREAKPOINT = PERF_TYPE_BREAKPOINT,
	CLASS_SYNTH, /* made by the decoder of an instruction trace */
	CLASS_OTHER, /* PMUs with a number of their own */
	CLASS_END,
};

enum event_class event_class_of(const struct perf_event_attr *attr);

/* What is printed for the events of each class. */
struct field_set {
	struct class_fields {
		uint64_t fields;    /* FIELD_BIT()s */
		uint64_t requested; /* those the user named for all classes */
		bool user_set;      /* -F changed them */
		bool wildcard_set;  /* ... and an event of this class need not exist */
	} of[CLASS_END];
	bool flags;             /* "flags" is a switch for all events */
	struct outbuf warnings; /* what -F complained about, a line each */
};

/* perf's defaults. The warnings are the caller's to free (field_set_done()). */
void field_set_init(struct field_set *set);
void field_set_done(struct field_set *set);

/*
 * Apply one -F: "[CLASS:]FIELD,..." or "[CLASS:]+FIELD,-FIELD".
 *
 * Errors: -EINVAL with perf's sentence and exit status 129.
 */
int field_set_parse(struct field_set *set, const char *arg, struct err *err);

/*
 * Fit the set to the events of a file: fields their samples lack go, tracepoints with call
 * chains get the chain's fields.
 *
 * chains: call chains are shown. Errors: -EINVAL where the user asked for what the file cannot
 * give, with perf's sentence.
 */
int field_set_check(struct field_set *set, const struct session *session, bool chains,
                    struct err *err);

static inline bool field_set_has(const struct field_set *set, const struct perf_event_attr *attr,
                                 enum field field)
{
	return set->of[event_class_of(attr)].fields & FIELD_BIT(field);
}

/* "hardware"; "unknown" for those without a name of their own. */
const char *event_class_name(enum event_class class);

/* "ip"; for messages and the table of printers. */
const char *field_name(enum field field);
