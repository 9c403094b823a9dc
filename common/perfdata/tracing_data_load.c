/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <endian.h>
#include <inttypes.h>
#include <traceevent/event-parse.h>

#include "common/base/cursor.h"
#include "common/base/err.h"
#include "common/base/mem.h"
#include "common/base/num.h"
#include "common/perfdata/tracing_data.h"

static void tep_freep(struct tep_handle **tep)
{
	if (*tep)
		tep_free(*tep);
}

static int cut_short(const char *what, const struct cursor *c, struct err *err)
{
	return err_set(err, EBADMSG, "tracing data: %s is cut short, %zu bytes are left", what,
	               cursor_left(c));
}

static int take_sized(struct cursor *c, const char *what, struct str *ret, struct err *err)
{
	uint64_t len;
	const char *s;

	if (!cursor_u64(c, &len))
		return cut_short(what, c, err);
	if (len > cursor_left(c))
		return err_set(err, EBADMSG,
		               "tracing data: %s claims %" PRIu64 " bytes, %zu are left", what, len,
		               cursor_left(c));
	s = cursor_bytes(c, len);
	*ret = (struct str){ s, len };
	return 0;
}

/* Byte order and sizes of the machine that recorded; *c then reads its numbers. */
static int load_preamble(struct cursor *c, struct tep_handle *tep, struct err *err)
{
	static const char magic[] = "\x17\x08\x44tracing";
	bool is_big = BYTE_ORDER == BIG_ENDIAN;
	const char *at = cursor_bytes(c, sizeof(magic) - 1);
	struct str version;
	uint8_t big, long_bytes;
	uint32_t page_bytes;

	if (!at || memcmp(at, magic, sizeof(magic) - 1))
		return err_set(err, EBADMSG,
		               "tracing data: they do not start with 17 08 44 "
		               "\"tracing\"");
	if (!cursor_cstr(c, &version) || !cursor_u8(c, &big) || !cursor_u8(c, &long_bytes))
		return cut_short("the version", c, err);
	c->swap = !!big != is_big;
	if (!cursor_u32(c, &page_bytes))
		return cut_short("the page size", c, err);
	if (long_bytes != 4 && long_bytes != 8)
		return err_set(err, EBADMSG, "tracing data: a long of %u bytes", long_bytes);
	tep_set_local_bigendian(tep, is_big ? TEP_BIG_ENDIAN : TEP_LITTLE_ENDIAN);
	tep_set_file_bigendian(tep, big ? TEP_BIG_ENDIAN : TEP_LITTLE_ENDIAN);
	tep_set_long_size(tep, long_bytes);
	tep_set_page_size(tep, (int)page_bytes);
	return 0;
}

static int load_headers(struct cursor *c, struct tep_handle *tep, struct err *err)
{
	struct str name, text;
	int r;

	if (!cursor_cstr(c, &name) || !str_is(name, "header_page"))
		return err_set(err, EBADMSG, "tracing data: no header_page");
	r = take_sized(c, "header_page", &text, err);
	if (r < 0)
		return r;
	if (text.len)
		tep_parse_header_page(tep, (char *)text.s, text.len, tep_get_long_size(tep));
	if (!cursor_cstr(c, &name) || !str_is(name, "header_event"))
		return err_set(err, EBADMSG, "tracing data: no header_event");
	return take_sized(c, "header_event", &text, err);
}

static int load_events(struct cursor *c, const char *system, struct tep_handle *tep,
                       struct err *err)
{
	uint32_t nr;

	if (!cursor_u32(c, &nr))
		return cut_short("a count of events", c, err);
	for (uint32_t i = 0; i < nr; i++) {
		struct str format;
		int r = take_sized(c, "a format", &format, err);

		if (r < 0)
			return r;
		if (format.len)
			tep_parse_event(tep, format.s, format.len, system);
	}
	return 0;
}

static int load_systems(struct cursor *c, struct tep_handle *tep, struct err *err)
{
	uint32_t nr;

	if (!cursor_u32(c, &nr))
		return cut_short("the count of systems", c, err);
	for (uint32_t i = 0; i < nr; i++) {
		struct str system;
		int r;

		if (!cursor_cstr(c, &system))
			return cut_short("the name of a system", c, err);
		r = load_events(c, system.s, tep, err);
		if (r < 0)
			return r;
	}
	return 0;
}

/* 0xffffffff8281942f : "rcu_preempt" - the text is what an address in an event stands for. */
static void load_printk_line(struct str line, struct tep_handle *tep)
{
	AUTO(freep) char *text = NULL;
	struct str address;
	uint64_t v;

	if (!str_split(&line, ':', &address) || !num_hex(str_trim(address), &v))
		return;
	line = str_trim(line);
	/* libtraceevent 1.7 takes the quotes off, and reads before texts of less than 2 letters. */
	if (line.len < 4 || line.s[0] != '"' || line.s[line.len - 1] != '"')
		return;
	text = xstrndup(line.s, line.len);
	if (strlen(text) < 4)
		return;
	tep_register_print_string(tep, text, v);
}

static int take_printk(struct cursor *c, struct tep_handle *tep, struct err *err)
{
	struct str text, line;
	uint32_t kallsyms, len;

	if (!cursor_u32(c, &kallsyms) || !cursor_skip(c, kallsyms))
		return cut_short("kallsyms", c, err);
	if (!cursor_u32(c, &len) || len > cursor_left(c))
		return cut_short("printk_formats", c, err);
	text = (struct str){ cursor_bytes(c, len), len };
	while (str_split(&text, '\n', &line))
		load_printk_line(line, tep);
	return 0;
}

int tracing_data_load(const void *block, size_t len, struct tep_handle **ret, struct err *err)
{
	AUTO(tep_freep) struct tep_handle *tep = NULL;
	struct cursor c = cursor_of(block, len);
	int r;

	/* It would print what it does not understand of formats. */
	tep_set_loglevel(TEP_LOG_NONE);
	tep = tep_alloc();
	if (!tep)
		return err_set(err, ENOMEM, "tracing data: libtraceevent has no memory");
	r = load_preamble(&c, tep, err);
	if (r == 0)
		r = load_headers(&c, tep, err);
	if (r == 0)
		r = load_events(&c, "ftrace", tep, err);
	if (r == 0)
		r = load_systems(&c, tep, err);
	if (r == 0)
		r = take_printk(&c, tep, err);
	if (r < 0)
		return r;
	*ret = take(tep);
	return 0;
}
