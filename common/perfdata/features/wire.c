/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <string.h>

#include "common/perfdata/features/feature.h"
#include "common/perfdata/layout.h"

bool wire_string(struct cursor *c, struct arena *arena, const char **ret)
{
	struct cursor at = *c;
	uint32_t len;
	const char *s;

	if (!cursor_u32(&at, &len) || len > cursor_left(&at))
		return false;
	s = (const char *)at.at;
	cursor_skip(&at, len);
	*ret = arena_strndup(arena, s, strnlen(s, len));
	*c = at;
	return true;
}

void wire_put_u32(struct outbuf *out, uint32_t v)
{
	outbuf_bytes(out, &v, sizeof(v));
}

void wire_put_u64(struct outbuf *out, uint64_t v)
{
	outbuf_bytes(out, &v, sizeof(v));
}

void wire_put_string(struct outbuf *out, const char *s)
{
	size_t len = strlen(s), padded = layout_align(len + 1, LAYOUT_STRING_ALIGN);

	wire_put_u32(out, (uint32_t)padded);
	outbuf_bytes(out, s, len);
	outbuf_fill(out, '\0', padded - len);
}

int wire_count(struct cursor *c, const char *feature, size_t min_bytes, uint32_t *ret,
               struct err *err)
{
	uint32_t nr;

	if (!cursor_u32(c, &nr))
		return err_set(err, EBADMSG, "%s: no count in %zu bytes", feature, cursor_left(c));
	if (nr > cursor_left(c) / min_bytes)
		return err_set(err, EBADMSG, "%s: %" PRIu32 " entries in %zu bytes", feature, nr,
		               cursor_left(c));
	*ret = nr;
	return 0;
}

int wire_short(const char *feature, const char *what, size_t i, struct err *err)
{
	return err_set(err, EBADMSG, "%s: %s %zu is cut short", feature, what, i);
}
