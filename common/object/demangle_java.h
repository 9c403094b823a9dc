/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * Names that JIT compilers of Java give: "Lcom/foo/Bar;method(I[J)V", a class and a method with
 * its descriptor (JVM specification, 4.3.3).
 */

/* "com.foo.Bar.method(int, long[])", as perf 6.1 shows it; a new string, or NULL. */
char *demangle_java(const char *name);
