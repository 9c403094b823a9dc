/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "common/event/modifiers.h"

#include "common/event/event.h"

#define PRECISE_IP_MAX 3

bool modifiers_are(struct str letters)
{
	for (size_t i = 0; i < letters.len; i++)
		if (!letters.s[i] || !strchr("ukhpPGHSDIWeb", letters.s[i]))
			return false;
	return true;
}

static bool any_repeated(struct str letters)
{
	for (size_t i = 0; i < letters.len; i++) {
		const char *behind = letters.s + i + 1;

		if (letters.s[i] != 'p' && memchr(behind, letters.s[i], letters.len - i - 1))
			return true;
	}
	return false;
}

/* u, k and h say what is counted: the first of them excludes the other two. */
static void include_level(struct event *event, char letter)
{
	struct perf_event_attr *attr = &event->attr;

	if (!attr->exclude_user && !attr->exclude_kernel && !attr->exclude_hv)
		attr->exclude_user = attr->exclude_kernel = attr->exclude_hv = 1;
	if (letter == 'u')
		attr->exclude_user = 0;
	else if (letter == 'k')
		attr->exclude_kernel = 0;
	else
		attr->exclude_hv = 0;
	event->exclude_given = true;
}

/* The same for G and H, guests and host. */
static void include_side(struct event *event, char letter)
{
	struct perf_event_attr *attr = &event->attr;

	if (!event->exclude_gh_given)
		attr->exclude_guest = attr->exclude_host = 1;
	if (letter == 'G')
		attr->exclude_guest = 0;
	else
		attr->exclude_host = 0;
	event->exclude_gh_given = true;
}

static bool apply(struct event *event, char letter)
{
	struct perf_event_attr *attr = &event->attr;

	switch (letter) {
	case 'u':
	case 'k':
	case 'h':
		include_level(event, letter);
		/* User space of the host alone; but :k and :h include that of guests. */
		if (letter == 'u' && !event->exclude_gh_given)
			attr->exclude_guest = 1;
		break;
	case 'G':
	case 'H':
		include_side(event, letter);
		break;
	case 'p':
		if (attr->precise_ip == PRECISE_IP_MAX)
			return false;
		attr->precise_ip++;
		if (!event->exclude_gh_given)
			attr->exclude_guest = 1; /* PEBS cannot tell guests apart */
		break;
	case 'P':
		event->precise_max = true;
		break;
	case 'S':
		event->sample_read = true;
		break;
	case 'D':
		attr->pinned = 1;
		break;
	case 'I':
		attr->exclude_idle = 1;
		break;
	case 'W':
		event->weak_group = true;
		break;
	case 'e':
		attr->exclusive = 1;
		break;
	case 'b':
		event->bpf_counter = true;
		break;
	}
	return true;
}

bool modifiers_apply(struct event *event, struct str letters, bool group)
{
	bool leads = event->nr_members > 0;

	if (any_repeated(letters))
		return false;
	/*
	 * An event that has modifiers no longer excludes guests by itself. Behind a group they add
	 * to what its members have; perf 6.1 forgets the members' P, S, W and b then.
	 */
	if (!group)
		event->attr.exclude_guest = 0;
	for (size_t i = 0; i < letters.len; i++) {
		bool of_leader = letters.s[i] == 'D' || letters.s[i] == 'e';

		if (of_leader && group && !leads)
			continue;
		if (!apply(event, letters.s[i]))
			return false;
	}
	return true;
}

void modifiers_finish(struct event *event)
{
	if (event->precise_max)
		event->attr.precise_ip = PRECISE_IP_MAX;
}
