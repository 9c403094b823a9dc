/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "script/script/fields.h"

#include "common/perfdata/reader.h"
#include "common/base/err.h"
#include "common/base/str.h"

#define BIT(name) FIELD_BIT(FIELD_##name)
#define WHO       (BIT(COMM) | BIT(TID) | BIT(CPU) | BIT(TIME) | BIT(EVENT))
#define PLACE     (BIT(IP) | BIT(SYM) | BIT(SYMOFF) | BIT(DSO))
#define MEMORY                                                                            \
	(BIT(ADDR) | BIT(DATA_SRC) | BIT(WEIGHT) | BIT(PHYS_ADDR) | BIT(DATA_PAGE_SIZE) | \
	 BIT(CODE_PAGE_SIZE) | BIT(INS_LAT))

static const struct class_info {
	const char *name;   /* in messages; perf has no name for the later ones */
	const char *prefix; /* before the colon of -F; NULL: cannot be named */
	uint64_t defaults, invalid;
} classes[CLASS_END] = {
	[CLASS_HARDWARE] = { "hardware", "hw", WHO | PLACE | BIT(PERIOD),
	                     BIT(TRACE) | BIT(BPF_OUTPUT) },
	[CLASS_SOFTWARE] = { "software", "sw", WHO | PLACE | BIT(PERIOD) | BIT(BPF_OUTPUT),
	                     BIT(TRACE) },
	[CLASS_TRACEPOINT] = { "tracepoint", "trace", WHO | BIT(TRACE), 0 },
	[CLASS_HW_CACHE] = { "hardware-cache", NULL, WHO | PLACE | BIT(PERIOD),
	                     BIT(TRACE) | BIT(BPF_OUTPUT) },
	[CLASS_RAW] = { "unknown", "raw", WHO | PLACE | BIT(PERIOD) | MEMORY,
	                BIT(TRACE) | BIT(BPF_OUTPUT) },
	[CLASS_BREAKPOINT] = { "unknown", "break", WHO | PLACE | BIT(PERIOD),
	                       BIT(TRACE) | BIT(BPF_OUTPUT) },
	[CLASS_SYNTH] = { "unknown", "synth", WHO | PLACE | BIT(SYNTH),
	                  BIT(TRACE) | BIT(BPF_OUTPUT) },
	[CLASS_OTHER] = { "unknown", NULL, WHO | PLACE | BIT(PERIOD),
	                  BIT(TRACE) | BIT(BPF_OUTPUT) },
};

static const char *const names[FIELD_END] = {
	[FIELD_COMM] = "comm",
	[FIELD_TID] = "tid",
	[FIELD_PID] = "pid",
	[FIELD_TIME] = "time",
	[FIELD_CPU] = "cpu",
	[FIELD_EVENT] = "event",
	[FIELD_TRACE] = "trace",
	[FIELD_IP] = "ip",
	[FIELD_SYM] = "sym",
	[FIELD_DSO] = "dso",
	[FIELD_ADDR] = "addr",
	[FIELD_SYMOFF] = "symoff",
	[FIELD_SRCLINE] = "srcline",
	[FIELD_PERIOD] = "period",
	[FIELD_IREGS] = "iregs",
	[FIELD_UREGS] = "uregs",
	[FIELD_BRSTACK] = "brstack",
	[FIELD_BRSTACKSYM] = "brstacksym",
	[FIELD_DATA_SRC] = "data_src",
	[FIELD_WEIGHT] = "weight",
	[FIELD_BPF_OUTPUT] = "bpf-output",
	[FIELD_BRSTACKINSN] = "brstackinsn",
	[FIELD_BRSTACKINSNLEN] = "brstackinsnlen",
	[FIELD_BRSTACKOFF] = "brstackoff",
	[FIELD_CALLINDENT] = "callindent",
	[FIELD_INSN] = "insn",
	[FIELD_INSNLEN] = "insnlen",
	[FIELD_SYNTH] = "synth",
	[FIELD_PHYS_ADDR] = "phys_addr",
	[FIELD_METRIC] = "metric",
	[FIELD_MISC] = "misc",
	[FIELD_SRCCODE] = "srccode",
	[FIELD_IPC] = "ipc",
	[FIELD_TOD] = "tod",
	[FIELD_DATA_PAGE_SIZE] = "data_page_size",
	[FIELD_CODE_PAGE_SIZE] = "code_page_size",
	[FIELD_INS_LAT] = "ins_lat",
	[FIELD_MACHINE_PID] = "machine_pid",
	[FIELD_VCPU] = "vcpu",
	[FIELD_FLAGS] = "flags",
};

/* Fields that perf has and prof prints nothing for: asking for them is an error. */
static const char *const refusals[FIELD_END] = {
	[FIELD_SRCLINE] = "source lines are not looked up yet",
	[FIELD_SRCCODE] = "source lines are not looked up yet",
	[FIELD_INSN] = "instructions are not read from the files that were mapped",
	[FIELD_INSNLEN] = "instructions are not read from the files that were mapped",
	[FIELD_BRSTACKINSN] = "branch stacks are not disassembled",
	[FIELD_BRSTACKINSNLEN] = "branch stacks are not disassembled",
	[FIELD_METRIC] = "metrics are not computed",
};

const char *field_name(enum field field)
{
	return names[field];
}

enum event_class event_class_of(const struct perf_event_attr *attr)
{
	return attr->type < PERF_TYPE_MAX ? (enum event_class)attr->type : CLASS_OTHER;
}

const char *event_class_name(enum event_class class)
{
	return classes[class].name;
}

void field_set_init(struct field_set *set)
{
	*set = (struct field_set){ 0 };
	for (int i = 0; i < CLASS_END; i++)
		set->of[i].fields = classes[i].defaults;
}

void field_set_done(struct field_set *set)
{
	outbuf_done(&set->warnings);
}

/* How the words of one -F are meant: all of one kind. */
enum change { CHANGE_NONE, CHANGE_SET, CHANGE_ADD, CHANGE_REMOVE };

#define ALL_CLASSES CLASS_END

static int usage_error(struct err *err, const char *msg)
{
	err_set(err, EINVAL, "%s", msg);
	return err_exit_status(err, 129);
}

/* The class before the colon, which is cut off *arg; ALL_CLASSES without one. */
static int parse_class(struct str *arg, enum event_class *ret, struct err *err)
{
	const char *colon = memchr(arg->s, ':', arg->len);
	struct str prefix;

	*ret = ALL_CLASSES;
	if (!colon)
		return 0;
	prefix = (struct str){ arg->s, (size_t)(colon - arg->s) };
	for (int i = 0; i < CLASS_END; i++)
		if (classes[i].prefix && str_is(prefix, classes[i].prefix))
			*ret = i;
	if (*ret == ALL_CLASSES)
		return usage_error(err, "Invalid event type in field string.");
	*arg = (struct str){ colon + 1, arg->len - prefix.len - 1 };
	return 0;
}

static bool is_of(enum event_class class, int i)
{
	return class == ALL_CLASSES || class == (enum event_class)i;
}

/* An earlier -F said something of these classes. */
static void warn_overriding(struct field_set *set, enum event_class class)
{
	bool overridden = false;

	for (int i = 0; i < CLASS_END; i++)
		overridden |= is_of(class, i) && set->of[i].user_set;
	if (overridden)
		outbuf_printf(&set->warnings, "Overriding previous field request for %s events.\n",
		              class == ALL_CLASSES ? "all" : classes[class].name);
}

/* A list without + and - starts from nothing. */
static void start_over(struct field_set *set, enum event_class class)
{
	for (int i = 0; i < CLASS_END; i++) {
		if (!is_of(class, i))
			continue;
		set->of[i].fields = 0;
		set->of[i].user_set = true;
		set->of[i].wildcard_set = class == ALL_CLASSES;
	}
}

static bool find_field(struct str word, enum field *ret)
{
	for (int i = 0; i < FIELD_END; i++) {
		if (!str_is(word, names[i]))
			continue;
		*ret = i;
		return true;
	}
	return false;
}

/* What a field named with a class of its own changes: it is not noted as requested (perf 6.1). */
static int change_one(struct field_set *set, enum event_class class, enum field field,
                      enum change change, struct err *err)
{
	struct class_fields *of = &set->of[class];

	if (classes[class].invalid & FIELD_BIT(field)) {
		err_set(err, EINVAL, "'%s' not valid for %s events.", names[field],
		        classes[class].name);
		return err_exit_status(err, 129);
	}
	if (change == CHANGE_REMOVE)
		of->fields &= ~FIELD_BIT(field);
	else
		of->fields |= FIELD_BIT(field);
	of->user_set = of->wildcard_set = true;
	return 0;
}

static void change_all(struct field_set *set, enum field field, enum change change)
{
	uint64_t bit = FIELD_BIT(field);

	for (int i = 0; i < CLASS_END; i++) {
		struct class_fields *of = &set->of[i];

		if (classes[i].invalid & bit) {
			outbuf_printf(&set->warnings, "'%s' not valid for %s events. Ignoring.\n",
			              names[field], classes[i].name);
			continue;
		}
		if (change == CHANGE_REMOVE) {
			of->fields &= ~bit;
			of->requested &= ~bit;
		} else {
			of->fields |= bit;
			of->requested |= bit;
		}
		of->user_set = of->wildcard_set = true;
	}
}

/* One word of the list: [+-]FIELD. */
static int parse_word(struct field_set *set, enum event_class class, struct str word,
                      enum change *change, struct err *err)
{
	enum change now = CHANGE_SET;
	enum field field;

	if (word.s[0] == '+' || word.s[0] == '-') {
		now = word.s[0] == '+' ? CHANGE_ADD : CHANGE_REMOVE;
		word = (struct str){ word.s + 1, word.len - 1 };
	}
	if (*change != CHANGE_NONE && (*change == CHANGE_SET) != (now == CHANGE_SET))
		return usage_error(err, "Cannot mix +-field with overridden fields");
	*change = now;

	if (str_is(word, "flags")) {
		set->flags = now != CHANGE_REMOVE;
		return 0;
	}
	if (!find_field(word, &field))
		return usage_error(err, "Invalid field requested.");
	if (refusals[field] && now != CHANGE_REMOVE)
		return err_set(err, ENOTSUP, "-F %s: %s", names[field], refusals[field]);
	if (class != ALL_CLASSES)
		return change_one(set, class, field, now, err);
	change_all(set, field, now);
	return 0;
}

int field_set_parse(struct field_set *set, const char *arg, struct err *err)
{
	struct str rest = str_of(arg), word;
	enum change change = CHANGE_NONE;
	enum event_class class;
	bool changes;
	int r = parse_class(&rest, &class, err);

	if (r < 0)
		return r;
	if (class == ALL_CLASSES && !rest.len)
		return usage_error(err, "Cannot set fields to 'none' for all event types.");
	changes = memchr(rest.s, '+', rest.len) || memchr(rest.s, '-', rest.len);
	if (!changes || class != ALL_CLASSES) /* perf warns of one class in any case */
		warn_overriding(set, class);
	if (!changes)
		start_over(set, class);

	while (r >= 0 && rest.len && str_split(&rest, ',', &word))
		if (word.len)
			r = parse_word(set, class, word, &change, err);
	return r;
}
