/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * C++ (Itanium), Rust (legacy and v0) and D names -> what the programmer wrote.
 *
 * Done by libiberty where it is built in; without it no name is changed.
 */
#include <stdbool.h>

/* A new string, the caller's to free; NULL: not mangled (or not one we know). */
char *demangle(const char *name);
bool demangle_available(void);
