/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "common/kernel/btf.h"

#include <linux/btf.h>

#include "common/base/cursor.h"

/* linux/btf.h of older systems has not all of these kinds. */
enum {
	KIND_DECL_TAG = 17,
	KIND_ENUM64 = 19,
};

/* Bytes behind a type of that kind with `vlen` members. */
static size_t tail_bytes(unsigned kind, size_t vlen)
{
	switch (kind) {
	case BTF_KIND_INT:
	case BTF_KIND_VAR:
	case KIND_DECL_TAG:
		return sizeof(uint32_t);
	case BTF_KIND_ARRAY:
		return sizeof(struct btf_array);
	case BTF_KIND_STRUCT:
	case BTF_KIND_UNION:
		return vlen * sizeof(struct btf_member);
	case BTF_KIND_ENUM:
		return vlen * sizeof(struct btf_enum);
	case BTF_KIND_FUNC_PROTO:
		return vlen * sizeof(struct btf_param);
	case BTF_KIND_DATASEC:
		return vlen * sizeof(struct btf_var_secinfo);
	case KIND_ENUM64:
		return vlen * 3 * sizeof(uint32_t);
	default:
		return 0;
	}
}

struct str btf_type_name(const void *btf, size_t len, uint32_t id)
{
	struct cursor blob = cursor_of(btf, len), types, strings;
	struct str name = { "", 0 };
	struct btf_header header;
	struct btf_type type = { 0 };

	if (!cursor_copy(&blob, &header, sizeof(header)) || header.magic != BTF_MAGIC)
		return name;
	blob = cursor_of(btf, len);
	if (!cursor_skip(&blob, header.hdr_len))
		return name;
	types = strings = blob;
	if (!cursor_skip(&types, header.type_off) || !cursor_sub(&types, header.type_len, &types) ||
	    !cursor_skip(&strings, header.str_off) ||
	    !cursor_sub(&strings, header.str_len, &strings))
		return name;

	/* Types are numbered from 1 by their place. */
	for (uint32_t i = 0; i < id; i++) {
		if (i && !cursor_skip(&types, tail_bytes(BTF_INFO_KIND(type.info),
		                                         BTF_INFO_VLEN(type.info))))
			return name;
		if (!cursor_copy(&types, &type, sizeof(type)))
			return name;
	}
	if (!cursor_skip(&strings, type.name_off) || !cursor_cstr(&strings, &name))
		return (struct str){ "", 0 };
	return name;
}
