/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * Symbols that a session will need, read while its records are.
 */
struct session;
struct symbolizer;

/* Begin to read the symbols of the kernel that the header names. */
void session_preload_symbols(const struct session *session, struct symbolizer *symbolizer);
