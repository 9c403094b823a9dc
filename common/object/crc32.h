/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * The CRC-32 that .gnu_debuglink has of a debug file (the one of zlib, polynomial 0xedb88320).
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Go on with a sum over more bytes; it starts as 0. */
uint32_t crc32_add(uint32_t crc, const void *bytes, size_t len);

/* Does the file have this sum? False too if it cannot be read. */
bool crc32_of_file(const char *path, uint32_t expected);
