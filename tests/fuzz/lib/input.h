/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once
/*
 * The bytes of a harness as a file, for readers that take a path.
 */
#include <stddef.h>
#include <stdint.h>

/* Declared here as libFuzzer has no header for C. */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

struct input_file {
	int fd;
	char path[32];
};

/* A file in memory with these bytes; to be closed by input_file_close(). */
struct input_file input_file_of(const uint8_t *bytes, size_t len);
void input_file_close(struct input_file *f);
