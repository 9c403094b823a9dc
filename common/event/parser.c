/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Lists and groups: "a,b", "name{a,b}:mods", and each event's name and modifiers. */
#include "common/event/parser.h"

#include "common/base/err.h"
#include "common/event/hybrid.h"
#include "common/event/modifiers.h"

#define COLUMNS_DEFAULT 80u
#define COLUMNS_MIN     40u
#define COLUMNS_MAX     1000u
#define LEAD            "event syntax error: "
#define CARET_MAX       13 /* where the text starts later, its front is cut */

/* More than any machine has; a bound for patterns given many times over. */
#define EVENTS_MAX 100000

/* `text` from `cut` on, with ".." where it was cut, at most `room` characters. */
static void quote(struct str text, size_t cut, size_t room, char *to)
{
	struct str shown = { text.s + cut, text.len - cut };
	bool cut_end = shown.len > room;

	if (cut_end)
		shown.len = room;
	for (size_t i = 0; i < shown.len; i++) {
		bool dots = (cut && i < 2) || (cut_end && i + 2 >= room);
		unsigned char c = (unsigned char)shown.s[i];

		to[i] = dots ? '.' : c < ' ' ? ' ' : (char)c;
	}
	to[shown.len] = '\0';
}

int parser_fail(struct parser *p, long at, const char *what, const char *help)
{
	unsigned columns = p->env->columns ? p->env->columns : COLUMNS_DEFAULT;
	struct str text = str_of(p->scan.text);
	char quoted[COLUMNS_MAX];
	size_t cut;

	columns = columns < COLUMNS_MIN ? COLUMNS_MIN : columns;
	columns = columns > COLUMNS_MAX ? COLUMNS_MAX : columns;
	if (at > (long)text.len + 1)
		at = (long)text.len;
	cut = at > CARET_MAX ? (size_t)(at - CARET_MAX) : 0;
	quote(text, cut < text.len ? cut : text.len, columns - 2 - strlen(LEAD), quoted);

	err_set(p->err, EINVAL, LEAD "'%s'\n%*s\\___ %s%s%s", quoted,
	        (int)strlen(LEAD) + (int)(at - (long)cut) + 1, "", what, help ? "\n\n" : "",
	        help ? help : "");
	err_hint(p->err, "Run 'prof list' for a list of valid events");
	return -EINVAL;
}

int parser_fail_here(struct parser *p)
{
	/* perf skips what is no token, letter by letter, before it gives up. */
	while (scan_peek(&p->scan) && !strchr(SCAN_NAME ",:{}/='@", scan_peek(&p->scan)))
		scan_take(&p->scan, 1);
	return parser_fail(p, scan_error_at(&p->scan), "parser error", NULL);
}

struct event *parser_add_event(struct parser *p, enum event_kind kind, uint32_t type,
                               uint64_t config)
{
	size_t index = p->list->events.len;
	struct event *event = vec_add(&p->list->events);

	*event = (struct event){
		.kind = kind,
		.attr = { .type = type, .size = sizeof(event->attr), .config = config },
		.scale = 1,
		.leader = index,
		.nr_members = 1,
	};
	event->attr.exclude_guest = 1;
	return event;
}

/*
 * How much of the text perf takes for the name of the event at hand: all up to a comma, a slash
 * or a brace, and, when a second slash follows, on to the next of these behind it.
 */
static struct str event_text(const char *from)
{
	size_t len = strcspn(from, ",{}/");

	if (from[len] == '/' && !strstarts(from, "mem:")) {
		size_t inside = strcspn(from + len + 1, "/");

		if (from[len + 1 + inside] == '/') {
			len += inside + 2;
			len += strcspn(from + len, ",{}/");
		}
	}
	return str_trim((struct str){ from, len });
}

/* Modifiers of events[first..], if there are any; behind a '/' they need no colon. */
static int parse_modifiers(struct parser *p, size_t first, bool needs_colon, bool group)
{
	struct str letters;
	long at;

	if (needs_colon && !scan_char(&p->scan, ':'))
		return 0;
	scan_spaces(&p->scan);
	letters = scan_span(&p->scan, SCAN_NAME);
	if (!letters.len)
		return group ? parser_fail_here(p) : 0;
	if (!modifiers_are(letters))
		return parser_fail_here(p);

	at = (long)p->scan.at;
	scan_take(&p->scan, letters.len);
	for (size_t i = first; i < p->list->events.len; i++)
		if (!modifiers_apply(&p->list->events.data[i], letters, group))
			return parser_fail(p, at, "Bad modifier", NULL);
	return 0;
}

static int parse_event(struct parser *p)
{
	size_t first = p->list->events.len;
	struct str text;
	bool slash = false;
	int r;

	if (!strchr(",{}/", scan_peek(&p->scan)))
		scan_look(&p->scan);
	scan_spaces(&p->scan);
	text = event_text(p->scan.text + p->scan.at);
	if (!text.len)
		return parser_fail_here(p);

	r = parser_head(p, &slash);
	if (r < 0)
		return r;
	r = parse_modifiers(p, first, !slash, false);
	if (r < 0)
		return r;

	if (p->list->events.len > EVENTS_MAX)
		return parser_fail(p, 0, "more than 100000 events", NULL);
	for (size_t i = first; i < p->list->events.len; i++) {
		struct event *event = &p->list->events.data[i];

		if (!event->name)
			event->name = arena_strndup(p->list->arena, text.s, text.len);
		hybrid_rename(p, event);
	}
	return 0;
}

/* Does a '{' come before anything that ends an event? */
static bool at_group(const struct scan *s)
{
	const char *from = s->text + s->at;

	return from[strcspn(from, ",{}/")] == '{';
}

static int parse_group(struct parser *p)
{
	size_t first = p->list->events.len;
	const char *name = NULL;
	struct str word;
	int r;

	if (strchr(p->scan.text + p->scan.at, '}'))
		scan_look(&p->scan);
	scan_spaces(&p->scan);
	word = scan_span(&p->scan, SCAN_NAME);
	if (word.len) {
		scan_take(&p->scan, word.len);
		name = arena_strndup(p->list->arena, word.s, word.len);
	}
	if (!scan_char(&p->scan, '{'))
		return parser_fail_here(p);

	do {
		if (at_group(&p->scan)) {
			scan_look(&p->scan);
			return parser_fail_here(p);
		}
		r = parse_event(p);
		if (r < 0)
			return r;
	} while (scan_char(&p->scan, ','));
	if (!scan_char(&p->scan, '}'))
		return parser_fail_here(p);

	event_list_group(p->list, first, name);
	return parse_modifiers(p, first, true, true);
}

static int parse_items(struct parser *p)
{
	int r;

	do {
		r = at_group(&p->scan) ? parse_group(p) : parse_event(p);
		if (r < 0)
			return r;
	} while (scan_char(&p->scan, ','));
	return scan_peek(&p->scan) ? parser_fail_here(p) : 0;
}

int event_list_parse(struct event_list *list, const char *text, const struct event_env *env,
                     struct err *err)
{
	struct parser p = { .list = list, .env = env, .err = err };
	size_t first = list->events.len;
	int r;

	scan_init(&p.scan, text);
	r = parse_items(&p);
	if (r < 0) {
		list->events.len = first;
		return r;
	}
	list->last_first = first;
	for (size_t i = first; i < list->events.len; i++)
		modifiers_finish(&list->events.data[i]);
	return 0;
}

void event_list_add_default(struct event_list *list, const struct event_env *env)
{
	/* It cannot fail: it is a plain name. */
	event_list_parse(list, "cycles:P", env, NULL);
	for (size_t i = list->last_first; i < list->events.len; i++)
		list->events.data[i].attr.exclude_guest = 1;
}
