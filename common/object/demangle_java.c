/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "common/object/demangle_java.h"

#include <stdbool.h>
#include <string.h>

#include "common/base/outbuf.h"

static const char *primitive_name(char c)
{
	switch (c) {
	case 'B':
		return "byte";
	case 'C':
		return "char";
	case 'D':
		return "double";
	case 'F':
		return "float";
	case 'I':
		return "int";
	case 'J':
		return "long";
	case 'S':
		return "short";
	case 'V':
		return "void";
	case 'Z':
		return "boolean";
	default:
		return NULL;
	}
}

/* "com/foo/Bar;" with dots; *at stands behind the ";" then. */
static bool add_class(struct outbuf *out, const char **at)
{
	const char *end = strchr(*at, ';');

	if (!end)
		return false;
	for (const char *c = *at; c < end; c++)
		outbuf_char(out, *c == '/' ? '.' : *c);
	*at = end + 1;
	return true;
}

/* One parameter. (perf 6.1 moves the [] of a class to the next parameter.) */
static bool add_parameter(struct outbuf *out, const char **at)
{
	unsigned dimensions = 0;
	const char *primitive;

	for (; **at == '['; (*at)++)
		dimensions++;
	if (**at == 'L') {
		(*at)++;
		if (!add_class(out, at))
			return false;
	} else if (**at && **at != ')') {
		primitive = primitive_name(**at);
		if (primitive)
			outbuf_str(out, primitive);
		else
			outbuf_char(out, **at);
		(*at)++;
	}
	while (dimensions--)
		outbuf_str(out, "[]");
	return true;
}

static bool add_all(struct outbuf *out, const char *at)
{
	size_t method_len;
	bool first = true;

	if (!add_class(out, &at))
		return false;
	method_len = strcspn(at, "(/;");
	if (at[method_len] != '(' || !strchr(at, ')'))
		return false;
	if (method_len && at[0] != '<')
		outbuf_char(out, '.');
	outbuf_bytes(out, at, method_len + 1);
	for (at += method_len + 1; *at && *at != ')'; first = false) {
		if (!first)
			outbuf_str(out, ", ");
		if (!add_parameter(out, &at))
			return false;
	}
	outbuf_char(out, ')');
	return *at == ')';
}

char *demangle_java(const char *name)
{
	struct outbuf out = { 0 };

	if (name[0] == 'L' && strchr(name, '(') && add_all(&out, name + 1)) {
		outbuf_char(&out, '\0');
		return out.data;
	}
	outbuf_done(&out);
	return NULL;
}
