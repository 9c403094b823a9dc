/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "common/object/build_id.h"

#include <elf.h>

#include "common/base/cleanup.h"
#include "common/base/cursor.h"
#include "common/base/err.h"
#include "common/object/elf_file.h"

void build_id_hex(const struct build_id *id, char hex[BUILD_ID_HEX_MAX])
{
	static const char digits[] = "0123456789abcdef";

	for (size_t i = 0; i < id->size; i++) {
		hex[2 * i] = digits[id->bytes[i] >> 4];
		hex[2 * i + 1] = digits[id->bytes[i] & 15];
	}
	hex[2 * (size_t)id->size] = '\0';
}

static int digit_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

bool build_id_parse(const char *hex, struct build_id *ret)
{
	size_t len = strlen(hex);
	struct build_id id = { .size = (uint8_t)(len / 2) };

	if (len == 0 || len % 2 || len / 2 > BUILD_ID_BYTES_MAX)
		return false;
	for (size_t i = 0; i < id.size; i++) {
		int high = digit_value(hex[2 * i]), low = digit_value(hex[2 * i + 1]);

		if (high < 0 || low < 0)
			return false;
		id.bytes[i] = (uint8_t)(high << 4 | low);
	}
	*ret = id;
	return true;
}

int build_id_of_notes(const void *notes, size_t len, struct build_id *ret, struct err *err)
{
	struct cursor c = cursor_of(notes, len);
	Elf64_Nhdr note;

	while (cursor_copy(&c, &note, sizeof(note))) {
		struct cursor name, desc;

		/* Name and description are padded to 4 bytes; the last one need not be. */
		if (!cursor_sub(&c, note.n_namesz, &name) ||
		    (!cursor_skip(&c, -note.n_namesz & 3) && cursor_left(&c)) ||
		    !cursor_sub(&c, note.n_descsz, &desc))
			break;
		if (!cursor_skip(&c, -note.n_descsz & 3))
			c.at = c.end;

		if (note.n_type != NT_GNU_BUILD_ID || note.n_namesz != sizeof(ELF_NOTE_GNU) ||
		    memcmp(name.at, ELF_NOTE_GNU, sizeof(ELF_NOTE_GNU)) != 0 || !note.n_descsz)
			continue;
		*ret = (struct build_id){ .size = note.n_descsz < BUILD_ID_BYTES_MAX
			                                  ? (uint8_t)note.n_descsz
			                                  : BUILD_ID_BYTES_MAX };
		memcpy(ret->bytes, desc.at, ret->size);
		return 0;
	}
	return err_set(err, ENOENT, "no build-id among %zu bytes of notes", len);
}

int build_id_of_file(const char *path, struct build_id *ret, struct err *err)
{
	AUTO(elf_file_freep) struct elf_file *f = NULL;
	int r = elf_file_open(path, &f, err);

	if (r < 0)
		return r;
	*ret = *elf_file_build_id(f);
	if (!ret->size)
		return err_set(err, ENOENT, "%s: the file has no build-id", path);
	return 0;
}
