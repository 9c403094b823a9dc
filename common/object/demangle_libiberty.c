/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "common/object/demangle_libiberty.h"

#include <ctype.h>
#include <setjmp.h>
#include <stdlib.h>

#include "common/base/outbuf.h"
#include "common/object/demangle.h"

#ifdef HAVE_LIBIBERTY
#include <demangle.h> /* libiberty's */

/* Names can refer back to parts of themselves: 100 bytes can stand for 2^50. */
#define DEMANGLED_BYTES_MAX   (64 * 1024)
#define D_BACK_REFERENCES_MAX 40 /* dlang_demangle() cannot be stopped */

struct printer {
	struct outbuf *out;
	jmp_buf too_long;
};

typedef int demangler(const char *mangled, int options, demangle_callbackref callback, void *arg);

bool demangle_available(void)
{
	return true;
}

/* libiberty's printers ask nobody whether to go on. They hold no memory when called from here. */
static void print_part(const char *text, size_t len, void *arg)
{
	struct printer *p = arg;

	if (p->out->len + len > DEMANGLED_BYTES_MAX)
		longjmp(p->too_long, 1);
	outbuf_bytes(p->out, text, len);
}

static bool demangle_by(demangler *fn, const char *name, struct outbuf *out)
{
	struct printer p = { .out = out };

	out->len = 0;
	return setjmp(p.too_long) == 0 && fn(name, DMGL_NO_OPTS, print_part, &p) && out->len;
}

static bool demangle_d(const char *name, struct outbuf *out)
{
	size_t nr_back = 0;
	char *text;

	if (!isdigit((unsigned char)name[2]) && !streq(name, "_Dmain"))
		return false;
	for (const char *at = name; *at; at++)
		nr_back += *at == 'Q';
	text = nr_back <= D_BACK_REFERENCES_MAX ? dlang_demangle(name, DMGL_NO_OPTS) : NULL;
	if (!text)
		return false;
	outbuf_str(out, text);
	free(text);
	return true;
}

bool demangle_by_libiberty(const char *name, struct outbuf *out)
{
	if (name[1] == 'D')
		return demangle_d(name, out);
	if ((name[1] == 'R' || strstarts(name, "_ZN")) &&
	    demangle_by(rust_demangle_callback, name, out))
		return true;
	return (name[1] == 'Z' || strstarts(name, "_GLOBAL_")) &&
	       demangle_by(cplus_demangle_v3_callback, name, out);
}
#else
bool demangle_available(void)
{
	return false;
}

bool demangle_by_libiberty(const char *name, struct outbuf *out)
{
	(void)name;
	(void)out;
	return false;
}
#endif
