/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "common/object/demangle.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/mem.h"
#include "common/base/outbuf.h"
#include "common/base/str.h"
#include "common/object/demangle_java.h"
#include "common/object/demangle_libiberty.h"

#define MANGLED_BYTES_MAX (64 * 1024)

static char *demangle_compiled(const char *name)
{
	struct outbuf out = { 0 };

	if (name[0] == '_' && strlen(name) <= MANGLED_BYTES_MAX &&
	    demangle_by_libiberty(name, &out)) {
		outbuf_char(&out, '\0');
		return out.data;
	}
	outbuf_done(&out);
	return NULL;
}

static int hex_pair(const char *at)
{
	if (!isxdigit((unsigned char)at[0]) || !isxdigit((unsigned char)at[1]))
		return -1;
	return (int)strtol((const char[]){ at[0], at[1], '\0' }, NULL, 16);
}

/* camlModule__name: "__" is a dot, $xx a character that a symbol cannot have. */
static char *demangle_ocaml(const char *name)
{
	struct outbuf out = { 0 };

	if (!strstarts(name, "caml") || !isupper((unsigned char)name[4]))
		return NULL;
	for (const char *at = name + 4; *at; at++) {
		int c = at[0] == '$' ? hex_pair(at + 1) : -1;

		if (at[0] == '_' && at[1] == '_') {
			outbuf_char(&out, '.');
			at++;
		} else if (c > 0) {
			outbuf_char(&out, (char)c);
			at += 2;
		} else {
			outbuf_char(&out, *at);
		}
	}
	outbuf_char(&out, '\0');
	return out.data;
}

char *demangle(const char *name)
{
	static const struct str plt = { "@plt", 4 };
	AUTO(freep) char *base = NULL;
	AUTO(freep) char *text = NULL;

	if (name[0] == 'c')
		return demangle_ocaml(name);
	if (name[0] == 'L')
		return demangle_java(name);
	if (name[0] != '_')
		return NULL;
	if (!str_ends(str_of(name), plt))
		return demangle_compiled(name);

	base = xstrndup(name, strlen(name) - plt.len);
	text = demangle_compiled(base);
	return text ? xasprintf("%s@plt", text) : NULL;
}
