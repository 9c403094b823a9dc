/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "common/tally/sort_key.h"

#include <inttypes.h>
#include <stdlib.h>

#include "common/base/err.h"
#include "common/base/outbuf.h"
#include "common/base/str.h"
#include "common/base/strtab.h"
#include "common/model/dso.h"
#include "common/model/model.h"
#include "common/object/symtab.h"
#include "common/tally/place_table.h"

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
	(void)ctx;
	outbuf_i64(out, (int32_t)tid_of(line), 7);
	outbuf_char(out, ':');
	outbuf_str(out, comm_text(line));
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

static const struct sort_key keys[] = {
	{ "comm", "Command", 0, NULL, comm_value, comm_compare, NULL, comm_print, NULL },
	{ "dso", "Shared Object", SORT_KEY_PLACE, NULL, dso_value, dso_compare, NULL, dso_print,
	  NULL },
	{ "pid", "    Pid:Command", SORT_KEY_THREAD, NULL, pid_value, pid_compare, NULL, pid_print,
	  NULL },
	{ "symbol", "Symbol", SORT_KEY_PLACE, NULL, symbol_value, symbol_compare, symbol_identify,
	  symbol_print, symbol_width },
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

static int unknown_key(struct str name, struct err *err)
{
	struct outbuf all = { 0 };

	for (size_t i = 0; i < NR_KEYS; i++) {
		outbuf_char(&all, ' ');
		outbuf_str(&all, keys[i].name);
	}
	err_set(err, EINVAL, "Unknown --sort key: `%.*s'", STR_ARG(name));
	err_hint(err, "The keys are:%.*s", (int)all.len, all.data);
	outbuf_done(&all);
	return -EINVAL;
}

int sort_keys_parse(const char *text, struct sort_keys *ret, struct err *err)
{
	struct str rest = str_of(text), part;
	struct sort_keys list = { 0 };

	while (str_split(&rest, ',', &part)) {
		const struct sort_key *key;

		part = str_trim(part);
		key = sort_key_find(part.s, part.len);
		if (!key)
			return unknown_key(part, err);
		if (list.nr == SORT_KEYS_MAX)
			return err_set(err, EINVAL, "%s: more than %d sort keys", text,
			               SORT_KEYS_MAX);
		list.keys[list.nr++] = key;
	}
	*ret = list;
	return 0;
}

void sort_keys_require(const struct sort_keys *list, struct profile_opts *opts)
{
	for (size_t i = 0; i < list->nr; i++) {
		if (list->keys[i]->flags & SORT_KEY_THREAD)
			opts->by_thread = true;
		if (list->keys[i]->dim && opts->nr_dims < PROFILE_DIMS_MAX)
			opts->dims[opts->nr_dims++] = list->keys[i]->dim;
	}
}
