/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "common/tally/sort_key.h"

#include <inttypes.h>
#include <stdlib.h>

#include "common/abi/features.h"
#include "common/base/outbuf.h"
#include "common/base/str.h"
#include "common/base/strtab.h"
#include "common/model/dso.h"
#include "common/model/model.h"
#include "common/object/symtab.h"
#include "common/tally/place_table.h"
#include "common/tally/trace_dim.h"

#define HEX_WIDTH (sizeof(uint64_t) * 2)

static const struct place *place_of(const struct key_context *ctx, struct key_line line)
{
	return place_table_at(ctx->places, line.place);
}

static int compare_u64(uint64_t a, uint64_t b)
{
	return (a > b) - (a < b);
}

/* comm */

static const char *comm_text(struct key_line line)
{
	return line.row->comm ? line.row->comm->text : "";
}

static uint64_t comm_value(const struct key_context *ctx, struct key_line line)
{
	(void)ctx;
	return (uintptr_t)comm_text(line);
}

static int comm_compare(const struct key_context *ctx, struct key_line a, struct key_line b)
{
	(void)ctx;
	return strcmp(comm_text(a), comm_text(b));
}

static void comm_print(const struct key_context *ctx, struct key_line line, struct outbuf *out)
{
	(void)ctx;
	outbuf_str(out, comm_text(line));
}

/*
 * perf 6.1 makes the column as wide as the last names that the threads had, and cuts those they
 * had before ("perf-ex" of a shell that was started by perf).
 */
static unsigned comm_width(const struct key_context *ctx, struct key_line line)
{
	const struct comm *comm = line.row->thread ? thread_comm(line.row->thread, UINT64_MAX)
	                                           : NULL;

	(void)ctx;
	return comm ? comm->len : 0;
}

/* pid: threads, by perf's old name for it */

static uint32_t tid_of(struct key_line line)
{
	return line.row->thread ? thread_tid(line.row->thread) : UINT32_MAX;
}

static uint64_t pid_value(const struct key_context *ctx, struct key_line line)
{
	(void)ctx;
	return tid_of(line);
}

static int pid_compare(const struct key_context *ctx, struct key_line a, struct key_line b)
{
	(void)ctx;
	return compare_u64(tid_of(a), tid_of(b));
}

static void pid_print(const struct key_context *ctx, struct key_line line, struct outbuf *out)
{
	/* The last name that it had, as perf shows it. */
	const struct comm *comm = line.row->thread ? thread_comm(line.row->thread, UINT64_MAX)
	                                           : NULL;

	(void)ctx;
	outbuf_i64(out, (int32_t)tid_of(line), 7);
	outbuf_char(out, ':');
	outbuf_str(out, comm ? comm->text : "");
}

/* dso */

static const char *dso_text(const struct key_context *ctx, struct key_line line)
{
	const struct dso *dso = place_of(ctx, line)->dso;

	if (!dso)
		return "[unknown]";
	return ctx->full_dso_names ? dso->name : dso->short_name;
}

static uint64_t dso_value(const struct key_context *ctx, struct key_line line)
{
	return (uintptr_t)strtab_add(ctx->names, dso_text(ctx, line));
}

static int dso_compare(const struct key_context *ctx, struct key_line a, struct key_line b)
{
	const struct dso *x = place_of(ctx, a)->dso, *y = place_of(ctx, b)->dso;

	if (!x || !y)
		return (x == NULL) - (y == NULL);
	return strcmp(dso_text(ctx, a), dso_text(ctx, b));
}

static void dso_print(const struct key_context *ctx, struct key_line line, struct outbuf *out)
{
	outbuf_str(out, dso_text(ctx, line));
}

static unsigned dso_width(const struct key_context *ctx, struct key_line line)
{
	unsigned width = (unsigned)strlen(dso_text(ctx, line));

	if (ctx->wide_dsos && !place_of(ctx, line)->symbol && width < HEX_WIDTH)
		return HEX_WIDTH;
	return width;
}

/* symbol */

static uint64_t symbol_value(const struct key_context *ctx, struct key_line line)
{
	(void)ctx;
	return line.place;
}

static int symbol_compare(const struct key_context *ctx, struct key_line a, struct key_line b)
{
	const struct place *x = place_of(ctx, a), *y = place_of(ctx, b);

	if (x->symbol && y->symbol)
		return strcmp(x->symbol->name, y->symbol->name);
	if (x->symbol || y->symbol)
		return x->symbol ? -1 : 1;
	return 0; /* perf leaves them as they come */
}

/* perf subtracts addresses and takes the difference as signed. */
static int compare_addresses(uint64_t a, uint64_t b)
{
	int64_t difference = (int64_t)(a - b);

	return (difference > 0) - (difference < 0);
}

static int symbol_identify(const struct key_context *ctx, struct key_line a, struct key_line b)
{
	const struct place *x = place_of(ctx, a), *y = place_of(ctx, b);
	int r;

	if (!x->symbol && !y->symbol)
		return compare_addresses(x->start, y->start);
	r = dso_compare(ctx, a, b);
	if (r)
		return r;
	if (!x->symbol || !y->symbol)
		return x->symbol ? -1 : 1;
	return compare_addresses(x->start, y->start);
}

static void symbol_print(const struct key_context *ctx, struct key_line line, struct outbuf *out)
{
	const struct place *place = place_of(ctx, line);

	outbuf_char(out, '[');
	outbuf_char(out, line.level);
	outbuf_str(out, "] ");
	if (place->symbol)
		outbuf_str(out, place->symbol->name);
	else if (place->start)
		outbuf_printf(out, "0x%016" PRIx64, place->start);
	else
		outbuf_fill(out, '0', HEX_WIDTH);
}

static unsigned symbol_width(const struct key_context *ctx, struct key_line line)
{
	const struct place *place = place_of(ctx, line);

	if (place->symbol)
		return (unsigned)strlen(place->symbol->name) + 4;
	return HEX_WIDTH + 6; /* the level, 0x and the digits */
}

/* cpu, socket */

static int32_t cpu_of(const struct key_context *ctx, struct key_line line)
{
	return (int32_t)line.row->dims[ctx->dims[KEY_DIM_CPU]];
}

static uint64_t cpu_value(const struct key_context *ctx, struct key_line line)
{
	return (uint32_t)cpu_of(ctx, line);
}

static int32_t socket_of(const struct key_context *ctx, struct key_line line)
{
	const struct features *f = ctx->features;
	int32_t cpu = cpu_of(ctx, line);

	if (!f || !f->cpu_topology.places || cpu < 0 || (uint32_t)cpu >= f->nr_cpus_avail)
		return -1;
	return f->cpu_topology.places[cpu].socket;
}

static uint64_t socket_value(const struct key_context *ctx, struct key_line line)
{
	return (uint32_t)socket_of(ctx, line);
}

static int cpu_compare(const struct key_context *ctx, struct key_line a, struct key_line b)
{
	/* perf has the higher ones above. */
	return (cpu_of(ctx, a) < cpu_of(ctx, b)) - (cpu_of(ctx, a) > cpu_of(ctx, b));
}

static int socket_compare(const struct key_context *ctx, struct key_line a, struct key_line b)
{
	int32_t x = socket_of(ctx, a), y = socket_of(ctx, b);

	return (x < y) - (x > y);
}

static void cpu_print(const struct key_context *ctx, struct key_line line, struct outbuf *out)
{
	outbuf_printf(out, "%.3d", cpu_of(ctx, line));
}

static void socket_print(const struct key_context *ctx, struct key_line line, struct outbuf *out)
{
	outbuf_printf(out, "%.3d", socket_of(ctx, line));
}

/* local_weight */

static uint64_t weight_value(const struct key_context *ctx, struct key_line line)
{
	return line.row->dims[ctx->dims[KEY_DIM_WEIGHT]];
}

static int weight_compare(const struct key_context *ctx, struct key_line a, struct key_line b)
{
	return compare_u64(weight_value(ctx, b), weight_value(ctx, a));
}

static void weight_print(const struct key_context *ctx, struct key_line line, struct outbuf *out)
{
	outbuf_u64(out, weight_value(ctx, line), 0);
}

/* trace: equal texts are one pointer */

static const char *trace_of(const struct key_context *ctx, struct key_line line)
{
	return (const char *)(uintptr_t)line.row->dims[ctx->dims[KEY_DIM_TRACE]];
}

static uint64_t trace_value(const struct key_context *ctx, struct key_line line)
{
	return (uintptr_t)trace_of(ctx, line);
}

static int trace_compare(const struct key_context *ctx, struct key_line a, struct key_line b)
{
	return strcmp(trace_of(ctx, a), trace_of(ctx, b));
}

static void trace_print(const struct key_context *ctx, struct key_line line, struct outbuf *out)
{
	outbuf_str(out, trace_of(ctx, line));
}

/* symbol_size */

static uint64_t size_value(const struct key_context *ctx, struct key_line line)
{
	const struct symbol *symbol = place_of(ctx, line)->symbol;

	return symbol ? symbol->end - symbol->start : 0;
}

static int size_compare(const struct key_context *ctx, struct key_line a, struct key_line b)
{
	return compare_u64(size_value(ctx, b), size_value(ctx, a));
}

static void size_print(const struct key_context *ctx, struct key_line line, struct outbuf *out)
{
	if (place_of(ctx, line)->symbol)
		outbuf_u64(out, size_value(ctx, line), 0);
	else
		outbuf_str(out, "unknown");
}

/* What perf puts beside symbols where there are no branch records. */

static uint64_t ipc_value(const struct key_context *ctx, struct key_line line)
{
	(void)ctx;
	(void)line;
	return 0;
}

static int ipc_compare(const struct key_context *ctx, struct key_line a, struct key_line b)
{
	(void)ctx;
	(void)a;
	(void)b;
	return 0;
}

static void ipc_print(const struct key_context *ctx, struct key_line line, struct outbuf *out)
{
	(void)ctx;
	(void)line;
	outbuf_str(out, "-      -            ");
}

static const struct sort_key keys[] = {
	{ "pid", "    Pid:Command", SORT_KEY_THREAD, 0, pid_value, pid_compare, NULL, pid_print,
	  NULL },
	{ "comm", "Command", SORT_KEY_CUT, 0, comm_value, comm_compare, NULL, comm_print,
	  comm_width },
	{ "dso", "Shared Object", SORT_KEY_PLACE, 0, dso_value, dso_compare, NULL, dso_print,
	  dso_width },
	{ "symbol", "Symbol", SORT_KEY_PLACE | SORT_KEY_RAGGED, 0, symbol_value, symbol_compare,
	  symbol_identify, symbol_print, symbol_width },
	{ "cpu", "CPU", SORT_KEY_RIGHT, KEY_DIM_CPU, cpu_value, cpu_compare, NULL, cpu_print,
	  NULL },
	{ "socket", "Socket", SORT_KEY_RIGHT, KEY_DIM_CPU, socket_value, socket_compare, NULL,
	  socket_print, NULL },
	{ "local_weight", "Local Weight", 0, KEY_DIM_WEIGHT, weight_value, weight_compare, NULL,
	  weight_print, NULL },
	{ "symbol_size", "Symbol size", SORT_KEY_PLACE | SORT_KEY_RIGHT, 0, size_value,
	  size_compare, NULL, size_print, NULL },
	{ "trace", "Trace output", SORT_KEY_RAGGED, KEY_DIM_TRACE, trace_value, trace_compare, NULL,
	  trace_print, NULL },
	{ "ipc_null", "IPC   [IPC Coverage]", SORT_KEY_UNLISTED, 0, ipc_value, ipc_compare, NULL,
	  ipc_print, NULL },
};
#define NR_KEYS (sizeof(keys) / sizeof(keys[0]))

const struct sort_key *sort_key_find(const char *name, size_t len)
{
	for (size_t i = 0; i < NR_KEYS; i++)
		if (len && strncasecmp(keys[i].name, name, len) == 0)
			return &keys[i];
	return NULL;
}

size_t sort_key_count(void)
{
	return NR_KEYS;
}

const struct sort_key *sort_key_at(size_t i)
{
	return &keys[i];
}

static uint64_t cpu_dim(const struct profile_sample *s)
{
	return s->sample.cpu;
}

static uint64_t weight_dim(const struct profile_sample *s)
{
	return s->sample.weight;
}

void sort_keys_require(const struct sort_keys *list, struct profile_opts *opts,
                       struct key_context *ctx)
{
	static profile_dim_fn *const dims[NR_KEY_DIMS] = { [KEY_DIM_TRACE] = trace_dim,

		                                           [KEY_DIM_CPU] = cpu_dim,
		                                           [KEY_DIM_WEIGHT] = weight_dim };
	bool there[NR_KEY_DIMS] = { true };

	for (size_t i = 0; i < list->nr; i++) {
		enum key_dim dim = list->keys[i]->dim;

		if (list->keys[i]->flags & SORT_KEY_THREAD)
			opts->by_thread = true;
		if (there[dim] || opts->nr_dims == PROFILE_DIMS_MAX)
			continue;
		there[dim] = true;
		ctx->dims[dim] = opts->nr_dims;
		opts->dims[opts->nr_dims++] = dims[dim];
	}
}
