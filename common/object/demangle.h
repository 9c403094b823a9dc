/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * C++ (Itanium), Rust (legacy and v0), D, OCaml and Java names -> what the programmer wrote.
 *
 * All but D in perf 6.1's text: without parameters, and what a compiler puts behind a
 * name (.cold, .part.0) is dropped with them. D is not known to perf. "@plt" is kept.
 * C++, Rust and D are done by libiberty where it is built in.
 */
#include <stdbool.h>

/*
 * A new string, the caller's to free; NULL: not mangled, not one we know, or made to grow beyond
 * all use.
 */
char *demangle(const char *name);
bool demangle_available(void);
