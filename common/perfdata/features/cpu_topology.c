/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Feature 13, CPU_TOPOLOGY: the cpu lists ("0-3") that share a socket, those that share a core,
 * and core and socket of each cpu; behind that, since Linux 5.2, the lists that share a die and
 * each cpu's die. A list of lists is u32 count and strings.
 */
#include "common/perfdata/features/feature.h"

static int read_lists(struct cursor *c, struct arena *arena, struct feature_cpu_topology *topo,
                      int which, struct err *err)
{
	uint32_t nr;
	int r = wire_count(c, "CPU_TOPOLOGY", sizeof(uint32_t), &nr, err);

	if (r < 0)
		return r;
	for (uint32_t i = 0; i < nr; i++) {
		const char *list;

		if (!wire_string(c, arena, &list))
			return wire_short("CPU_TOPOLOGY", "cpu list", i, err);
		if (which == 0)
			vec_push(&topo->core_siblings, list);
		else if (which == 1)
			vec_push(&topo->thread_siblings, list);
		else
			vec_push(&topo->die_siblings, list);
	}
	return 0;
}

/* Files of Linux 3.x end before the places. */
static void read_places(struct cursor *c, struct arena *arena, struct features *f)
{
	struct feature_cpu_topology *topo = &f->cpu_topology;
	size_t nr = f->nr_cpus_avail;

	if (!nr || nr > cursor_left(c) / (2 * sizeof(uint32_t)))
		return;
	topo->places = arena_array(arena, struct feature_cpu_place, nr);
	for (size_t i = 0; i < nr; i++) {
		uint32_t core = 0, socket = 0;

		cursor_u32(c, &core);
		cursor_u32(c, &socket);
		topo->places[i] = (struct feature_cpu_place){ (int32_t)core, (int32_t)socket, -1 };
	}
}

static int read_dies(struct cursor *c, struct arena *arena, struct features *f, struct err *err)
{
	struct feature_cpu_topology *topo = &f->cpu_topology;
	int r = read_lists(c, arena, topo, 2, err);

	if (r < 0)
		return r;
	if (f->nr_cpus_avail > cursor_left(c) / sizeof(uint32_t))
		return err_set(err, EBADMSG,
		               "CPU_TOPOLOGY: the dies of %" PRIu32 " cpus in %zu bytes",
		               f->nr_cpus_avail, cursor_left(c));
	for (size_t i = 0; i < f->nr_cpus_avail; i++) {
		uint32_t die = 0;

		cursor_u32(c, &die);
		topo->places[i].die = (int32_t)die;
	}
	topo->has_dies = true;
	return 0;
}

static int read_cpu_topology(struct cursor c, struct arena *arena, struct features *f,
                             struct err *err)
{
	int r = read_lists(&c, arena, &f->cpu_topology, 0, err);

	if (r == 0)
		r = read_lists(&c, arena, &f->cpu_topology, 1, err);
	if (r < 0)
		return r;
	read_places(&c, arena, f);
	if (!f->cpu_topology.places || !cursor_left(&c))
		return 0;
	return read_dies(&c, arena, f, err);
}

#define PUT_LISTS(out, lists)                                \
	do {                                                 \
		wire_put_u32((out), (uint32_t)(lists)->len); \
		vec_for_each(list_, (lists))                 \
			wire_put_string((out), *list_);      \
	} while (0)

static void write_cpu_topology(const struct features *f, struct outbuf *out)
{
	const struct feature_cpu_topology *topo = &f->cpu_topology;

	PUT_LISTS(out, &topo->core_siblings);
	PUT_LISTS(out, &topo->thread_siblings);
	if (!topo->places)
		return;
	for (size_t i = 0; i < f->nr_cpus_avail; i++) {
		wire_put_u32(out, (uint32_t)topo->places[i].core);
		wire_put_u32(out, (uint32_t)topo->places[i].socket);
	}
	if (!topo->has_dies)
		return;
	PUT_LISTS(out, &topo->die_siblings);
	for (size_t i = 0; i < f->nr_cpus_avail; i++)
		wire_put_u32(out, (uint32_t)topo->places[i].die);
}

static void print_cpu_topology(const struct features *f, struct outbuf *out)
{
	const struct feature_cpu_topology *topo = &f->cpu_topology;

	vec_for_each(list, &topo->core_siblings)
		outbuf_printf(out, "# sibling sockets : %s\n", *list);
	vec_for_each(list, &topo->die_siblings)
		outbuf_printf(out, "# sibling dies    : %s\n", *list);
	vec_for_each(list, &topo->thread_siblings)
		outbuf_printf(out, "# sibling threads : %s\n", *list);
	if (!topo->places) {
		outbuf_printf(out, "# Core ID%s and Socket ID information is not available\n",
		              topo->has_dies ? ", Die ID" : "");
		return;
	}
	for (size_t i = 0; i < f->nr_cpus_avail; i++) {
		const struct feature_cpu_place *place = &topo->places[i];

		outbuf_printf(out, "# CPU %zu: Core ID %d, ", i, place->core);
		if (topo->has_dies)
			outbuf_printf(out, "Die ID %d, ", place->die);
		outbuf_printf(out, "Socket ID %d\n", place->socket);
	}
}

const struct feature feature_cpu_topology = { "CPU_TOPOLOGY", read_cpu_topology, write_cpu_topology,
	                                      print_cpu_topology, true };
