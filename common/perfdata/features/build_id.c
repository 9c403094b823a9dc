/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Feature 2, BUILD_ID: records of a header (its type is 0 in a file, 67 in a stream), s32 pid, 20
 * bytes of id, u8 its size and 3 of padding, then the file's name, padded to 64.
 */
#include <linux/perf_event.h>
#include <string.h>

#include "common/abi/record.h"
#include "common/perfdata/features/feature.h"
#include "common/perfdata/layout.h"

#define ID_BYTES      20
#define ID_ROOM_BYTES 24
#define FIXED_BYTES   (sizeof(struct perf_event_header) + sizeof(int32_t) + ID_ROOM_BYTES)

static int read_one(struct cursor *c, struct arena *arena, size_t i, struct feature_build_id *ret,
                    struct err *err)
{
	struct feature_build_id id = { .size = ID_BYTES };
	struct cursor rec, at = *c;
	uint32_t type, pid;
	uint16_t size;
	const uint8_t *room;

	if (!cursor_u32(&at, &type) || !cursor_u16(&at, &id.misc) || !cursor_u16(&at, &size))
		return wire_short("BUILD_ID", "id", i, err);
	if (size < FIXED_BYTES || !cursor_sub(c, size, &rec))
		return err_set(err, EBADMSG, "BUILD_ID: id %zu claims %u bytes, %zu are left", i,
		               size, cursor_left(c));
	cursor_skip(&rec, sizeof(struct perf_event_header));
	cursor_u32(&rec, &pid);
	room = cursor_bytes(&rec, ID_ROOM_BYTES);
	memcpy(id.id, room, ID_BYTES);
	if (id.misc & RECORD_MISC_BUILD_ID_SIZE && room[ID_BYTES] <= ID_BYTES)
		id.size = room[ID_BYTES];
	id.misc &= PERF_RECORD_MISC_CPUMODE_MASK;
	id.pid = (int32_t)pid;
	id.filename = arena_strndup(arena, (const char *)rec.at,
	                            strnlen((const char *)rec.at, cursor_left(&rec)));
	*ret = id;
	return 0;
}

static int read_build_id(struct cursor c, struct arena *arena, struct features *f, struct err *err)
{
	for (size_t i = 0; cursor_left(&c); i++) {
		struct feature_build_id id;
		int r = read_one(&c, arena, i, &id, err);

		if (r < 0)
			return r;
		vec_push(&f->build_ids, id);
	}
	return 0;
}

void feature_build_id_write(const struct feature_build_id *id, uint32_t type, struct outbuf *out)
{
	size_t len = strlen(id->filename), padded = layout_align(len + 1, LAYOUT_STRING_ALIGN);
	struct perf_event_header header = {
		.type = type,
		.misc = id->misc | RECORD_MISC_BUILD_ID_SIZE,
		.size = (uint16_t)(FIXED_BYTES + padded),
	};
	uint8_t room[ID_ROOM_BYTES] = { 0 };

	memcpy(room, id->id, ID_BYTES);
	room[ID_BYTES] = id->size;
	outbuf_bytes(out, &header, sizeof(header));
	outbuf_bytes(out, &id->pid, sizeof(id->pid));
	outbuf_bytes(out, room, sizeof(room));
	outbuf_bytes(out, id->filename, len);
	outbuf_fill(out, '\0', padded - len);
}

static void write_build_id(const struct features *f, struct outbuf *out)
{
	vec_for_each(id, &f->build_ids)
		feature_build_id_write(id, 0, out);
}

const struct feature feature_build_id = { "BUILD_ID", read_build_id, write_build_id };
