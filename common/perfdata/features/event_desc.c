/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Feature 12, EVENT_DESC: u32 count, u32 bytes of an attr, then for each event the attr, u32
 * count of ids, the name and the u64 ids.
 */
#include "common/perfdata/features/feature.h"

#define EVENT_BYTES_MIN (ATTR_SIZE_MIN + 2 * sizeof(uint32_t))

static int read_event(struct cursor *c, uint32_t attr_bytes, struct arena *arena, size_t i,
                      struct feature_event_desc *ret, struct err *err)
{
	struct feature_event_desc event = { 0 };
	struct cursor attr;
	unsigned unknown_bytes;
	uint64_t *ids;
	uint32_t nr;
	int r;

	if (!cursor_sub(c, attr_bytes, &attr))
		return wire_short("EVENT_DESC", "event", i, err);
	r = attr_read(&attr, &event.attr, &unknown_bytes, err);
	if (r < 0)
		return err_wrap(err, "EVENT_DESC: event %zu", i);
	if (!cursor_u32(c, &nr) || !wire_string(c, arena, &event.name))
		return wire_short("EVENT_DESC", "event", i, err);
	if (nr > cursor_left(c) / sizeof(uint64_t))
		return err_set(err, EBADMSG,
		               "EVENT_DESC: event %zu has %" PRIu32 " ids in %zu bytes", i, nr,
		               cursor_left(c));
	ids = arena_array(arena, uint64_t, nr);
	for (uint32_t k = 0; k < nr; k++)
		cursor_u64(c, &ids[k]);
	event.ids = ids;
	event.nr_ids = nr;
	*ret = event;
	return 0;
}

static int read_event_desc(struct cursor c, struct arena *arena, struct features *f,
                           struct err *err)
{
	uint32_t nr, attr_bytes;
	int r = wire_count(&c, "EVENT_DESC", EVENT_BYTES_MIN, &nr, err);

	if (r < 0)
		return r;
	if (!cursor_u32(&c, &attr_bytes))
		return err_set(err, EBADMSG, "EVENT_DESC: no size of attributes");
	for (uint32_t i = 0; i < nr; i++) {
		struct feature_event_desc event;

		r = read_event(&c, attr_bytes, arena, i, &event, err);
		if (r < 0)
			return r;
		vec_push(&f->events, event);
	}
	return 0;
}

static void write_event_desc(const struct features *f, struct outbuf *out)
{
	wire_put_u32(out, (uint32_t)f->events.len);
	wire_put_u32(out, ATTR_SIZE_WRITTEN);
	vec_for_each(event, &f->events) {
		struct perf_event_attr attr = event->attr;

		attr.size = ATTR_SIZE_WRITTEN;
		outbuf_bytes(out, &attr, sizeof(attr));
		wire_put_u32(out, (uint32_t)event->nr_ids);
		wire_put_string(out, event->name ? event->name : "");
		outbuf_bytes(out, event->ids, event->nr_ids * sizeof(uint64_t));
	}
}

static void print_event_desc(const struct features *f, struct outbuf *out)
{
	vec_for_each(event, &f->events) {
		outbuf_printf(out, "# event : name = %s, ", event->name);
		for (size_t i = 0; i < event->nr_ids; i++)
			outbuf_printf(out, "%s %" PRIu64, i ? "," : ", id = {", event->ids[i]);
		if (event->nr_ids)
			outbuf_str(out, " }");
		outbuf_str(out, ", ");
		attr_print(&event->attr, " = ", out);
		outbuf_char(out, '\n');
	}
}

const struct feature feature_event_desc = { "EVENT_DESC", read_event_desc, write_event_desc,
	                                    print_event_desc };
