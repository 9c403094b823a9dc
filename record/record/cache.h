/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * The build-id cache, as perf lays it out: ~/.debug/NAME/ID/{elf,kallsyms,vdso}, and a link
 * ~/.debug/.build-id/ID[0:2]/ID[2:] to that folder.
 *
 * What is there already is left alone. Errors are for the log only: a recording is whole
 * without the cache.
 */
struct build_id;

void cache_keep_kallsyms(const struct build_id *id);
void cache_keep_vdso(const struct build_id *id);
void cache_keep_file(const char *path, const struct build_id *id);
