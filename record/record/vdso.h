/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * The vdso: the small library that the kernel maps into each process, and that has no file.
 */
#include <stddef.h>

#define VDSO_NAME "[vdso]"

struct build_id;

/* The image in this process, with its length in bytes; NULL: there is none. */
const void *vdso_image(size_t *ret_len);

/* ret->size stays 0 where there is none. */
void vdso_build_id(struct build_id *ret);
